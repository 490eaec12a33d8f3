"""Words become lines: those that share a height, parted where a wide gap says that another column begins."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractors.characters import legible
from extractors.page import TICKED, UNTICKED, Line, Word
from extractors.strokes import runs_of, unstruck
from postroom.contact import Box

TICKED_GLYPHS = "☑☒✓✔✗✘✕✖✅❌❎⊠🗹🗷■◼\uf0fe\uf0fd\uf0fc\uf0fb\uf052\uf054\uf078\uf0a2"
UNTICKED_GLYPHS = "☐□◻▢❏❐❑❒\uf0a8\uf06f\uf071\uf072\uf0a3\uf0a1"
MARK = re.compile(rf"[{TICKED_GLYPHS}{UNTICKED_GLYPHS}]|^[\[(][xX✓✔][\])]|^\[[ _]?\]")
COLUMN_GAP = 1.1  # of the line's height: the widest blank of justified text is narrower, a new column is wider
CELL_GAP = 4.0  # inside a table cell only a very wide gap parts a line


def box_around(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of `boxes`, of which there is at least one."""
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return min(x0), min(top), max(x1), max(bottom)


def split_marks(word: Word) -> Iterator[Word]:
    """The word as it is seen, with tick glyphs set apart as words of their own: "☒Yes" is a ticked box, then "Yes"."""
    if word.text.isascii():
        yield from _marks_apart(word)
        return
    at, step = word.box[0], (word.box[2] - word.box[0]) / max(len(unstruck(word.text)), 1)
    for text, is_struck in runs_of(word.text):
        box = (at, word.box[1], at + len(text) * step, word.box[3])
        seen = replace(word, text=legible(text).strip(), box=box, struck=word.struck or is_struck)
        yield from _marks_apart(seen) if seen.text else ()
        at += len(text) * step


def _marks_apart(word: Word) -> Iterator[Word]:
    marks = list(MARK.finditer(word.text))
    if not marks:
        yield word
        return
    x0, top, x1, bottom = word.box
    step, at = (x1 - x0) / len(word.text), 0
    for mark in [*marks, None]:
        start, end = (mark.start(), mark.end()) if mark else (len(word.text), len(word.text))
        if start > at:
            yield replace(word, text=word.text[at:start], box=(x0 + at * step, top, x0 + start * step, bottom))
        if mark:
            yield replace(word, text=_plain(mark[0]), box=(x0 + start * step, top, x0 + end * step, bottom))
        at = end


def _plain(mark: str) -> str:
    ticked = mark in TICKED_GLYPHS or bool(re.search(r"[xX✓✔]", mark))
    return TICKED if ticked else UNTICKED


def lines_of(words: Iterable[Word], gap: float = COLUMN_GAP) -> list[Line]:
    """Lines in reading order. `gap` is the blank that parts two lines, in heights of the line."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.box[1] + w.box[3]):
        row = rows[-1] if rows else None
        if row and _shares_height(row[-1], word):
            row.append(word)
        else:
            rows.append([word])
    lines = [line for row in rows for line in _parted(sorted(row, key=lambda w: w.box[0]), gap)]
    return in_reading_order(lines)


def _shares_height(one: Word, other: Word) -> bool:
    middle = (one.box[1] + one.box[3] - other.box[1] - other.box[3]) / 2
    return abs(middle) < 0.45 * min(one.box[3] - one.box[1], other.box[3] - other.box[1])


def _parted(row: Sequence[Word], gap: float) -> Iterator[Line]:
    run = [row[0]]
    for before, word in itertools.pairwise(row):
        if word.box[0] - before.box[2] > gap * (before.box[3] - before.box[1]):
            yield Line(tuple(run), box_around(w.box for w in run))
            run = []
        run.append(word)
    yield Line(tuple(run), box_around(w.box for w in run))


def in_reading_order(lines: Iterable[Line]) -> list[Line]:
    """From the top down; lines that share a height from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda each: each.box[1] + each.box[3]):
        if rows and abs(_middle(rows[-1][0]) - _middle(line)) < 2.5:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda each: each.box[0])]


def _middle(line: Line) -> float:
    return (line.box[1] + line.box[3]) / 2
