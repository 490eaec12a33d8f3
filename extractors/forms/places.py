"""From a label to its value: the cell beside or below, the box to the right, the lines that belong to it, the words after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.forms.evidence import Value
from extractors.forms.labels import Hit, Labels, hits_in, hits_in_text
from extractors.forms.roll import Piece, Roll, RollCell, rows_of
from extractors.forms.template import FieldRule, Place, Section
from extractors.forms.ticks import is_mark
from postroom.contact import Box

NEAR = 4.0  # points: edges that are nearer than this are aligned
LEADING = 0.9  # heights of a line: the lines of one value stand closer than this


def values_in(section: Section, pieces: Sequence[Piece], roll: Roll) -> Iterator[tuple[FieldRule, Value]]:
    """The values of a section's labelled fields, in the order in which their labels stand."""
    labels = Labels.of(section)
    if any(rule.place is Place.AFTER for rule in section.fields):
        yield from _after(pieces, labels)
        return
    hits = hits_in(pieces, labels, roll)
    for hit in hits:
        if hit.rule.kind is None and hit.rule.parts is None:
            continue
        value = _value_of(hit, hits, pieces, roll)
        if value is not None:
            yield hit.rule, replace(value, label=hit.label)


def _value_of(hit: Hit, hits: Sequence[Hit], pieces: Sequence[Piece], roll: Roll) -> Value | None:
    if hit.rule.place is Place.BEFORE:
        return _tick_before(hit, pieces)
    if hit.cell and hit.rule.place is Place.BELOW:
        return _below_in_grid(hit, hit.cell, hits, roll)
    if hit.cell:
        return _beside_in_grid(hit, hit.cell, hits, roll) or _boxed(hit, hits, roll) or _beside(hit, hits, pieces)
    if hit.rest:
        return _behind(hit, hits, pieces)
    if hit.rule.place is Place.BELOW:
        return _under(hit, hits, pieces)
    return _boxed(hit, hits, roll) or _beside(hit, hits, pieces)


def _of_cell(cell: RollCell, roll: Roll, how: str, unsure: str | None = None) -> Value:
    return Value(roll.inside(cell), unsure=unsure, how=how, page=None, box=None)


def _is_label(cell: RollCell, hits: Sequence[Hit]) -> bool:
    return any(hit.cell is cell for hit in hits)


def _beside_in_grid(hit: Hit, cell: RollCell, hits: Sequence[Hit], roll: Roll) -> Value | None:
    """The rest of the label's cell, or the cell right of it; under a row of nothing but labels the cell below."""
    right = roll.right_of(cell)
    if hit.rest and (right is None or _is_label(right, hits)):
        return Value(hit.rest, how="in the cell of its label")
    if right is None:
        return None
    if not _is_label(right, hits):
        unsure = "there is more text in the label's own cell" if hit.rest else None
        return _of_cell(right, roll, "in the cell right of its label", unsure)
    below = roll.below(cell)
    if below is None or _is_label(below, hits):
        return None
    return _of_cell(below, roll, "in the cell below its label", "the cell right of it is a label too")


def _below_in_grid(hit: Hit, cell: RollCell, hits: Sequence[Hit], roll: Roll) -> Value | None:
    below = roll.below(cell)
    if hit.rest or below is None or _is_label(below, hits):
        return Value(hit.rest, how="under its label, in the same cell")
    return _of_cell(below, roll, "in the cell below its label")


def _boxed(hit: Hit, hits: Sequence[Hit], roll: Roll) -> Value | None:
    """The ruled box (or form field) right of a label that stands outside of all grids."""
    limit = _right_limit(hit, hits)
    boxes = [
        cell
        for cell in roll.cells
        if cell.box[0] >= hit.box[2] - NEAR and cell.box[0] < limit and _shares_row(cell.box, hit.box)
    ]
    if not boxes:
        return None
    nearest = min(boxes, key=lambda cell: cell.box[0])
    between = any(
        piece.cell is None and hit.box[2] <= piece.box[0] < nearest.box[0] and _shares_row(piece.box, hit.box)
        for piece in roll.pieces
    )
    return None if between else _of_cell(nearest, roll, "in the box right of its label")


