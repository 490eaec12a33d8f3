"""From a label to its value, wherever the template says that it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.forms.cells import below_in_grid, beside_in_grid, boxed
from extractors.forms.columns import behind, beside, shares_row, under
from extractors.forms.evidence import Value
from extractors.forms.labels import Hit, Labels, hits_in, hits_in_text
from extractors.forms.roll import Piece, Roll, rows_of
from extractors.forms.template import FieldRule, Place, Section
from extractors.values.boxes import is_mark
from postroom import doubts

APART = 1.0  # heights of a line: behind a wider blank something else begins


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
        return below_in_grid(hit, hit.cell, hits, roll)
    if hit.cell:
        return beside_in_grid(hit, hit.cell, hits, roll) or boxed(hit, hits, roll) or beside(hit, hits, pieces)
    if hit.rest:
        return behind(hit, hits, pieces)
    if hit.rule.place is Place.BELOW:
        return under(hit, hits, pieces)
    return boxed(hit, hits, roll) or beside(hit, hits, pieces)


def _tick_before(hit: Hit, pieces: Sequence[Piece]) -> Value | None:
    """The tick box left of the label, or at the beginning of the label's own piece."""
    if is_mark(hit.pieces[0].words[0]):
        return Value(hit.pieces, how="the tick box left of its label")
    before = [p for p in pieces if p.box[2] <= hit.box[0] + 1 and shares_row(p.box, hit.box) and is_mark(p.words[-1])]
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
        between = tuple(_between(pieces, (number, word), (last, before)))
        parted = any(len(row) > 1 for row in rows_of(between))
        doubt = doubts.ELSE_ON_LINE if parted else None
        yield hit.rule, Value(between, hit.label, doubt, "after its label")


def _between(pieces: Sequence[Piece], start: tuple[int, int], end: tuple[int, int]) -> Iterator[Piece]:
    before: Piece | None = None
    for number in range(start[0], min(end[0] + 1, len(pieces))):
        if before is not None and pieces[number].box[1] - before.box[3] > APART * before.height:
            return
        before = pieces[number]
        first = start[1] if number == start[0] else 0
        last = end[1] if number == end[0] else len(pieces[number].words)
        if first < last:
            yield pieces[number].part(first, last)
