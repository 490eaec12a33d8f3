"""PDF to sheets with pdfplumber. Each page is read from its text layer if that is sound, else its picture is read (OCR)."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pdfplumber
import pypdf
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from extractors.page import Sheet, Word
from extractors.sheets import marks, progress
from extractors.sheets.acroform import form_ticks, form_values, form_words
from extractors.sheets.annotations import annotations_of
from extractors.sheets.combs import combs_of, with_words_of_combs
from extractors.sheets.content import Content, content_of
from extractors.sheets.handmarks import black_boxes, with_hand_marks
from extractors.sheets.hidden import DOTS, is_under_picture, part_unseen, with_cuts
from extractors.sheets.layers import Layers
from extractors.sheets.letterwords import FoundWord, as_word, found_words
from extractors.sheets.limits import Limits
from extractors.sheets.lines import split_marks
from extractors.sheets.margins import without_margins
from extractors.sheets.ontop import not_in_picture, notes, with_overlaps, with_pins, written_on_top
from extractors.sheets.opened import OpenPage
from extractors.sheets.pdfvalues import dictionary
from extractors.sheets.render import DOTS_AN_INCH, Pictures
from extractors.sheets.ruling import rules_of_boxes
from extractors.sheets.soundness import is_garbage, reading_angle
from extractors.sheets.tables import lay_out
from extractors.sheets.underlines import dotted
from extractors.sheets.xfa import is_drawn_elsewhere, sheets_of_data
from postroom import doubts
from postroom.errors import UnreadableDocument

LIGHT = 0.75  # brightness from which writing is meant for a dark ground
COVERS = 0.6  # share of the page from which a picture counts as a scan
MOST_SEEN = 0.5  # share of the letters: where fewer are seen, the text layer is of another page than the eye's


def sheets(data: bytes, limits: Limits) -> tuple[Sheet, ...]:
    """All pages. Raises UnreadableDocument for passwords, broken files and too many pages."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            catalog = document.doc.catalog
            found = sheets_of_data(catalog) if is_drawn_elsewhere(catalog) else _pages(document, data, limits)
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


def _pages(document: Any, data: bytes, limits: Limits) -> Sequence[Sheet]:
    if len(document.pages) > limits.pages:
        raise UnreadableDocument(f"The document has {len(document.pages)} pages, too many for a form.", "too_large")
    layers = Layers(document.doc.catalog)
    with Pictures(data) as pictures:
        return [_page(OpenPage(page, layers, pictures), data, limits) for page in document.pages]


def _page(page: OpenPage, data: bytes, limits: Limits) -> Sheet:
    content = content_of(page)
    angle = reading_angle(content.letters)
    if angle:
        return _turned(page, data, angle, limits)
    return _upright(page, content, limits)


def _upright(page: OpenPage, content: Content, limits: Limits, turned: int = 0) -> Sheet:
    written, picture = len(content.letters), page.pictures.drawn(page.number, DOTS)
    content.drawable = picture is not None
    if picture:
        part_unseen(content, *picture)
    words = found_words(content.letters)
    if len(content.letters) < MOST_SEEN * written or _must_be_seen(page, content, words):
        return _seen(page, limits)
    return _written(page, content, words, turned)


def _must_be_seen(page: OpenPage, content: Content, words: Sequence[FoundWord]) -> bool:
    """Whether the eye is to be trusted rather than the text layer."""
    if marks.is_overdrawn(content.drawn):
        return True
    pictured = _share_of_pictures(page, content)
    if not words:
        return pictured > 0.05 or len(content.curves) > 200  # writing turned into outlines has no characters
    plain = [Word(word["text"], (0, 0, 0, 0)) for word in words]
    hidden = content.untrue or content.written_over or is_under_picture(content)
    return hidden or is_garbage(plain) or pictured > COVERS


def _share_of_pictures(page: OpenPage, content: Content) -> float:
    """Of all of them together: a scanner may cut its picture into strips."""
    width, height = page.size
    return sum((x1 - x0) * (bottom - top) for x0, top, x1, bottom in set(content.pictures)) / (width * height or 1.0)


def _written(page: OpenPage, content: Content, found: Sequence[FoundWord], turned: int) -> Sheet:
    drawn = content.drawn
    printed = [part for word in found for part in split_marks(as_word(word))]
    if not content.drawable:
        printed = [replace(word, doubt=doubts.UNDRAWN) for word in printed]
    light = [as_word(word) for word in found if marks.brightness(word["non_stroking_color"]) >= LIGHT]
    on_top = annotations_of(page)
    bars = [*marks.hiding_bars(drawn, light), *black_boxes(on_top)]
    form = form_values(on_top, printed, redrawn=_is_redrawn(page))
    ticks = form_ticks(form)
    squares = [box for box in marks.squares_to_tick(drawn) if not any(_overlaps(box, tick.box) for tick in ticks)]
    combs = combs_of(squares, printed)
    printed = with_words_of_combs(printed, combs)
    free = [box for box in squares if not any(box in comb for comb in combs)]
    ticks += marks.ticks_in_squares(free, drawn, printed) + marks.rings(drawn, printed)
    straight = [each.box for each in drawn if not each.curved]
    rules = replace(rules_of_boxes(straight), dotted=tuple(dotted(straight)))
    words = marks.with_strokes(marks.without_hidden(printed, bars), rules.across)
    words = with_cuts(words, content.unseen)
    typed = [*form_words(form, words), *written_on_top(on_top)]
    marked = with_hand_marks(with_overlaps(words, typed), ticks, on_top)
    pinned = notes(on_top, marked.words)
    words = marks.with_ticks(with_pins(marked.words, on_top, pinned), marked.ticks)
    lines, grids = lay_out(words, marked.ticks, rules)
    return Sheet(
        page.number, *page.size, (*lines, *pinned), grids, tuple(marked.ticks), form, tuple(bars), upright=turned
    )


def _is_redrawn(page: OpenPage) -> bool:
    """Whether the file asks viewers to draw the fields of its form anew."""
    form = dictionary(page.page.pdf.doc.catalog.get("AcroForm"))
    return form.get("NeedAppearances") is True


def _overlaps(box: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]


def _turned(page: OpenPage, data: bytes, angle: int, limits: Limits) -> Sheet:
    """The page again with its writing upright: the PDF's own page rotation does it."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))  # with its layers and its form
    writer.pages[page.number - 1].rotate(-angle)
    turned = io.BytesIO()
    writer.write(turned)
    with pdfplumber.open(turned) as document, Pictures(turned.getvalue()) as pictures:
        upright = OpenPage(document.pages[page.number - 1], Layers(document.doc.catalog), pictures)
        return _upright(upright, content_of(upright), limits, angle)


def _seen(page: OpenPage, limits: Limits) -> Sheet:
    from extractors.sheets.picture import sheet_of_picture, unread_sheet  # loads OCR only when a page needs it

    if not progress.may_begin_picture():
        return unread_sheet(page.number)
    picture, points_a_pixel = page.pictures.page(page.number, DOTS_AN_INCH)
    sheet = sheet_of_picture(picture, points_a_pixel, page.number, limits)
    return replace(sheet, lines=(*sheet.lines, *not_in_picture(annotations_of(page))))
