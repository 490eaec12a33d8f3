"""PDF to sheets with pdfplumber. Each page is read from its text layer if that is sound, else its picture is read (OCR)."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pdfplumber
import pypdf
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException
from pdfplumber.utils.text import extract_words

from extractors.page import Sheet, Word
from extractors.sheets import marks, progress
from extractors.sheets.acroform import form_ticks, form_values, form_words
from extractors.sheets.content import Content, content_of
from extractors.sheets.hidden import WHITE, has_hidden_words
from extractors.sheets.limits import Limits
from extractors.sheets.lines import split_marks
from extractors.sheets.margins import without_margins
from extractors.sheets.ruling import rules_of_boxes
from extractors.sheets.soundness import is_garbage, reading_angle
from extractors.sheets.tables import lay_out
from extractors.sheets.underlines import dotted
from postroom.contact import Box
from postroom.errors import UnreadableDocument

BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
LIGHT = 0.75  # brightness from which writing is meant for a dark ground
COVERS = 0.6  # share of the page from which a picture counts as a scan
DING_FONTS = re.compile(r"dings", re.IGNORECASE)


def sheets(data: bytes, limits: Limits) -> tuple[Sheet, ...]:
    """All pages. Raises UnreadableDocument for passwords, broken files and too many pages."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            found = _pages(document, data, limits)
    except UnreadableDocument:
        raise
    except PdfminerException as problem:
        if isinstance(problem.args[0] if problem.args else None, PDFPasswordIncorrect):
            raise UnreadableDocument("The PDF asks for a password.", "password_protected") from problem
        raise UnreadableDocument("The PDF is broken and cannot be opened.") from problem
    except Exception as problem:  # pdfminer raises anything on a broken file; a person gets it, not a trace
        raise UnreadableDocument("The PDF is broken and cannot be read.") from problem
    if not found:
        raise UnreadableDocument("The PDF has no pages.", "empty")
    return without_margins(found)


def _pages(document: Any, data: bytes, limits: Limits) -> list[Sheet]:
    if len(document.pages) > limits.pages:
        raise UnreadableDocument(f"The document has {len(document.pages)} pages, too many for a form.", "too_large")
    return [_page(page, data, limits) for page in document.pages]


def _page(page: Any, data: bytes, limits: Limits) -> Sheet:
    content = content_of(page)
    angle = reading_angle(content.letters)
    if angle:
        return _turned(page, data, angle)
    words = _words(content)
    if _must_be_seen(page, content, words):
        return _seen(page, data, limits)
    return _written(page, content, words)


def _words(content: Content) -> list[dict[str, Any]]:
    attributes = ["fontname", "non_stroking_color"]
    found: list[dict[str, Any]] = extract_words(content.letters, extra_attrs=attributes, x_tolerance_ratio=0.2)
    return found


def _must_be_seen(page: Any, content: Content, words: Sequence[dict[str, Any]]) -> bool:
    """Whether the eye is to be trusted rather than the text layer."""
    if marks.is_overdrawn(content.drawn):
        return True
    pictured = _share_of_pictures(page, content)
    if not words:
        return pictured > 0.05 or len(content.curves) > 200  # writing turned into outlines has no characters
    plain = [Word(word["text"], (0, 0, 0, 0)) for word in words]
    white = [_box(word) for word in words if marks.brightness(word["non_stroking_color"]) >= WHITE]
    return is_garbage(plain) or pictured > COVERS or has_hidden_words(page, content, white)


def _share_of_pictures(page: Any, content: Content) -> float:
    """Of all of them together: a scanner may cut its picture into strips."""
    area = float(page.width * page.height) or 1.0
    return sum((x1 - x0) * (bottom - top) for x0, top, x1, bottom in set(content.pictures)) / area


def _written(page: Any, content: Content, found: Sequence[dict[str, Any]], upright: int = 0) -> Sheet:
    drawn = content.drawn
    printed = [part for word in found for part in split_marks(_word(word))]
    light = [_word(word) for word in found if marks.brightness(word["non_stroking_color"]) >= LIGHT]
    bars = marks.hiding_bars(drawn, light)
    form = form_values(page)
    ticks = form_ticks(form)
    free = [box for box in marks.squares_to_tick(drawn) if not any(_overlaps(box, tick.box) for tick in ticks)]
    ticks += marks.ticks_in_squares(free, drawn, printed) + marks.rings(drawn, printed)
    straight = [each.box for each in drawn if not each.curved]
    rules = replace(rules_of_boxes(straight), dotted=tuple(dotted(straight)))
    words = marks.with_strokes(marks.without_hidden(printed, bars), rules.across)
    words = marks.with_ticks([*words, *form_words(form, words)], ticks)
    lines, grids = lay_out(words, ticks, rules)
    size = float(page.width), float(page.height)
    return Sheet(page.page_number, *size, lines, grids, tuple(ticks), form, tuple(bars), upright=upright)


def _box(found: dict[str, Any]) -> Box:
    return found["x0"], found["top"], found["x1"], found["bottom"]


def _word(found: dict[str, Any]) -> Word:
    text = found["text"]
    if DING_FONTS.search(found["fontname"]):
        text = "".join(chr(0xF000 + ord(letter)) if ord(letter) < 256 else letter for letter in text)
    return Word(text, _box(found), bold=bool(BOLD.search(found["fontname"])))


def _overlaps(box: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]


def _turned(page: Any, data: bytes, angle: int) -> Sheet:
    """The page again with its writing upright: the PDF's own page rotation does it."""
    writer = pypdf.PdfWriter()
    writer.add_page(pypdf.PdfReader(io.BytesIO(data)).pages[page.page_number - 1].rotate(-angle))
    turned = io.BytesIO()
    writer.write(turned)
    with pdfplumber.open(turned) as document:
        upright = document.pages[0]
        upright.page_number = page.page_number
        content = content_of(upright)
        return _written(upright, content, _words(content), upright=angle)


def _seen(page: Any, data: bytes, limits: Limits) -> Sheet:
    from extractors.sheets.picture import sheet_of_picture, unread_sheet  # loads OCR only when a page needs it
    from extractors.sheets.render import picture_of_page

    if not progress.may_begin_picture():
        return unread_sheet(page.page_number)
    picture, points_a_pixel = picture_of_page(data, page.page_number)
    return sheet_of_picture(picture, points_a_pixel, page.page_number, limits)
