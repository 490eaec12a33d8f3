"""Cells of grids filled with the words, lines and ticks that stand in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from extractors.page import Cell, Grid, Line, Tick, Word
from extractors.sheets.lines import CELL_GAP, COLUMN_GAP, box_around, in_reading_order, lines_of
from extractors.sheets.placeholders import is_placeholder
from extractors.sheets.ruling import Frame, Rules, frames
from extractors.sheets.underlines import parted_at_rules
from postroom.contact import Box


def lay_out(
    words: Sequence[Word],
    ticks: Sequence[Tick],
    rules: Rules,
    gap: float = COLUMN_GAP,
    *,
    sure_of_ends: bool = True,
) -> tuple[tuple[Line, ...], tuple[Grid, ...]]:
    """All lines of a page in reading order, and its grids. A word belongs to the cell that its middle is in.

    `gap` is the blank that parts two lines outside cells, in heights of a line. Of a faint rule in a picture only pieces
    are seen: there nobody can be `sure_of_ends`, and no word is parted from the next because a rule begins between them.
    """
    grids = frames(rules)
    cells = [frame for grid in grids for frame in grid]
    tabular = [len(grid) > 1 for grid in grids for _ in grid]
    home = _homes([word.box for word in words], [frame.box for frame in cells])
    held: dict[int, list[Word]] = defaultdict(list)
    for word, cell in zip(words, home, strict=True):
        held[int(cell) if cell >= 0 and tabular[int(cell)] else -1].append(word)
    free = lines_of(held.pop(-1, []), gap)
    free = parted_at_rules(free, rules) if sure_of_ends else free
    outside = [line for line in free if not is_placeholder(line.text)]
    laid = {cell: lines_of(inner, CELL_GAP) for cell, inner in held.items()}
    inside = {cell: lines for cell, lines in laid.items() if not is_placeholder(" ".join(line.text for line in lines))}
    alone = _homes([line.box for line in outside], [frame.box for frame in cells])
    for line, cell in zip(outside, alone, strict=True):
        if cell >= 0:
            inside.setdefault(int(cell), []).append(line)
    ticked = _homes([tick.box for tick in ticks], [frame.box for frame in cells])
    made = _grids(grids, inside, [(int(cell), tick) for cell, tick in zip(ticked, ticks, strict=True)])
    lines = outside + [line for cell, lines in inside.items() if tabular[cell] for line in lines]
    return tuple(in_reading_order(lines)), made


def _homes(boxes: Sequence[Box], cells: Sequence[Box]) -> Iterable[int]:
    """The smallest cell that each box's middle is in, -1 for none."""
    if not boxes or not cells:
        return np.full(len(boxes), -1)
    box, cell = np.array(boxes), np.array(cells)
    x, y = (box[:, 0] + box[:, 2])[:, None] / 2, (box[:, 1] + box[:, 3])[:, None] / 2
    inside = (x >= cell[:, 0]) & (x <= cell[:, 2]) & (y >= cell[:, 1]) & (y <= cell[:, 3])
    area = (cell[:, 2] - cell[:, 0]) * (cell[:, 3] - cell[:, 1])
    smallest = np.where(inside, area[None, :], np.inf).argmin(axis=1)
    return np.where(inside.any(axis=1), smallest, -1)


def _grids(
    grids: Sequence[Sequence[Frame]], inside: dict[int, list[Line]], ticks: Sequence[tuple[int, Tick]]
) -> tuple[Grid, ...]:
    made, first = [], 0
    for grid in grids:
        cells = tuple(
            Cell(
                frame.row,
                frame.column,
                frame.row_span,
                frame.column_span,
                frame.box,
                tuple(inside.get(number, ())),
                tuple(tick for cell, tick in ticks if cell == number),
            )
            for number, frame in enumerate(grid, start=first)
        )
        made.append(Grid(cells, box_around(cell.box for cell in cells)))
        first += len(grid)
    return tuple(made)
