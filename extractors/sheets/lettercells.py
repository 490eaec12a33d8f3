"""Boxes a letter in Word and HTML: a table of one row with a letter in each cell is the words that it spells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from extractors.page import TICKED, UNSURE, UNTICKED
from extractors.sheets.wordxml import Piece, contents, pieces

FEWEST = 4  # cells
LETTERS = 2  # that are written
MARKS = frozenset((TICKED, UNTICKED, UNSURE))


def spelt(table: Any) -> list[Piece] | None:
    """The words of a row of single letters, an empty cell being a blank; None for any other table."""
    rows = [row for row in contents(table) if row.tag == qn("w:tr")]
    if len(rows) != 1:
        return None
    signs = [_text(cell) for cell in contents(rows[0]) if cell.tag == qn("w:tc")]
    written = [sign for sign in signs if sign.isalnum()]
    if len(signs) < FEWEST or len(written) < LETTERS or any(len(sign) > 1 or sign in MARKS for sign in signs):
        return None
    return [Piece(re.sub(r" +", " ", "".join(sign or " " for sign in signs)).strip())]


def _text(cell: Any) -> str:
    return "".join(_texts(cell)).strip()


def _texts(cell: Any) -> Iterator[str]:
    for block in contents(cell):
        if block.tag == qn("w:p"):
            yield from (piece.text for piece in pieces(block))
        elif block.tag == qn("w:tbl"):
            yield "  "  # a table in a cell is no letter
