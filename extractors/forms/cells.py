"""Labels and values in ruled or Word tables, and boxes beside labels that stand outside of all tables."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.forms.columns import NEAR, right_limit, shares_row
from extractors.forms.evidence import Value
from extractors.forms.labels import Hit
from extractors.forms.roll import Roll, RollCell
from postroom import doubts
from postroom.doubts import Doubt


def beside_in_grid(hit: Hit, cell: RollCell, hits: Sequence[Hit], roll: Roll) -> Value | None:
    """The rest of the label's cell, or the cell right of it; under a row of nothing but labels the cell below."""
    right = roll.right_of(cell)
    if hit.rest and (right is None or _is_label(right, hits)):
        return Value(hit.rest, how="in the cell of its label")
    if right is None:
        return None
    if not _is_label(right, hits):
        doubt = doubts.LABEL_AND_MORE if hit.rest else None
        return _of_cell(right, roll, "in the cell right of its label", doubt)
    below = roll.below(cell)
    if below is None or _is_label(below, hits):
        return None
    return _of_cell(below, roll, "in the cell below its label", doubts.LABEL_BESIDE_TOO)


def below_in_grid(hit: Hit, cell: RollCell, hits: Sequence[Hit], roll: Roll) -> Value | None:
    """The rest of the label's cell, or the cell below it."""
    below = roll.below(cell)
    if hit.rest or below is None or _is_label(below, hits):
        return Value(hit.rest, how="under its label, in the same cell")
    return _of_cell(below, roll, "in the cell below its label")


def boxed(hit: Hit, hits: Sequence[Hit], roll: Roll) -> Value | None:
    """The ruled box (or form field) right of a label that stands outside of all grids."""
    limit = right_limit(hit, hits)
    boxes = [
        cell
        for cell in roll.cells
        if cell.box[0] >= hit.box[2] - NEAR and cell.box[0] < limit and shares_row(cell.box, hit.box)
    ]
    if not boxes:
        return None
    nearest = min(boxes, key=lambda cell: cell.box[0])
    between = any(
        piece.cell is None and hit.box[2] <= piece.box[0] < nearest.box[0] and shares_row(piece.box, hit.box)
        for piece in roll.pieces
    )
    return None if between else _of_cell(nearest, roll, "in the box right of its label")


def _of_cell(cell: RollCell, roll: Roll, how: str, doubt: Doubt | None = None) -> Value:
    return Value(roll.inside(cell), doubt=doubt, how=how)


def _is_label(cell: RollCell, hits: Sequence[Hit]) -> bool:
    return any(hit.cell is cell for hit in hits)
