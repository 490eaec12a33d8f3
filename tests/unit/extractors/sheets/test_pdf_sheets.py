"""PDF pages: lines, grids, ticks, bars and margins, and what becomes of locked, empty and broken files."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdf
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extractors.page import REDACTED, TICKED, UNTICKED
from extractors.sheets import Limits, open_document, sheets_of_text
from extractors.sheets.mending import mended
from postroom.errors import UnreadableDocument

PDF = "application/pdf"


def _pdf(*pages: Callable[[Canvas], None]) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _locked(user: str, owner: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(_pdf(lambda canvas: canvas.drawString(50, 700, "Surname Gill"))))
    writer.encrypt(user, owner, algorithm="AES-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_wide_gap_parts_two_columns():
    sheet = open_document(_pdf(lambda c: (c.drawString(50, 700, "First name"), c.drawString(200, 700, "Idris"))), PDF)[
        0
    ]
    assert [line.text for line in sheet.lines] == ["First name", "Idris"]


def test_ruled_cells_span_rows_and_columns():
    def draw(canvas):
        canvas.grid([50, 150, 250], [600, 620])
        canvas.rect(50, 620, 200, 20)
        canvas.drawString(55, 626, "SUBJECT 1")
        canvas.drawString(55, 606, "Surname")
        canvas.drawString(155, 606, "Gill")

    grid = open_document(_pdf(draw), PDF)[0].grids[0]
    assert [(cell.row, cell.column, cell.column_span, cell.text) for cell in grid.cells] == [
        (0, 0, 2, "SUBJECT 1"),
        (1, 0, 1, "Surname"),
        (1, 1, 1, "Gill"),
    ]


def test_crossed_square_is_ticked_and_empty_one_is_not():
    def draw(canvas):
        for x in (50, 120):
            canvas.rect(x, 700, 10, 10)
        canvas.lines([(51, 701, 59, 709), (51, 709, 59, 701)])
        canvas.drawString(64, 701, "Yes")
        canvas.drawString(134, 701, "No")

    assert [line.text for line in open_document(_pdf(draw), PDF)[0].lines] == [f"{TICKED} Yes", f"{UNTICKED} No"]


def test_words_under_a_black_bar_are_never_read():
    def draw(canvas):
        canvas.drawString(50, 700, "12 Secret Street")
        canvas.rect(48, 697, 120, 14, fill=1)

    sheet = open_document(_pdf(draw), PDF)[0]
    assert sheet.text == REDACTED
    assert len(sheet.bars) == 1


def test_running_heads_and_feet_are_cut_out():
    def page(canvas):
        canvas.drawString(50, 820, "OFFICIAL-SENSITIVE")
        canvas.drawString(50, 700, f"Text of page {canvas.getPageNumber()}")
        canvas.drawString(50, 20, f"Page {canvas.getPageNumber()} of 2")

    sheets = open_document(_pdf(page, page), PDF)
    assert [sheet.text for sheet in sheets] == ["Text of page 1", "Text of page 2"]
    assert [line.text for line in sheets[1].margins] == ["OFFICIAL-SENSITIVE", "Page 2 of 2"]


def test_page_drawn_on_its_side_is_put_upright():
    def draw(canvas):
        canvas.translate(300, 100)
        canvas.rotate(90)
        canvas.drawString(0, 0, "Surname Gill")

    sheet = open_document(_pdf(draw), PDF)[0]
    assert sheet.text == "Surname Gill"
    assert sheet.upright


def test_owner_lock_does_not_hinder_reading():
    assert open_document(_locked("", "owner"), PDF)[0].text == "Surname Gill"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (_locked("secret", "owner"), "password_protected"),
        (_pdf(lambda canvas: None), "empty"),
        (b"%PDF-1.4 nothing of the kind", "unreadable"),
    ],
    ids=["locked", "blank", "broken"],
)
def test_what_cannot_be_read_says_why(data, code):
    with pytest.raises(UnreadableDocument) as refused:
        open_document(data, PDF)
    assert refused.value.code == code


def test_too_many_pages_are_refused():
    with pytest.raises(UnreadableDocument) as refused:
        open_document(_pdf(*[lambda canvas: canvas.drawString(50, 700, "x")] * 3), PDF, Limits(pages=2))
    assert refused.value.code == "too_large"


def test_text_keeps_its_columns():
    sheet = sheets_of_text("Surname: GILL      DOB: 03/04/2017\n[x] Yes  [ ] No")[0]
    assert [line.text for line in sheet.lines] == ["Surname: GILL", "DOB: 03/04/2017", f"{TICKED} Yes {UNTICKED} No"]


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("ReaSOn:", "Reason:"),
        ("ADEYEMSoN", "ADEYEMSON"),
        ("D0B", "DOB"),
        ("040CT26", "04OCT26"),
        ("McDonald", "McDonald"),
    ],
)
def test_slips_of_the_recogniser_are_mended(seen, meant):
    assert mended(seen) == meant
