"""Words in a text layer that the eye does not see: what is printed is read instead."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors.page import Sheet
from extractors.sheets import open_document


def _page(draw) -> Sheet:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont("Helvetica", 14)
    canvas.drawString(60, 700, "Surname Gill")
    draw(canvas)
    canvas.save()
    return open_document(out.getvalue(), "application/pdf")[0]


def invisible(canvas):
    canvas.drawString(60, 660, "Forename", mode=0)
    canvas.drawString(160, 660, "Hidden", mode=3)


def white_on_white(canvas):
    canvas.setFillGray(1)
    canvas.drawString(60, 660, "Hidden")


def painted_over(canvas):
    canvas.drawString(60, 660, "Hidden")
    canvas.setFillGray(1)
    canvas.rect(50, 650, 120, 30, fill=1, stroke=0)


def behind_strips_of_a_scan(canvas):
    ground = ImageReader(Image.fromarray(np.full((50, 400), 250, np.uint8)))
    canvas.drawString(60, 660, "Hidden")
    for strip in range(10):
        canvas.drawImage(ground, 0, strip * 64, 595, 64)
    canvas.drawImage(ground, 0, 640, 595, 50)


def painted_over_and_written_anew(canvas):
    painted_over(canvas)
    canvas.setFillGray(0)
    canvas.drawString(60, 660, "Amended")


def under_a_grey_box(canvas):
    canvas.drawString(60, 660, "Hidden")
    canvas.setFillGray(0.6)
    canvas.rect(50, 650, 120, 30, fill=1, stroke=0)


def outside_its_clip(canvas):
    path = canvas.beginPath()
    path.rect(300, 300, 50, 50)
    canvas.clipPath(path, stroke=0)
    canvas.drawString(60, 660, "Hidden")


def see_through(canvas):
    canvas.setFillAlpha(0)
    canvas.drawString(60, 660, "Hidden")


def under_a_picture(canvas):
    canvas.drawString(60, 660, "Hidden")
    canvas.drawImage(
        ImageReader(Image.fromarray(np.random.default_rng(1).integers(0, 255, (9, 40)).astype(np.uint8))),
        50,
        650,
        120,
        30,
    )


SEEN_BY_PICTURE = [invisible, painted_over_and_written_anew, behind_strips_of_a_scan, under_a_picture]
LEFT_OUT = [white_on_white, painted_over, under_a_grey_box, outside_its_clip, see_through]


@pytest.mark.parametrize("draw", SEEN_BY_PICTURE + LEFT_OUT)
def test_page_with_hidden_words_is_read_as_the_eye_sees_it(draw):
    sheet = _page(draw)
    assert sheet.ocr is (draw in SEEN_BY_PICTURE)
    assert "Gill" in sheet.text
    assert "Hidden" not in sheet.text


def test_white_words_on_a_dark_heading_are_read_from_the_text_layer():
    def heading(canvas):
        canvas.rect(50, 650, 300, 30, fill=1)
        canvas.setFillGray(1)
        canvas.drawString(60, 660, "SUBJECT 1")

    sheet = _page(heading)
    assert not sheet.ocr
    assert [line.text for line in sheet.lines] == ["Surname Gill", "SUBJECT 1"]
