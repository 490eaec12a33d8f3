"""The tables of a mail, as its text has them: rows of cells with a tab between, in a sheet with grids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.page import Cell, Grid, Line, Sheet, Word
from extractors.sheets.lines import box_around, split_marks

COLUMN, ROW, CELL = 6.0, 12.0, 240.0  # made-up points: a character, a line, a cell
Rows = list[tuple[int, list[str]]]


def sheet_of_tables(text: str) -> Sheet:
    """One sheet without a page number; rows of equally many cells, with nothing but blank lines between them, are one grid."""
    lines, grids, table = list[Line](), list[Grid](), Rows()
    for number, row in enumerate(text.split("\n")):
        cells = row.split("\t")
        if not row.strip():
            continue
        if table and len(table[0][1]) != len(cells):
            grids += _grid(table)
        if len(cells) > 1:
            table.append((number, cells))
        else:
            lines += _lines(row, number, 0.0)
    grids += _grid(table)
    lines += [line for grid in grids for cell in grid.cells for line in cell.lines]
    height = ROW * (text.count("\n") + 1)
    ordered = tuple(sorted(lines, key=lambda line: (line.box[1], line.box[0])))
    return Sheet(None, max((line.box[2] for line in lines), default=COLUMN), height, ordered, tuple(grids))


def _grid(rows: Rows) -> Iterator[Grid]:
    """`rows` is emptied: what they hold stands in the grid."""
    cells = [
        _cell(at, number, column, text) for at, (number, row) in enumerate(rows) for column, text in enumerate(row)
    ]
    rows.clear()
    if cells:
        yield Grid(tuple(cells), box_around(cell.box for cell in cells))


def _cell(at: int, number: int, column: int, text: str) -> Cell:
    left, top = column * CELL, number * ROW
    return Cell(at, column, 1, 1, (left, top, left + CELL, top + ROW), tuple(_lines(text, number, left)))


def _lines(text: str, number: int, left: float) -> Iterator[Line]:
    words: list[Word] = []
    at = left
    for part in text.split():
        words += split_marks(Word(part, (at, number * ROW, at + len(part) * COLUMN, (number + 0.8) * ROW)))
        at += (len(part) + 1) * COLUMN
    if words:
        yield Line(tuple(words), _box(words))


def _box(words: Sequence[Word]) -> tuple[float, float, float, float]:
    return box_around(word.box for word in words)
