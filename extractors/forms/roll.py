"""The pages of one report joined into one long roll, so that whatever crosses a page is simply further down."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from extractors.page import Cell, Grid, Sheet, Word
from postroom.contact import Box

GLUED = re.compile(r"(?<=[^\d\s]:)(?=\S)|(?<=\d:)(?=[A-Za-z])")  # "Surname:SMITH": OCR lost the blank after the colon


@dataclass(frozen=True, slots=True)
class RollCell:
    """A cell with its place on the roll. `grid` numbers the grids of the roll."""

    grid: int
    cell: Cell
    box: Box

    @property
    def after(self) -> int:
        """The column that comes next to the right."""
        return self.cell.column + self.cell.column_span

    @property
    def under(self) -> int:
        """The row that comes next below."""
        return self.cell.row + self.cell.row_span


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Words on one line of the roll, not parted by a wide gap. `box` is on the roll, the words keep their places on the page."""

    words: tuple[Word, ...]
    box: Box
    page: int | None
    shift: float
    noisy: bool
    cell: RollCell | None = None

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]

    @property
    def middle(self) -> float:
        return (self.box[1] + self.box[3]) / 2

    def part(self, start: int, end: int | None = None) -> Piece:
        """The words from `start` to before `end` as a piece of their own."""
        words = self.words[start:end]
        x0, x1 = min(w.box[0] for w in words), max(w.box[2] for w in words)
        return replace(self, words=words, box=(x0, self.box[1], x1, self.box[3]))


@dataclass(frozen=True)
class Roll:
    """Pieces in reading order, and the cells by their places."""

    pieces: tuple[Piece, ...]
    noisy: bool = False
    _cells: dict[tuple[int, int, int], RollCell] = field(default_factory=dict, repr=False)

    @property
    def text(self) -> str:
        return "\n".join(piece.text for piece in self.pieces)

    @cached_property
    def cells(self) -> tuple[RollCell, ...]:
        """Every cell once, from the top down."""
        return tuple({id(cell): cell for cell in self._cells.values()}.values())

    @cached_property
    def _in_cell(self) -> dict[int, list[Piece]]:
        inside: dict[int, list[Piece]] = {}
        for piece in self.pieces:
            if piece.cell:
                inside.setdefault(id(piece.cell), []).append(piece)
        return inside

    @cached_property
    def rows(self) -> tuple[tuple[Piece, ...], ...]:
        """Pieces that share a height, left to right."""
        return tuple(rows_of(self.pieces))

    def inside(self, cell: RollCell) -> tuple[Piece, ...]:
        """What is printed in a cell."""
        return tuple(self._in_cell.get(id(cell), ()))

    def at(self, grid: int, row: int, column: int) -> RollCell | None:
        """The cell that covers this place of a grid."""
        return self._cells.get((grid, row, column))

    def right_of(self, cell: RollCell) -> RollCell | None:
        return self.at(cell.grid, cell.cell.row, cell.after)

    def below(self, cell: RollCell) -> RollCell | None:
        return self.at(cell.grid, cell.under, cell.cell.column)

    def grid_rows(self, grid: int) -> Iterator[tuple[RollCell, ...]]:
        """The rows of a grid from the top, each with the cells that begin in it."""
        rows: dict[int, list[RollCell]] = {}
        for (number, row, _), cell in self._cells.items():
            if number == grid and cell.cell.row == row and cell not in rows.setdefault(row, []):
                rows[row].append(cell)
        for row in sorted(rows):
            yield tuple(sorted(rows[row], key=lambda cell: cell.cell.column))


def rows_of(pieces: Iterable[Piece]) -> Iterator[tuple[Piece, ...]]:
    """Pieces in reading order, grouped by height."""
    row: list[Piece] = []
    for piece in pieces:
        if row and abs(piece.middle - row[-1].middle) > 0.45 * min(piece.height, row[-1].height):
            yield tuple(sorted(row, key=lambda each: each.box[0]))
            row = []
        row.append(piece)
    if row:
        yield tuple(sorted(row, key=lambda each: each.box[0]))


def unroll(sheets: Sequence[Sheet]) -> Roll:
    """One roll out of the sheets of one report. Running heads and feet are left out."""
    pieces: list[Piece] = []
    cells: dict[tuple[int, int, int], RollCell] = {}
    grids, shift = 0, 0.0
    for sheet in sheets:
        in_grids: set[Word] = set()
        for grid in sheet.grids:
            for cell in _cells_of(grid, grids, shift):
                pieces += [_piece(line.words, sheet, shift, cell) for line in cell.cell.lines if line.words]
                in_grids.update(word for line in cell.cell.lines for word in line.words)
                cells.update({(grids, row, column): cell for row, column in _covered(cell.cell)})
            grids += 1
        pieces += list(_outside(sheet, in_grids, shift))
        shift += sheet.height
    pieces.sort(key=lambda piece: piece.middle)
    ordered = tuple(piece for row in rows_of(pieces) for piece in row)
    return Roll(ordered, any(sheet.ocr for sheet in sheets), cells)


def _cells_of(grid: Grid, number: int, shift: float) -> Iterator[RollCell]:
    for cell in grid.cells:
        x0, top, x1, bottom = cell.box
        yield RollCell(number, cell, (x0, top + shift, x1, bottom + shift))


def _covered(cell: Cell) -> Iterator[tuple[int, int]]:
    for row in range(cell.row, cell.row + cell.row_span):
        for column in range(cell.column, cell.column + cell.column_span):
            yield row, column


def _outside(sheet: Sheet, in_grids: set[Word], shift: float) -> Iterator[Piece]:
    for line in sheet.lines:
        words = tuple(word for word in line.words if word not in in_grids)
        if words:
            yield _piece(words, sheet, shift, None)


def _piece(words: tuple[Word, ...], sheet: Sheet, shift: float, cell: RollCell | None) -> Piece:
    parted = tuple(part for word in words for part in _unglued(word)) if sheet.ocr else words
    x0, top = min(w.box[0] for w in parted), min(w.box[1] for w in parted)
    x1, bottom = max(w.box[2] for w in parted), max(w.box[3] for w in parted)
    return Piece(parted, (x0, top + shift, x1, bottom + shift), sheet.number, shift, sheet.ocr, cell)


def _unglued(word: Word) -> Iterator[Word]:
    parts = GLUED.split(word.text)
    if len(parts) == 1:
        yield word
        return
    x0, top, x1, bottom = word.box
    step, at = (x1 - x0) / len(word.text), 0
    for part in parts:
        yield replace(word, text=part, box=(x0 + at * step, top, x0 + (at + len(part)) * step, bottom))
        at += len(part)
