"""A blank that runs down between labels and values, however narrow: labels that end at one edge, values that begin at another."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.general.segments import MARKS, Segment
from extractors.general.vocabulary import Vocabulary

LINES = 4  # that have the blank, before it is believed
ENOUGH = 0.75  # share of them whose words before it are a label
NARROWEST = 0.45  # heights of a line: more than the blank between two words
EDGE = 1.5  # points


def cut_at_gutter(parts: Sequence[Segment], vocabulary: Vocabulary) -> list[Segment]:
    """The parts with those cut in two that hold a label, the blank and the label's value."""
    places = Counter(place for part in parts for place in _blanks(part))
    gutters = [place for place, count in places.items() if count >= LINES and _parts_labels(place, parts, vocabulary)]
    if not gutters:
        return list(parts)
    return [piece for part in parts for piece in _cut(part, gutters, vocabulary)]


def _blanks(part: Segment) -> Iterator[int]:
    """Where values begin, behind a blank that is wider than those within a text."""
    if part.label or part.sheet.number is None or any(word.typed or word.text in MARKS for word in part.words):
        return
    for before, after in itertools.pairwise(part.words):
        if after.box[0] - before.box[2] > NARROWEST * part.height:
            yield round(after.box[0] / EDGE)


def _parts_labels(place: int, parts: Sequence[Segment], vocabulary: Vocabulary) -> bool:
    cut = [_at(part, place) for part in parts if place in set(_blanks(part))]
    named = [before for before, _ in cut if vocabulary.label(before.text.rstrip(" :"))]
    return len(named) >= ENOUGH * len(cut)


def _at(part: Segment, place: int) -> tuple[Segment, Segment]:
    at = next(at for at, word in enumerate(part.words) if at and round(word.box[0] / EDGE) == place)
    return replace(part, words=part.words[:at]), replace(part, words=part.words[at:])


def _cut(part: Segment, gutters: Sequence[int], vocabulary: Vocabulary) -> list[Segment]:
    place = next((place for place in _blanks(part) if place in gutters), None)
    if place is None:
        return [part]
    before, after = _at(part, place)
    label = vocabulary.label(before.text.rstrip(" :"))
    return [replace(before, label=label, spoken=label is not None), after]
