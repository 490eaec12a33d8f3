"""Boxes a letter: a row of small squares, each with one letter of a name, a date or a number. They hold words, and nothing to tick."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.page import Word
from extractors.sheets.lines import box_around
from extractors.sheets.marks import MARKS_IN_SQUARE
from postroom.contact import Box

FEWEST = 4  # squares of one row
APART = 1.3  # sides of a square between two of one row: the stroke of a date stands there
TOUCHING = 2.5  # points
BLANK = 3.0  # points between two words of one row
FILLED = 0.4  # share of the squares that hold a letter, where they do not touch


def combs_of(squares: Sequence[Box], words: Sequence[Word]) -> list[tuple[Box, ...]]:
    """Rows of squares that are written into letter by letter, or that touch and are empty."""
    return [row for row in _rows(squares) if len(row) >= FEWEST and _is_comb(row, words)]


def with_words_of_combs(words: Sequence[Word], combs: Sequence[tuple[Box, ...]]) -> list[Word]:
    """The words, with what stands in each row of squares as the words that it spells: an empty square parts two."""
    found = list(words)
    for comb in combs:
        around = box_around(comb)
        inside = [word for word in found if _is_in(word, around)]
        found = [word for word in found if not _is_in(word, around)]
        found += _spelt(sorted(inside, key=lambda word: word.box[0]), comb)
    return found


def _rows(squares: Sequence[Box]) -> Iterator[tuple[Box, ...]]:
    row: list[Box] = []
    for square in sorted(squares, key=lambda box: (round(box[1] / 3), box[0])):
        side = square[2] - square[0]
        if row and not (abs(row[-1][1] - square[1]) < 2 and square[0] - row[-1][2] < APART * side):
            yield tuple(row)
            row = []
        row.append(square)
    if row:
        yield tuple(row)


def _is_comb(row: tuple[Box, ...], words: Sequence[Word]) -> bool:
    """Options beside squares have words of their own between them; a row of ticks has nothing but ticks."""
    around = box_around(row)
    written = "".join(word.text for word in words if _is_in(word, around))
    touching = all(b[0] - a[2] < TOUCHING for a, b in itertools.pairwise(row))
    if not written:
        return touching
    letters = sum(any(_is_in(word, square) for word in words) for square in row)
    return not set(written) <= MARKS_IN_SQUARE and (touching or letters >= FILLED * len(row))


def _spelt(inside: Sequence[Word], comb: tuple[Box, ...]) -> list[Word]:
    """Each word reaches to the next one: an empty square is a blank, and no gap between two columns."""
    side = max(box[2] - box[0] for box in comb)
    runs: list[list[Word]] = []
    for word in inside:
        apart = not runs or _middle(word) - _middle(runs[-1][-1]) > 1.6 * side + _width(runs[-1][-1]) / 2
        if apart and not (runs and _is_sign(runs[-1][-1], word)):
            runs.append([])
        runs[-1].append(word)
    ends = [*(run[0].box[0] - BLANK for run in runs[1:]), None]
    return [_joined(run, end) for run, end in zip(runs, ends, strict=False)]


def _is_sign(before: Word, word: Word) -> bool:
    """A stroke or dot between two parts of a date holds them together."""
    return not (before.text.isalnum() and word.text.isalnum())


def _joined(run: Sequence[Word], end: float | None) -> Word:
    x0, top, x1, bottom = box_around(word.box for word in run)
    text = "".join(word.text for word in run)
    return replace(run[0], text=text, box=(x0, top, x1 if end is None else end, bottom))


def _is_in(word: Word, box: Box) -> bool:
    x, y = _middle(word), (word.box[1] + word.box[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _middle(word: Word) -> float:
    return (word.box[0] + word.box[2]) / 2


def _width(word: Word) -> float:
    return word.box[2] - word.box[0]