def _shares_row(box: Box, label: Box) -> bool:
    middle = (label[1] + label[3]) / 2
    return box[1] - 1 <= middle <= box[3] + 1


def _right_limit(hit: Hit, hits: Sequence[Hit]) -> float:
    """Where the next label on this row begins."""
    return min(
        (each.box[0] for each in hits if each.box[0] > hit.box[2] - 1 and _shares_row(each.box, hit.pieces[0].box)),
        default=float("inf"),
    )


def _behind(hit: Hit, hits: Sequence[Hit], pieces: Sequence[Piece]) -> Value:
    """The words behind the label on its own piece: with more tick boxes of the same question, or with the lines under them."""
    first, limit = hit.rest[0], _right_limit(hit, hits)
    how = "on the line of its label"
    more = [p for p in pieces if first.box[2] <= p.box[0] < limit and _shares_row(p.box, first.box)]
    if is_mark(first.words[0]):
        return Value((first, *(p for p in more if is_mark(p.words[0]))), how=how)
    floor = _floor(hit, hits)
    under = [p for p in pieces if first.box[3] - 2 <= p.middle < floor and abs(p.box[0] - first.box[0]) <= NEAR]
    labels = {id(piece) for each in hits for piece in each.pieces}
    taken, stopped = _lines_of_value(hit, [[first], *map(list, rows_of(under))], pieces, labels)
    return Value(taken, unsure=stopped or ("something else stands on the same line" if more else None), how=how)


def _beside(hit: Hit, hits: Sequence[Hit], pieces: Sequence[Piece]) -> Value | None:
    """The piece right of the label and the lines under it that belong to the same value."""
    limit, floor = _right_limit(hit, hits), _floor(hit, hits)
    labels = {id(piece) for each in hits for piece in each.pieces}
    column = [
        piece
        for piece in pieces
        if id(piece) not in labels
        and piece.cell is None
        and hit.box[2] - 1 <= piece.box[0] < limit
        and hit.box[1] - NEAR <= piece.middle < floor
    ]
    rows = list(rows_of(column))
    if not rows or not _shares_row(rows[0][0].box, hit.box):
        return Value((), how="nothing right of its label")
    first = rows[0]
    if is_mark(first[0].words[0]):
        return Value(first, how="tick boxes right of its label")
    unsure = _doubt(hit, hits, first, pieces)
    taken, stopped = _lines_of_value(hit, rows, pieces, labels)
    above = _lines_above(first[0], hits, pieces) if first[0].noisy else ()
    return Value((*above, *taken), unsure=unsure or stopped, how="right of its label")


