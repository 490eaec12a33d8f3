"""Rows of labels and rows of values that take turns: each label over its value, or as a caption under it, however the two are aligned.

Where labels stand over values that begin at their own left edge, as most do, this says nothing: other placements know those.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.general.events import Pair
from extractors.general.segments import MARKS, Segment
from extractors.general.terms import Label
from postroom import doubts

Row = Sequence[Segment]
Rows = Sequence[Row]
Look = tuple[bool, int]

ENOUGH = 0.6  # share of a row's words that must be labels; the others must look like them
NEAR = 1.8  # heights of a line between a label and its value
LINE = 0.7  # the same between two lines of one value
NEARER = 0.8  # of two gaps the smaller one must be at most this share of the other
BANDS = 3  # rows of labels, before any is believed to have its values in the next row or in the one before
INWARDS = 4.5  # points that a value may begin left of its column, or right of its label's left edge and still be at it
ASTRAY = 0.3  # share of the values that must begin elsewhere than at their labels' left edges


@dataclass(frozen=True, slots=True)
class Band:
    """Rows `start` to `end` of a page's part: one of labels and those of its values."""

    start: int
    labels: int
    end: int

    @property
    def under(self) -> bool:
        """Whether the labels are captions."""
        return self.labels > self.start


def bands_of(rows: Rows) -> dict[int, Band]:
    """The bands by the row that each begins with; none where labels stand beside their values, at their left edge or nobody can tell."""
    look = _look_of_labels(rows)
    labelled = [at for at, row in enumerate(rows) if _are_labels(row, look)]
    over = [at for at in labelled if _goes_with(rows, at, at + 1, look)]
    under = [at for at in labelled if _goes_with(rows, at, at - 1, look)]
    captions = [at for at in under if at not in over or _blank(rows, at - 1) < NEARER * _blank(rows, at)]
    titles = [at for at in over if at not in under or _blank(rows, at) < NEARER * _blank(rows, at - 1)]
    if len(captions) >= BANDS and len(captions) >= NEARER * len({*over, *under}):
        return {band.start: band for band in (_over_caption(rows, at, look) for at in captions)}
    bands = [_under_title(rows, at, look) for at in titles]
    if len(titles) < BANDS or len(titles) < NEARER * len({*over, *under}) or not _are_astray(rows, bands):
        return {}
    return {band.start: band for band in bands}


def pairs_of(rows: Rows, band: Band) -> list[Pair]:
    """The band's labels with their values."""
    labels = rows[band.labels]
    pairs = [Pair(segment.label or Label("ignored"), segment.text, doubts=segment.doubts) for segment in labels]
    values = [segment for row in rows[band.start : band.end] if row is not labels for segment in row]
    for value in values:
        at = column_of(labels, value)
        pairs[len(pairs) - 1 if at is None else at].value.append(value)
    return [pair.doubted(doubts.OVER_LABEL if band.under and pair.value else None) for pair in pairs]


def column_of(labels: Row, value: Segment) -> int | None:
    """Which of the labels in a row, from left to right, names the column that the words under or over it begin in.

    The first that ends right of where the value begins: so a value finds its label whether the labels stand at the left of
    their columns, at the right of them or in their middle.
    """
    return next((at for at, label in enumerate(labels) if label.box[2] > value.box[0] + INWARDS), None)


def _look_of_labels(rows: Rows) -> Look | None:
    looks = Counter(_look(segment) for row in rows for segment in row if segment.label)
    return looks.most_common(1)[0][0] if looks else None


def _look(segment: Segment) -> Look:
    return segment.bold, round(segment.height)


def _are_labels(row: Row, look: Look | None) -> bool:
    """Whether the row holds nothing but labels, and none that has its value on the same line."""
    named = [segment for segment in row if segment.label]
    if not named or len(named) < ENOUGH * len(row) or any(_is_marked(segment) for segment in row):
        return False
    return all(_look(segment) == look for segment in row)


def _are_values(row: Row, look: Look | None) -> bool:
    """Whether no words of the row can be labels here: set otherwise, or none that anybody knows."""
    if any(segment.spoken for segment in row):
        return False
    return not any(segment.label for segment in row) or all(_look(segment) != look for segment in row)


def _goes_with(rows: Rows, labels: int, other: int, look: Look | None) -> bool:
    """Whether the other row holds values close enough to be those of the labels."""
    if not 0 <= other < len(rows) or not _are_values(rows[other], look):
        return False
    return -0.5 < _blank(rows, min(labels, other)) < NEAR and len(rows[other]) <= len(rows[labels])


def _blank(rows: Rows, upper: int) -> float:
    """The blank under a row in heights of the next one's letters; endless over a page's end."""
    above, below = rows[upper], rows[upper + 1]
    if above[0].sheet is not below[0].sheet:
        return float("inf")
    return (below[0].box[1] - max(segment.box[3] for segment in above)) / (below[0].height or 1.0)


def _over_caption(rows: Rows, labels: int, look: Look | None) -> Band:
    start = labels - 1
    while start and _is_line_of_it(rows, start - 1, look) and len(rows[start - 1]) >= len(rows[start]):
        start -= 1
    return Band(start, labels, labels + 1)


def _under_title(rows: Rows, labels: int, look: Look | None) -> Band:
    end = labels + 2
    while end < len(rows) and _is_line_of_it(rows, end - 1, look) and _are_values(rows[end], look):
        end += 1
    return Band(labels, labels, end)


def _is_line_of_it(rows: Rows, upper: int, look: Look | None) -> bool:
    """Whether the row and the next one are lines of one text: an address may have two."""
    return _are_values(rows[upper], look) and -0.5 < _blank(rows, upper) < LINE


def _are_astray(rows: Rows, bands: Sequence[Band]) -> bool:
    """Whether values begin elsewhere than where their labels do."""
    values = [(rows[band.labels], segment) for band in bands for segment in rows[band.labels + 1]]
    astray = sum(all(abs(label.box[0] - value.box[0]) > INWARDS for label in labels) for labels, value in values)
    return astray > ASTRAY * len(values)


def _is_marked(segment: Segment) -> bool:
    return any(word.text in MARKS or word.typed for word in segment.words)
