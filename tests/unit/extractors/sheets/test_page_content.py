"""What a page holds is what pdfplumber says it holds, wherever the page's corner is and however it is turned."""

from __future__ import annotations

import io

import pdfplumber
import pypdf
import pytest
from pypdf.generic import RectangleObject
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extractors.sheets.acroform import form_values
from extractors.sheets.content import content_of

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


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("corner", [0, 40])
def test_letters_and_drawings_stand_where_pdfplumber_puts_them(rotation, corner):
    with pdfplumber.open(io.BytesIO(_form(rotation, corner))) as document:
        page = document.pages[0]
        found = content_of(page)
        assert [tuple(letter[side] for side in SIDES) for letter in found.letters] == [
            tuple(char[side] for side in SIDES) for char in page.chars
        ]
        assert [each.box for each in found.boxes] == [tuple(rect[side] for side in SIDES) for rect in page.rects]
        assert [each.box for each in found.strokes] == [tuple(line[side] for side in SIDES) for line in page.lines]


@pytest.mark.parametrize("corner", [0, 40])
def test_form_fields_stand_where_pdfplumber_puts_them(corner):
    with pdfplumber.open(io.BytesIO(_form(corner=corner))) as document:
        page = document.pages[0]
        (field,) = form_values(page)
        assert field.box == pytest.approx(tuple(page.annots[0][side] for side in SIDES))
        assert (field.name, field.value, field.label) == ("surname", "Gill", "Surname")


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_form_fields_turn_with_their_page(rotation):
    with pdfplumber.open(io.BytesIO(_form(rotation))) as document:
        page = document.pages[0]
        (field,) = form_values(page)
        last = page.chars[-1]  # the printed label ends just left of the field
        turned = {90: (last["top"], field.box[1]), 180: (field.box[2], last["x0"]), 270: (field.box[3], last["bottom"])}
        before, after = turned[rotation]
        assert 0 < after - before < 150
        assert 0 <= field.box[0] < field.box[2] <= page.width
        assert 0 <= field.box[1] < field.box[3] <= page.height
