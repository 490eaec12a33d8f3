"""Labels and values without rules: which words right of a label, or under it, are its value, and when that is in doubt."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.forms.evidence import Value
from extractors.forms.labels import Hit
from extractors.forms.roll import Piece, rows_of
from extractors.values.boxes import is_mark
from postroom import doubts
from postroom.contact import Box
from postroom.doubts import Doubt

NEAR = 4.0  # points: edges that are nearer than this are aligned
LEADING = 0.9  # heights of a line: the lines of one value stand closer than this


def shares_row(box: Box, label: Box) -> bool:
    """Does the box stand on the label's line?"""
    middle = (label[1] + label[3]) / 2
    return box[1] - 1 <= middle <= box[3] + 1


def right_limit(hit: Hit, hits: Sequence[Hit]) -> float:
    """Where the next label on this row begins."""
    return min(
        (each.box[0] for each in hits if each.box[0] > hit.box[2] - 1 and shares_row(each.box, hit.pieces[0].box)),
        default=float("inf"),
    )


def floor_of(hit: Hit, hits: Sequence[Hit]) -> float:
    """Where the next label of this column begins."""
    limit = right_limit(hit, hits)
    return min(
        (
            each.box[1]
            for each in hits
            if each.box[1] >= hit.pieces[0].box[3] - 2 and each.box[0] < limit and each.box[2] > hit.box[0]
        ),
        default=float("inf"),
    )


def behind(hit: Hit, hits: Sequence[Hit], pieces: Sequence[Piece]) -> Value:
    """The words behind the label on its own piece: with more tick boxes of the same question, or with the lines under them."""
    first, limit = hit.rest[0], right_limit(hit, hits)
    how = "on the line of its label"
    more = [p for p in pieces if first.box[2] <= p.box[0] < limit and shares_row(p.box, first.box)]
    if is_mark(first.words[0]):
        return Value((first, *(p for p in more if is_mark(p.words[0]))), how=how)
    floor = floor_of(hit, hits)
    under = [p for p in pieces if first.box[3] - 2 <= p.middle < floor and abs(p.box[0] - first.box[0]) <= NEAR]
    labels = {id(piece) for each in hits for piece in each.pieces}
    taken, stopped = _lines_of_value(hit, [[first], *map(list, rows_of(under))], pieces, labels)
    return Value(taken, doubt=stopped or (doubts.ELSE_ON_LINE if more else None), how=how)


def beside(hit: Hit, hits: Sequence[Hit], pieces: Sequence[Piece]) -> Value | None:
    """The piece right of the label and the lines under it that belong to the same value."""
    limit, floor = right_limit(hit, hits), floor_of(hit, hits)
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
    if not rows or not any(shares_row(rows[0][0].box, box) for box in (hit.box, hit.pieces[0].box)):
        return Value((), how="nothing right of its label")
    first = rows[0]
    if is_mark(first[0].words[0]):
        return Value(first, how="tick boxes right of its label")
    doubt = _doubt(hit, hits, first, pieces)
    taken, stopped = _lines_of_value(hit, rows, pieces, labels)
    above = _lines_above(first[0], hits, pieces) if first[0].noisy else ()
    return Value((*above, *taken), doubt=doubt or stopped, how="right of its label")


def _doubt(hit: Hit, hits: Sequence[Hit], first: Sequence[Piece], pieces: Sequence[Piece]) -> Doubt | None:
    if len(first) > 1:
        return doubts.ELSE_ON_LINE
    starts = [start for each in hits if each is not hit and (start := _start_beside(each, hits, pieces)) is not None]
    near = [start for start in starts if start > hit.box[2] - 1]
    if len(near) >= 3 and not any(abs(start - first[0].box[0]) <= NEAR for start in near):
        return doubts.OUT_OF_LINE
    return None


def _start_beside(hit: Hit, hits: Sequence[Hit], pieces: Sequence[Piece]) -> float | None:
    limit = right_limit(hit, hits)
    beside = [p.box[0] for p in pieces if hit.box[2] - 1 <= p.box[0] < limit and shares_row(p.box, hit.pieces[0].box)]
    return min(beside, default=None)


def _lines_of_value(
    hit: Hit, rows: Sequence[Sequence[Piece]], pieces: Sequence[Piece], labels: set[int]
) -> tuple[tuple[Piece, ...], Doubt | None]:
    """The first piece with the lines right under it. A line that something unknown stands beside is another field's."""
    taken = [rows[0][0]]
    for row in rows[1:]:
        piece, last = row[0], taken[-1]
        if piece.box[1] - last.box[3] > LEADING * last.height or abs(piece.box[0] - taken[0].box[0]) > NEAR:
            break
        stranger = _stranger_beside(piece, taken[0].box[0], pieces, labels)
        if stranger is not None:
            near = stranger.box[1] - hit.box[3] < LEADING * stranger.height
            return tuple(taken), doubts.UNKNOWN_LABEL_UNDER if near else None
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
            and shares_row(other.box, piece.box)
        ),
        None,
    )


def _lines_above(first: Piece, hits: Sequence[Hit], pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """On a scan without rules a label may stand at half the height of its value: the lines above that are no other label's."""
    taken = [first]
    for piece in reversed([p for p in pieces if p.middle < first.box[1] and abs(p.box[0] - first.box[0]) <= NEAR]):
        blank = taken[0].box[1] - piece.box[3]
        if blank > LEADING * piece.height:
            break
        if any(shares_row(each.box, piece.box) for each in hits):
            nearer_to_that_label = len(taken) > 1 and blank < first.box[1] - taken[-2].box[3]
            return () if nearer_to_that_label else tuple(taken[:-1])
        taken.insert(0, piece)
    return tuple(taken[:-1])


def under(hit: Hit, hits: Sequence[Hit], pieces: Sequence[Piece]) -> Value:
    """The lines under a label that stands above its value."""
    floor = min((each.box[1] for each in hits if each.box[1] >= hit.box[3] - 2), default=float("inf"))
    limit = right_limit(hit, hits)
    column = [p for p in pieces if hit.box[3] - 2 <= p.middle < floor and hit.box[0] - NEAR <= p.box[0] < limit]
    taken: list[Piece] = []
    for piece in column:
        last = taken[-1].box[3] if taken else hit.box[3]
        if piece.box[1] - last > 1.5 * piece.height:
            break
        taken.append(piece)
    return Value(tuple(taken), how="under its label")
