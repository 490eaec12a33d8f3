"""Word forms (.docx and its kin) to one sheet: what Word would show, laid out."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn

from extractors.page import Sheet
from extractors.sheets.limits import Limits
from extractors.sheets.wordchunks import take_in_chunks
from extractors.sheets.wordfile import opened
from extractors.sheets.wordlayout import laid_out
from extractors.sheets.wordlooks import show_styles
from extractors.sheets.wordnotes import notes_of, place_notes
from extractors.sheets.wordstore import show_stored
from extractors.sheets.wordxml import choose_alternatives
from postroom.errors import UnreadableDocument


def sheets(data: bytes, limits: Limits) -> tuple[Sheet, ...]:
    """The whole form as one sheet without a page number. Headers and footers are its margins, notes and comments its notes."""
    document = opened(data, limits)
    body = shown_body(document, limits)
    notes = notes_of(document.part)
    place_notes(body, notes)
    margins = [
        part._element
        for section in document.sections
        for part in (section.header, section.footer, *_of_first_page(section))
    ]
    found = laid_out(body, limits, margins, notes.values())
    if (
        not any(sheet.lines or sheet.form for sheet in found)
        and next(body.iter(qn("w:drawing"), qn("w:pict")), None) is not None
    ):
        raise UnreadableDocument("The Word file holds pictures and no words: open it in Word.", "unreadable")
    return found


def shown_body(document: Any, limits: Limits, depth: int = 0) -> Any:
    """The body as Word shows it: alternatives chosen, stored values in their controls, styles worked out, files inside taken in."""
    body = document.element.body
    choose_alternatives(body)
    show_stored(document.part, body)
    show_styles(document.part, body)
    take_in_chunks(document.part, body, limits, depth)
    return body


def _of_first_page(section: Any) -> tuple[Any, ...]:
    """The head and foot that only the first page has."""
    return (section.first_page_header, section.first_page_footer) if section.different_first_page_header_footer else ()