def _lines_above(first: Piece, hits: Sequence[Hit], pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """On a scan without rules a label may stand at half the height of its value: the lines above that are no other label's."""
    taken = [first]
    for piece in reversed([p for p in pieces if p.middle < first.box[1] and abs(p.box[0] - first.box[0]) <= NEAR]):
        owned = any(_shares_row(each.box, piece.box) for each in hits)
        if owned or taken[0].box[1] - piece.box[3] > LEADING * piece.height:
            break
        taken.insert(0, piece)
    return tuple(taken[:-1])


def _floor(hit: Hit, hits: Sequence[Hit]) -> float:
    """Where the next label of this column begins."""
    limit = _right_limit(hit, hits)
    return min(
        (
            each.box[1]
            for each in hits
            if each.box[1] >= hit.pieces[0].box[3] - 2 and each.box[0] < limit and each.box[2] > hit.box[0]
        ),
        default=float("inf"),
    )


def _doubt(hit: Hit, hits: Sequence[Hit], first: Sequence[Piece], pieces: Sequence[Piece]) -> str | None:
    if len(first) > 1:
        return "something else stands on the same line"
    starts = [start for each in hits if each is not hit and (start := _start_beside(each, hits, pieces)) is not None]
    near = [start for start in starts if start > hit.box[2] - 1]
    if len(near) >= 3 and not any(abs(start - first[0].box[0]) <= NEAR for start in near):
        return "it does not stand in line with the other values"
    return None


def _start_beside(hit: Hit, hits: Sequence[Hit], pieces: Sequence[Piece]) -> float | None:
    limit = _right_limit(hit, hits)
    beside = [p.box[0] for p in pieces if hit.box[2] - 1 <= p.box[0] < limit and _shares_row(p.box, hit.pieces[0].box)]
    return min(beside, default=None)


def _lines_of_value(
    hit: Hit, rows: Sequence[Sequence[Piece]], pieces: Sequence[Piece], labels: set[int]
) -> tuple[tuple[Piece, ...], str | None]:
    """The first piece with the lines right under it. A line that something unknown stands beside is another field's."""
    taken = [rows[0][0]]
    for row in rows[1:]:
        piece, last = row[0], taken[-1]
        if piece.box[1] - last.box[3] > LEADING * last.height or abs(piece.box[0] - taken[0].box[0]) > NEAR:
            break
        stranger = _stranger_beside(piece, taken[0].box[0], pieces, labels)
        if stranger is not None:
            near = stranger.box[1] - hit.box[3] < LEADING * stranger.height
            return tuple(taken), "an unknown label stands under its label" if near else None
        taken.append(piece)
    return tuple(taken), None


def _stranger_beside(piece: Piece, value_start: float, pieces: Sequence[Piece], labels: set[int]) -> Piece | None:
    return next(
        (
            other
            for other in pieces
            if other is not piece
            and id(other) not in labels
            and other.box[2] <= value_start
            and _shares_row(other.box, piece.box)
        ),
        None,
    )


def _under(hit: Hit, hits: Sequence[Hit], pieces: Sequence[Piece]) -> Value:
    """The lines under a label that stands above its value."""
    floor = min((each.box[1] for each in hits if each.box[1] >= hit.box[3] - 2), default=float("inf"))
    limit = _right_limit(hit, hits)
    column = [p for p in pieces if hit.box[3] - 2 <= p.middle < floor and hit.box[0] - NEAR <= p.box[0] < limit]
    taken: list[Piece] = []
    for piece in column:
        last = taken[-1].box[3] if taken else hit.box[3]
        if piece.box[1] - last > 1.5 * piece.height:
            break
        taken.append(piece)
    return Value(tuple(taken), how="under its label")


def _tick_before(hit: Hit, pieces: Sequence[Piece]) -> Value | None:
    """The tick box left of the label, or at the beginning of the label's own piece."""
    if is_mark(hit.pieces[0].words[0]):
        return Value(hit.pieces, how="the tick box left of its label")
    before = [p for p in pieces if p.box[2] <= hit.box[0] + 1 and _shares_row(p.box, hit.box) and is_mark(p.words[-1])]
    if not before:
        return None
    nearest = max(before, key=lambda piece: piece.box[2])
    return Value((nearest.part(len(nearest.words) - 1), *hit.pieces), how="the tick box left of its label")


def _after(pieces: Sequence[Piece], labels: Labels) -> Iterator[tuple[FieldRule, Value]]:
    """Running text: each value goes on to the next label."""
    hits = list(hits_in_text(pieces, labels))
    ends = [*((number, end - len(hit.pieces[0].words)) for number, end, hit in hits[1:]), (len(pieces), 0)]
    for (number, word, hit), (last, before) in zip(hits, ends, strict=False):
        if hit.rule.kind is None and hit.rule.parts is None:
            continue
        yield hit.rule, Value(tuple(_between(pieces, (number, word), (last, before))), hit.label, how="after its label")


def _between(pieces: Sequence[Piece], start: tuple[int, int], end: tuple[int, int]) -> Iterator[Piece]:
    for number in range(start[0], min(end[0] + 1, len(pieces))):
        first = start[1] if number == start[0] else 0
        last = end[1] if number == end[0] else len(pieces[number].words)
        if first < last:
            yield pieces[number].part(first, last)
