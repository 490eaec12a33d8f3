"""What a page holds is what pdfplumber says it holds, counted from the corner of what is shown, however the page is turned."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pdfplumber
import pypdf
import pytest
from pypdf.generic import RectangleObject
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extractors.sheets.acroform import form_values
from extractors.sheets.annotations import annotations_of
from extractors.sheets.content import content_of
from extractors.sheets.layers import Layers
from extractors.sheets.opened import OpenPage
from extractors.sheets.render import Pictures

SIDES = ("x0", "top", "x1", "bottom")


def _form(rotation: int = 0, corner: int = 0) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.drawString(60, 700, "Surname Gill")
    canvas.rect(50, 600, 40, 20, fill=1)
    canvas.line(50, 500, 300, 500)
    canvas.acroForm.textfield(name="surname", tooltip="Surname", value="Gill", x=150, y=690, width=120, height=18)
    canvas.save()
    page = pypdf.PdfReader(out).pages[0]
    page.mediabox = RectangleObject((corner, corner, 595, 842))
    writer = pypdf.PdfWriter()
    writer.add_page(page.rotate(rotation))
    turned = io.BytesIO()
    writer.write(turned)
    return turned.getvalue()


@contextmanager
def _opened(data: bytes) -> Iterator[OpenPage]:
    with pdfplumber.open(io.BytesIO(data)) as document, Pictures(data) as pictures:
        yield OpenPage(document.pages[0], Layers(document.doc.catalog), pictures)


def _from_corner(page: Any, thing: dict[str, float]) -> Any:
    left, top = page.mediabox[:2]
    return pytest.approx((thing["x0"] - left, thing["top"] - top, thing["x1"] - left, thing["bottom"] - top))


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("corner", [0, 40])
def test_letters_and_drawings_stand_where_pdfplumber_puts_them(rotation, corner):
    with _opened(_form(rotation, corner)) as opened:
        page, found = opened.page, content_of(opened)
        letters = [tuple(letter[side] for side in SIDES) for letter in found.letters]
        assert letters == [_from_corner(page, char) for char in page.chars]
        assert [each.box for each in found.boxes] == [_from_corner(page, rect) for rect in page.rects]
        assert [each.box for each in found.strokes] == [_from_corner(page, line) for line in page.lines]


@pytest.mark.parametrize("corner", [0, 40])
def test_form_fields_stand_where_pdfplumber_puts_them(corner):
    with _opened(_form(corner=corner)) as opened:
        page = opened.page
        (field,) = form_values(annotations_of(opened))
        assert field.box == _from_corner(page, page.annots[0])
        assert (field.name, field.value, field.label) == ("surname", "Gill", "Surname")


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_form_fields_turn_with_their_page(rotation):
    with _opened(_form(rotation)) as opened:
        page = opened.page
        (field,) = form_values(annotations_of(opened))
        last = page.chars[-1]  # the printed label ends just left of the field
        turned = {90: (last["top"], field.box[1]), 180: (field.box[2], last["x0"]), 270: (field.box[3], last["bottom"])}
        before, after = turned[rotation]
        assert 0 < after - before < 150
        assert 0 <= field.box[0] < field.box[2] <= page.width
        assert 0 <= field.box[1] < field.box[3] <= page.height
