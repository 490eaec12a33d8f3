"""Boxes a letter spell words; boxes to tick stay boxes to tick."""

import pytest

from extractors.page import TICKED, UNTICKED
from extractors.sheets.limits import Limits
from extractors.sheets.pdf import sheets
from tests.documents.unseen_drawing import pdf

SIDE = 13


def _lines(draw):
    return [line.text for sheet in sheets(pdf(draw), Limits()) for line in sheet.lines]


def _boxes(canvas, letters, x=150, apart=0.0):
    for at, letter in enumerate(letters):
        left = x + at * (SIDE + apart)
        canvas.rect(left, 700, SIDE, SIDE)
        canvas.drawCentredString(left + SIDE / 2, 703, letter)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("01.09.2013", "01.09.2013"),
        ("Housing Officer", "Housing Officer"),
        ("9990000018", "9990000018"),
        ("Ana Maria   ", "Ana Maria"),
    ],
)
@pytest.mark.parametrize("apart", [0.0, 4.0])
def test_letters_in_boxes_are_words(written, read, apart):

    assert _lines(lambda canvas: _boxes(canvas, written, apart=apart)) == [read]


def test_an_empty_row_of_boxes_is_blank():
    assert _lines(lambda canvas: (_boxes(canvas, " " * 10), canvas.drawString(50, 703, "NHS number"))) == ["NHS number"]


def test_squares_with_options_between_them_stay_squares_to_tick():
    def draw(canvas):
        for at, (option, mark) in enumerate((("Yes", ""), ("No", "X"), ("N/A", ""), ("N/K", ""))):
            canvas.rect(100 + at * 60, 700, 10, 10)
            canvas.drawString(102 + at * 60, 702, mark)
            canvas.drawString(114 + at * 60, 702, option)

    assert " ".join(_lines(draw)) == f"{UNTICKED} Yes {TICKED} No {UNTICKED} N/A {UNTICKED} N/K"
