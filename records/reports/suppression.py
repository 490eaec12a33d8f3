"""Which counts of a table are hidden where it leaves the council: the small ones, and as many more as subtraction would need.

Whoever reads a table knows its totals, for they stand in it or in another report of the same period. So a small count alone in its line
could be worked out, and two that come to little between them nearly so. A hidden cell does not tell whether it is one of the small ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Cell = tuple[int, int]
Row = Sequence[object]
HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Sum:
    """Columns that add up to another column of the same row."""

    total: int
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """Cells that add up: to a cell of the table, or (None) to what another report tells."""

    parts: tuple[Cell, ...]
    total: Cell | None = None


def hidden_cells(rows: Sequence[Row], counted: Sequence[int], sums: Sequence[Sum], below: int) -> frozenset[Cell]:
    """(row, column) of every count to hide; `below`: counts from 1 to below it are small."""
    counts = {(at, column): _count(row[column]) for at, row in enumerate(rows) for column in counted}
    hidden = {cell for cell, count in counts.items() if 0 < count < below}
    lines = list(_lines(len(rows), counted, sums)) if hidden else []
    while more := {cell for line in lines for cell in _next(line, counts, hidden, below)}:
        hidden |= more
    return frozenset(hidden)


def _lines(height: int, counted: Sequence[int], sums: Sequence[Sum]) -> Iterator[_Line]:
    yield from (_Line(tuple((at, column) for at in range(height))) for column in counted)
    for each in sums:
        yield from (_Line(tuple((at, part) for part in each.parts), (at, each.total)) for at in range(height))


def _next(line: _Line, counts: dict[Cell, int], hidden: set[Cell], below: int) -> Iterator[Cell]:
    """The next cell to hide, while the line tells too much: the smallest count, a zero only where nothing else is left."""
    if not _tells(line, counts, hidden, below):
        return
    shown = sorted(
        (cell for cell in line.parts if cell not in hidden), key=lambda cell: (not counts[cell], counts[cell])
    )
    if shown:
        yield shown[0]
    elif line.total and line.total not in hidden:
        yield line.total


def _tells(line: _Line, counts: dict[Cell, int], hidden: set[Cell], below: int) -> bool:
    """Whether subtraction leaves a hidden cell less room than a small count has."""
    away = [counts[cell] for cell in line.parts if cell in hidden]
    if line.total in hidden:
        return not away
    return bool(away) and (len(away) == 1 or sum(away) - (len(away) - 1) < below)


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0
