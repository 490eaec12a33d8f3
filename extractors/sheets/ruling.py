"""Ruled lines become grids of cells. Works on coordinates only, so that drawn PDFs and scanned pages share it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from postroom.contact import Box

SNAP = 3.0  # points: rules that are nearer than this are one
SHORTEST = 8.0  # points: shorter rules are ticks and decoration


@dataclass(frozen=True, slots=True)
class Rules:
    """Ruled lines: across (y, x0, x1) and down (x, top, bottom), in points. `dotted` ones go across and make no cells."""

    across: tuple[tuple[float, float, float], ...]
    down: tuple[tuple[float, float, float], ...]
    dotted: tuple[tuple[float, float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """One cell's place in its grid, before anything is put into it."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box


def rules_of_boxes(boxes: Iterable[Box]) -> Rules:
    """Thin boxes are rules; a larger one is four of them. Small ones (tick boxes) are left out."""
    across: list[tuple[float, float, float]] = []
    down: list[tuple[float, float, float]] = []
    for x0, top, x1, bottom in boxes:
        width, height = x1 - x0, bottom - top
        if height <= SNAP < width:
            across.append(((top + bottom) / 2, x0, x1))
        elif width <= SNAP < height:
            down.append(((x0 + x1) / 2, top, bottom))
        elif width > 2 * SHORTEST and height > SHORTEST:
            across += [(top, x0, x1), (bottom, x0, x1)]
            down += [(x0, top, bottom), (x1, top, bottom)]
    return Rules(tuple(across), tuple(down))


def frames(rules: Rules) -> list[list[Frame]]:
    """The cells of every grid on the page, grid by grid from the top. Rules that touch belong to one grid."""
    across = [rule for rule in rules.across if rule[2] - rule[1] >= SHORTEST]
    down = [rule for rule in rules.down if rule[2] - rule[1] >= SHORTEST / 2]
    if not across or not down:
        return []
    groups = _touching(np.array(across), np.array(down))
    grids = [_cells(np.array(rows), np.array(columns)) for rows, columns in groups]
    return sorted((grid for grid in grids if grid), key=lambda grid: (grid[0].box[1], grid[0].box[0]))


def _touching(
    across: NDArray[np.float64], down: NDArray[np.float64]
) -> list[tuple[list[NDArray[np.float64]], list[NDArray[np.float64]]]]:
    y, x0, x1 = (across[:, i, None] for i in range(3))
    x, top, bottom = (down[None, :, i] for i in range(3))
    meets = (x >= x0 - SNAP) & (x <= x1 + SNAP) & (y >= top - SNAP) & (y <= bottom + SNAP)
    label = np.arange(len(across))
    while True:
        of_down = np.where(meets, label[:, None], len(across)).min(axis=0)
        lowest = np.minimum(label, np.where(meets, of_down[None, :], len(across)).min(axis=1))
        if (lowest == label).all():
            break
        label = lowest
    return [
        (list(across[label == group]), list(down[of_down == group]))
        for group in np.unique(label)
        if (label == group).sum() > 1 and (of_down == group).sum() > 1
    ]


def _snapped(values: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.int_]]:
    """Places of rules that are one, and which of them each value is. On a scan a long rule may drift; its pieces chain up."""
    order = values.argsort()
    number = np.concatenate(([0], (np.diff(values[order]) > SNAP).cumsum()))
    which = np.empty(len(values), dtype=int)
    which[order] = number
    return np.array([values[which == one].mean() for one in range(number[-1] + 1)]), which


def _covered(
    rules: NDArray[np.float64], which: NDArray[np.int_], count: int, along: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """[i, j]: is the piece between along[j] and along[j + 1] ruled at place i?"""
    near = which[:, None] == np.arange(count)[None, :]
    middle = (along[:-1] + along[1:]) / 2
    spans = (rules[:, 1, None] <= middle[None, :]) & (rules[:, 2, None] >= middle[None, :])
    return np.asarray((near[:, :, None] & spans[:, None, :]).any(axis=0))


def _cells(across: NDArray[np.float64], down: NDArray[np.float64]) -> list[Frame]:
    (ys, at_y), (xs, at_x) = _snapped(across[:, 0]), _snapped(down[:, 0])
    if len(ys) < 2 or len(xs) < 2:
        return []
    ruled_across, ruled_down = _covered(across, at_y, len(ys), xs), _covered(down, at_x, len(xs), ys)
    taken = np.zeros((len(ys) - 1, len(xs) - 1), dtype=bool)
    found: list[Frame] = []
    for row, column in np.ndindex(taken.shape):
        if taken[row, column] or not (ruled_across[row, column] and ruled_down[column, row]):
            continue
        columns = _span(ruled_down[column + 1 :, row])
        rows = _span(ruled_across[row + 1 :, column])
        if not columns or not rows:
            continue
        taken[row : row + rows, column : column + columns] = True
        box = (float(xs[column]), float(ys[row]), float(xs[column + columns]), float(ys[row + rows]))
        found.append(Frame(row, column, rows, columns, box))
    return found


def _span(ruled: Sequence[bool] | NDArray[np.bool_]) -> int:
    """How many pieces until the next rule, 0 where none comes."""
    at = np.flatnonzero(ruled)
    return int(at[0]) + 1 if len(at) else 0
