"""How large the letters of a picture are. The recogniser's boxes follow the letters that a line happens to hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from extractors.page import Word

LOWEST, HIGHEST = 0.75, 1.3  # of the usual height: a line of "ace" and one of "(glyph)" in letters of one size


def evened(words: Sequence[Word]) -> list[Word]:
    """The words, those of about the page's usual height as high as it is: what is left larger or smaller is so in print."""
    if not words:
        return []
    usual = median(word.box[3] - word.box[1] for word in words)
    return [_as_high(word, usual) for word in words]


def _as_high(word: Word, usual: float) -> Word:
    x0, top, x1, bottom = word.box
    if not LOWEST * usual <= bottom - top <= HIGHEST * usual:
        return word
    middle = (top + bottom) / 2
    return replace(word, box=(x0, middle - usual / 2, x1, middle + usual / 2))
