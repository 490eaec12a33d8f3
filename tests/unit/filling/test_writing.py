"""How boxes want dates and times written, and what is only another way of writing."""

from __future__ import annotations

from datetime import date

import pytest

from filling.dates import ways_of_writing
from filling.writing import date_format, in_words, is_rewritten, kind_of_words, read_written


@pytest.mark.parametrize(
    ("hint", "layout"),
    [
        ("dd/mm/yyyy", "%d/%m/%Y"),
        ("Born (MM/DD/YYYY)", "%m/%d/%Y"),
        ("YYYY-MM-DD", "%Y-%m-%d"),
        ("dd mmm yyyy", "%d %b %Y"),
        ("d.m.yy", "%d.%m.%y"),
        ("dd/dd/yyyy", None),
        ("Date of birth", None),
    ],
)
def test_the_layout_is_read_from_the_hint(hint, layout):
    assert date_format(hint) == layout


@pytest.mark.parametrize(
    ("said", "hint", "value", "kind"),
    [
        ("date", "", "2015-03-04", "date"),
        (None, "dd/mm/yyyy", "2015-03-04", "date"),
        (None, "dd/mm/yyyy", "unknown", None),
        (None, "hh:mm", "2026-11-20T14:55", "time"),
        (None, "", "2015-03-04", None),
    ],
)
def test_a_plain_box_takes_a_date_where_it_says_so(said, hint, value, kind):
    assert kind_of_words(said, hint, value) == kind


def test_a_date_is_written_and_read_as_the_box_asks():
    written = in_words("date", "2015-03-04", "mm/dd/yyyy")

    assert (written, read_written(written, date_format("mm/dd/yyyy"))) == ("03/04/2015", date(2015, 3, 4))


@pytest.mark.parametrize(
    ("wanted", "held", "same"),
    [
        ("ub3 1aa", "UB3 1AA", True),
        ("O'Neill", "O'neill", False),
        ("9990000018", "999 000 0018", True),
        ("07700900123", "(07700) 900-123", True),
        ("07700900123", "07700900124", False),
        ("1 12", "11 2", False),
        ("12/11/2015", "1/211/2015", False),
    ],
)
def test_another_way_of_writing_is_the_same_and_nothing_else_is(wanted, held, same):
    assert is_rewritten(wanted, held) is same


@pytest.mark.parametrize("printed", ["03/11/2026", "3 Nov 2026", "3.11.2026", "2026-11-03", "03-Nov-26"])
def test_a_moment_s_day_is_known_in_the_ways_in_which_lists_print_it(printed):
    assert printed in ways_of_writing("2026-11-03T09:15")


@pytest.mark.parametrize("text", ["PR-1", "11/03/2026", "Lee, Ann"])
def test_what_is_no_date_of_a_record_is_written_one_way(text):
    assert ways_of_writing(text) == [text]
