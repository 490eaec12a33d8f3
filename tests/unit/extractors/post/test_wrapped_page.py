"""HTML comes out of the rich text that Outlook wrapped it in, whole and once."""

import pytest

from extractors.post.richtext import rtf_text
from extractors.post.wrappedpage import wrapped_page

HEAD = rb"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0\fswiss Arial;}{\f1\fcharset204 Arial Cyr;}}{\colortbl\red0;}"


@pytest.mark.parametrize(
    ("wrapped", "page"),
    [
        (
            rb"{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 He is 4.\htmlrtf\par}\htmlrtf0{\*\htmltag72 </p>}",
            "<p>He is 4.</p>",
        ),
        (rb"{\*\htmltag84 <b>}\htmlrtf {\b\htmlrtf0 Amir\htmlrtf }\htmlrtf0{\*\htmltag92 </b>}", "<b>Amir</b>"),
        (rb"{\*\htmltag84 <a href=\'22x\'22>}a < b & c{\*\htmltag92 </a>}", '<a href="x">a &lt; b &amp; c</a>'),
        (rb"{\*\mhtmltag64 <p>}Zo\'eb \rquote  \u8211 ? end", "Zoë ’ – end"),
        (rb"\f1 \'c8\'e2\'e0\'ed", "Иван"),
        (rb"{\*\generator Riched20;}{\pntext\f0 1.\tab}{\*\htmltag4 \par}One", "\nOne"),
        (
            rb"\htmlrtf {\field{\*\fldinst{HYPERLINK x}}{\fldrslt\htmlrtf0 words\htmlrtf }\htmlrtf0 \htmlrtf }\htmlrtf0",
            "words",
        ),
    ],
)
def test_what_is_wrapped_comes_out(wrapped, page):
    assert wrapped_page(HEAD + wrapped + b"}").strip(" ") == page.strip(" ")


def test_rows_of_a_table_stay_rows():
    cells = rb"{\*\htmltag <table><tr><td>}Name{\*\htmltag </td><td>}Amir{\*\htmltag </td></tr></table>}"

    assert rtf_text(HEAD + cells + b"}") == "Name\tAmir"


@pytest.mark.parametrize("cut", [b"", b"{", b"}}}}", b"\\", b"\\htmlrtf", b"{\\*\\htmltag64 <p"])
def test_what_is_cut_short_still_gives_its_words(cut):
    assert "Amir" in rtf_text(HEAD + rb"{\*\htmltag64 <p>}Amir" + cut)


def test_rich_text_that_wraps_nothing_has_no_page():
    assert wrapped_page(rb"{\rtf1\ansi Amir\par}") == ""
