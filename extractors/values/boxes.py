"""Choices printed beside tick boxes, or ringed: which words each box belongs to.

"Yes [ ]  No [X]" and "[ ] Yes  [X] No" have the same words in the same order but for the ends. The row itself tells where it begins or
ends with a box; else its words do, else the form's other rows; where nothing does, nobody can tell.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from extractors.page import TICKED, UNSURE, UNTICKED, Grid, Line, Sheet, Word
from extractors.values.found import Option

STATES: dict[str, bool | None] = {TICKED: True, UNTICKED: False, UNSURE: None}
RING = 1.6  # points: a mark narrower than this is a ring around the words after it
LEAD = 6  # words: more before the first box are a question
ANSWER = re.compile(
    r"(?:yes|no|y|n|n/?a|not known|unknown|male|female|don['’]t know|unsure|not sure|other)\W*", re.IGNORECASE
)
EMPTY_BOX, FILLED_BOX = re.compile(r"\[\]"), re.compile(rf"\[[xX✓✔{TICKED}]\]")
ASKS = re.compile(r"[?:)]\s*$|\b(?:tick|select|choose|circle|if|please)\b", re.IGNORECASE)


def is_mark(word: Word) -> bool:
    """Is this word a tick box?"""
    return word.text in STATES


def options_of(words: Sequence[Word]) -> tuple[Option, ...]:
    """Each box with its words; the state of none is known where it cannot be told on which side they stand."""
    marks = [at for at, word in enumerate(words) if is_mark(word)]
    if not marks:
        return ()
    if any(words[at].box[2] - words[at].box[0] < RING for at in marks):
        return _ringed(words, marks)
    behind = _boxes_behind(words, marks)
    edges = [-1, *marks] if behind else [*marks, len(words)]
    found = []
    for at, (start, end) in zip(marks, itertools.pairwise(edges), strict=True):
        text = " ".join(word.text for word in words[start + 1 : end]).strip(" /")
        found.append(Option(text, None if behind is None else STATES[words[at].text]))
    return tuple(found)


def _ringed(words: Sequence[Word], marks: Sequence[int]) -> tuple[Option, ...]:
    choices = {at + 1 for at in marks}
    return tuple(
        Option(word.text.strip("/ "), at in choices)
        for at, word in enumerate(words)
        if not is_mark(word) and word.text.strip("/ ")
    )


def _boxes_behind(words: Sequence[Word], marks: Sequence[int]) -> bool | None:
    """Whether the boxes stand behind their words; None where nobody can tell."""
    told = _by_ends(words, marks)
    if told is not None or len(marks) == len(words):
        return bool(told)
    lead, tail = _text(words[: marks[0]]), _text(words[marks[-1] + 1 :])
    if marks[0] > LEAD or ASKS.search(lead):
        return False
    is_answer = [ANSWER.fullmatch(lead) is not None, ANSWER.fullmatch(tail) is not None]
    if is_answer[0] != is_answer[1]:
        return is_answer[0]  # what is left over is no choice
    return words[marks[0]].behind


def _by_ends(words: Sequence[Word], marks: Sequence[int]) -> bool | None:
    begins, ends = marks[0] == 0, marks[-1] == len(words) - 1
    return ends if begins != ends else None


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def with_sides(sheets: Iterable[Sheet]) -> tuple[Sheet, ...]:
    """The sheets, their boxes told on which side of their words this form prints them, where all of its rows agree.

    A box made of two brackets with a blank between them is a box first.
    """
    every = tuple(_rewritten(sheet, _with_whole_boxes) for sheet in sheets)
    told = {side for sheet in every for line in sheet.lines if (side := _side(line)) is not None}
    if len(told) != 1:
        return every
    behind = told == {True}
    return tuple(_rewritten(sheet, lambda line: _marked(line, behind)) for sheet in every)


def _with_whole_boxes(line: Line) -> Line:
    """ "[ ]" and "[ x ]", which many readers give as two or three words, are one box."""
    if not any(word.text == "[" for word in line.words):
        return line
    words: list[Word] = []
    for word in line.words:
        words.append(word)
        for count, pattern in ((2, EMPTY_BOX), (3, FILLED_BOX)):
            text = "".join(each.text for each in words[-count:])
            if len(words) >= count and words[-count].text == "[" and pattern.fullmatch(text):
                box = (*words[-count].box[:2], *word.box[2:])
                words[-count:] = [replace(word, text=UNTICKED if count == 2 else TICKED, box=box)]
    return replace(line, words=tuple(words))


def _side(line: Line) -> bool | None:
    """Of a line with words between its boxes; one box and its words are told by their ends as well."""
    marks = [at for at, word in enumerate(line.words) if is_mark(word)]
    if not marks or len(marks) == len(line.words):
        return None
    told = _by_ends(line.words, marks)
    return told if told is not None else (False if ASKS.search(_text(line.words[: marks[0]])) else None)


def _rewritten(sheet: Sheet, change: Callable[[Line], Line]) -> Sheet:
    """The sheet with each line changed. A line of a cell stands among the sheet's lines too, and stays the same one."""
    lines = {id(line): change(line) for line in sheet.lines}

    def grid(each: Grid) -> Grid:
        cells = (
            replace(cell, lines=tuple(lines.get(id(line)) or change(line) for line in cell.lines))
            for cell in each.cells
        )
        return replace(each, cells=tuple(cells))

    return replace(sheet, lines=tuple(lines.values()), grids=tuple(grid(each) for each in sheet.grids))


def _marked(line: Line, behind: bool) -> Line:
    if not any(is_mark(word) for word in line.words):
        return line
    return replace(line, words=tuple(replace(word, behind=behind) if is_mark(word) else word for word in line.words))
