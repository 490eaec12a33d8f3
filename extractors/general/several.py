"""One box that names several: "Ana Pereira, Tom Pereira", and under it "04/07/2019, 22/04/2021"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.general.blocks import IDENTITY, NAMES, Block
from extractors.general.events import Pair
from extractors.general.segments import Segment
from extractors.page import Word
from postroom import doubts

PARTED = re.compile(r"[,;]$|^(?:and|&|/)$")
WHOLE = ("name",)
FEWEST = 2  # words of a name that can stand in such a list: "Pereira, Ana" is one child's
LETTERS = re.compile(r"[^\W\d_][^\d]*")


def each_named(block: Block) -> list[Block]:
    """The block once for each child that its box for the name lists; the block itself where it lists none."""
    named = next((pair for pair in block.pairs if pair.label.field in WHOLE and not block.row), None)
    names = _names(named) if named else []
    if named is None or len(names) < 2:
        return [block]
    return [
        replace(block, pairs=[pair for each in block.pairs if (pair := _share(each, named, at, len(names)))])
        for at in range(len(names))
    ]


def _share(pair: Pair, named: Pair, at: int, count: int) -> Pair | None:
    """What of a box is the one child's: an equal part of a list, nothing of what is one's only and stands there once."""
    parts = _parts(pair)
    if pair is named or (len(parts) == count and pair.label.field in IDENTITY):
        return _of(pair, parts[at]).doubted(doubts.SEVERAL_PLACES)
    return None if pair.label.field in IDENTITY - NAMES else replace(pair).doubted(doubts.SAID_ONCE)


def _names(pair: Pair) -> list[list[Word]]:
    parts = _parts(pair)
    full = all(len(part) >= FEWEST and all(LETTERS.fullmatch(word.text) for word in part) for part in parts)
    return parts if full else []


def _parts(pair: Pair) -> list[list[Word]]:
    """The words between commas and "and", without either."""
    parts: list[list[Word]] = [[]]
    for word in (word for segment in pair.value for word in segment.words):
        ends = PARTED.search(word.text)
        bare = PARTED.sub("", word.text)
        parts[-1] += [replace(word, text=bare)] if bare else []
        parts += [[]] if ends else []
    return [part for part in parts if part]


def _of(pair: Pair, words: Sequence[Word]) -> Pair:
    first = pair.value[0]
    return replace(pair, value=[Segment(tuple(words), first.sheet)])
