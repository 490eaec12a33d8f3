"""Plain text as a sheet: a place for each word by its column and line, so that layout made with blanks still counts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from charset_normalizer import from_bytes

from extractors.page import Line, Sheet, Word
from extractors.sheets.limits import Limits
from extractors.sheets.lines import box_around, split_marks
from postroom.errors import UnreadableDocument

COLUMN = 6.0  # made-up points a character
ROW = 12.0  # made-up points a line
TOKEN = re.compile(r"\[[ _]?\]|\([ _]?\)|\S+")  # an empty box made of brackets is one word
WIDE_GAP = re.compile(r"\t+| {3,}")


def sheets_of_text(text: str) -> tuple[Sheet, ...]:
    """One sheet without a page number. Three blanks or a tab part two lines that share a height."""
    rows = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").expandtabs(8).split("\n")
    lines = tuple(line for number, row in enumerate(rows) for line in _lines_of_row(row, number))
    width = max((line.box[2] for line in lines), default=COLUMN)
    return (Sheet(None, width, ROW * max(len(rows), 1), lines),)


def _lines_of_row(row: str, number: int) -> Iterator[Line]:
    start = 0
    for gap in [*WIDE_GAP.finditer(row), None]:
        end = gap.start() if gap else len(row)
        words = tuple(word for found in TOKEN.finditer(row[start:end]) for word in _words(found, start, number))
        if words:
            yield Line(words, box_around(word.box for word in words))
        start = gap.end() if gap else end


def _words(found: re.Match[str], start: int, number: int) -> Iterator[Word]:
    x0 = (start + found.start()) * COLUMN
    box = (x0, number * ROW, x0 + len(found[0]) * COLUMN, number * ROW + ROW * 0.8)
    yield from split_marks(Word(found[0], box))


def sheets(data: bytes, limits: Limits) -> tuple[Sheet, ...]:
    """A text file as a sheet. Its charset is taken from its own bytes: UTF-8 if it is that, else the likeliest."""
    if len(data) > limits.characters:
        raise UnreadableDocument("The text is too long to be a form.", "too_large")
    try:
        return sheets_of_text(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        best = from_bytes(data).best()
        return sheets_of_text(str(best) if best else data.decode("cp1252", "replace"))
