"""A terminal obeys nothing that somebody wrote into post."""

import pytest

from postroom.terminal import printable


@pytest.mark.parametrize(
    ("text", "longest", "shown"),
    [
        ("Siân O\u2019Neill", 0, "Siân O\u2019Neill"),
        ("a\nb\tc", 0, "a b c"),
        ("\x1b]0;owned\x07\x1b[2J", 0, "\u00b7]0;owned\u00b7\u00b7[2J"),
        ("name\u202egnp.exe", 0, "name\u00b7gnp.exe"),
        ("\ud800", 0, "\u00b7"),
        ("abcdef", 3, "abc\u2026"),
        ("abc", 3, "abc"),
        ("", 3, ""),
    ],
)
def test_what_would_be_obeyed_is_shown_as_a_dot(text, longest, shown):
    assert printable(text, longest) == shown
