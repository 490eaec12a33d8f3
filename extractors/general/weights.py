"""Labels told from their values by the weight of their letters: "Given name(s)" in bold, and "Ottilie Rose" close behind it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.general.terms import Label
from extractors.general.vocabulary import Vocabulary
from extractors.page import TICKED, UNSURE, UNTICKED, Line, Word

if TYPE_CHECKING:
    from extractors.general.segments import Segment

MARKS = (TICKED, UNTICKED, UNSURE)
SENTENCE = 5  # words
LONGEST = 10  # words of a label
LONGEST_GUESS = 5  # words of a label of which some are unknown


def is_filled(line: Line) -> bool:
    """Whether the line begins in bold and ends in plain letters: a label with its value."""
    return _is_bold(line.words[0]) and not _is_bold(line.words[-1])


def by_weight(whole: Segment, vocabulary: Vocabulary) -> list[Segment]:
    """The line's bold words as labels, the plain ones after them as values; none where the first is no label."""
    groups = [(bold, tuple(words)) for bold, words in itertools.groupby(whole.words, key=_is_bold)]
    if len(groups) < 2 or not groups[0][0] or not _named(groups[0][1], vocabulary) or _is_told(groups[1][1]):
        return []
    return list(_parted(groups, whole, vocabulary))


def with_guess(row: Sequence[Segment], vocabulary: Vocabulary) -> Sequence[Segment]:
    """The row with its bold words as a label, though some of them are unknown: "Early years / school", plain words beside."""
    beside = len(row) == 2 and row[0].bold and not (row[1].bold or row[0].label or row[1].label)
    label = vocabulary.guess(row[0].text.rstrip(" :")) if beside and len(row[0].words) <= LONGEST else None
    return [replace(row[0], label=label), row[1]] if label else row


def _parted(
    groups: Sequence[tuple[bool, tuple[Word, ...]]], whole: Segment, vocabulary: Vocabulary
) -> Iterator[Segment]:
    """A bold word that is no label, and has no colon, is part of the value: "Jane SMITH"."""
    value: tuple[Word, ...] = ()
    for bold, words in groups:
        label = _named(words, vocabulary) if bold else None
        if label is None:
            value += words
            continue
        if value:
            yield replace(whole, words=value)
        yield replace(whole, words=words, label=label, spoken=True)
        value = ()
    if value:
        yield replace(whole, words=value)


def _named(words: Sequence[Word], vocabulary: Vocabulary) -> Label | None:
    text = " ".join(word.text for word in words)
    label = vocabulary.label(text.rstrip(" :")) or vocabulary.question(text.rstrip(" :"))
    if label is None and len(words) <= LONGEST_GUESS:
        label = vocabulary.guess(text.rstrip(" :"))
    return label or (Label("ignored") if text.endswith((":", "?")) else None)


def _is_told(words: Sequence[Word]) -> bool:
    """Whether the plain words go on with a sentence that began in bold: "School reports that she is often late"."""
    return len(words) >= SENTENCE and words[0].text[:1].islower()


def _is_bold(word: Word) -> bool:
    return word.bold and word.text not in MARKS
