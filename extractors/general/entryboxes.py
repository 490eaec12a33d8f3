"""Boxes to write in, each drawn by itself: they are no table, unless they stand in rows under a row of heads.

A fillable form draws a frame round every field. Frames that touch make a grid of one column, and its labels stand outside.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.general.segments import MARKS
from extractors.general.vocabulary import Vocabulary
from extractors.page import Cell, Grid, Line, Sheet
from extractors.sheets.lines import box_around
from postroom.contact import Box

EDGE = 4.0  # points between edges that are one
FEWEST = 3  # boxes in a row of a table, and two rows of them
APART = 2.2  # heights of a box from one row of a table to the next
OVER = 3.0  # heights of a line from the heads to the first row
LONGEST = 12  # words of print in a box: more are an account
ENOUGH = 0.6  # share of the heads that must be labels


@dataclass(frozen=True, slots=True)
class _Band:
    """Boxes side by side."""

    boxes: tuple[Box, ...]

    @property
    def top(self) -> float:
        return min(box[1] for box in self.boxes)

    @property
    def bottom(self) -> float:
        return max(box[3] for box in self.boxes)

    @property
    def lefts(self) -> tuple[float, ...]:
        return tuple(box[0] for box in self.boxes)


def with_entry_boxes(sheet: Sheet, vocabulary: Vocabulary) -> Sheet:
    """The sheet with rows of boxes under heads as tables, and without the grids that are only boxes to write in."""
    empty = [grid for grid in sheet.grids if _holds_answers_only(grid, vocabulary)]
    boxes = _boxes(sheet, empty)
    if sheet.number is None or not boxes:
        return sheet  # without pages nothing is drawn
    sheet = _parted(sheet, boxes)
    kept = [grid for grid in sheet.grids if grid not in empty]
    inside = {id(line) for grid in kept for cell in grid.cells for line in cell.lines}
    free = [line for line in sheet.lines if id(line) not in inside]
    made = [table for body in _bodies(_bands(boxes)) if (table := _table(body, free, vocabulary))]
    return replace(sheet, grids=(*kept, *made))


def _parted(sheet: Sheet, boxes: Sequence[Box]) -> Sheet:
    """Lines cut where one box ends and the next begins, however close the two stand."""
    held = {id(line) for grid in sheet.grids if len(grid.cells) > 1 for cell in grid.cells for line in cell.lines}
    lines = (line if id(line) in held else tuple(_pieces(line, boxes)) for line in sheet.lines)
    return replace(sheet, lines=tuple(one for each in lines for one in ((each,) if isinstance(each, Line) else each)))


def _pieces(line: Line, boxes: Sequence[Box]) -> Iterator[Line]:
    homes = [next((at for at, box in enumerate(boxes) if _is_in(word.box, box)), -1) for word in line.words]
    if len(set(homes)) < 2 or not any(word.typed for word in line.words):
        yield line
        return
    for _, group in itertools.groupby(zip(homes, line.words, strict=True), key=lambda each: each[0]):
        words = tuple(word for _, word in group)
        yield Line(words, box_around(word.box for word in words))


def _holds_answers_only(grid: Grid, vocabulary: Vocabulary) -> bool:
    """One column of cells, none of which says what it asks for."""
    if len({cell.column for cell in grid.cells}) > 1:
        return False
    texts = [" ".join(cell.text.split()) for cell in grid.cells if cell.lines]
    printed = [text for text in texts if not _is_typed(grid, text)]
    return not any(len(text.split()) > LONGEST or _names(text, vocabulary) for text in printed)


def _is_typed(grid: Grid, text: str) -> bool:
    words = [
        word for cell in grid.cells if " ".join(cell.text.split()) == text for line in cell.lines for word in line.words
    ]
    return all(word.typed for word in words)


def _names(text: str, vocabulary: Vocabulary) -> bool:
    """Whether the words name a field, and could not be its value: "Mother" may be either."""
    if vocabulary.is_answer(text):
        return False
    return (
        ":" in text
        or "?" in text
        or any(mark in text for mark in MARKS)
        or vocabulary.label(text) is not None
        or vocabulary.heading(text) is not None
    )


def _boxes(sheet: Sheet, empty: Sequence[Grid]) -> list[Box]:
    """The frames, and the fields that have none."""
    frames = [cell.box for grid in empty for cell in grid.cells]
    cells = [cell.box for grid in sheet.grids for cell in grid.cells]
    fields = [each.box for each in sheet.form if each.box and each.kind != "tick"]
    return frames + [box for box in fields if not any(_is_in(box, cell) for cell in cells)]


def _is_in(box: Box, outer: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def _bands(boxes: Sequence[Box]) -> list[_Band]:
    bands: list[list[Box]] = []
    for box in sorted(boxes, key=lambda each: (each[1] + each[3], each[0])):
        same = bands and abs(bands[-1][-1][1] - box[1]) < EDGE and abs(bands[-1][-1][3] - box[3]) < EDGE
        if same:
            bands[-1].append(box)
        else:
            bands.append([box])
    return [_Band(tuple(sorted(band))) for band in bands]


def _bodies(bands: Sequence[_Band]) -> Iterator[list[_Band]]:
    """Bands of the same columns under each other."""
    run: list[_Band] = []
    for band in bands:
        if run and not _goes_on(run[-1], band):
            yield from [run] if len(run) > 1 else []
            run = []
        run.append(band)
    yield from [run] if len(run) > 1 else []


def _goes_on(last: _Band, band: _Band) -> bool:
    if len(band.boxes) < FEWEST or len(last.boxes) != len(band.boxes):
        return False
    near = band.top - last.top < APART * (last.bottom - last.top)
    return near and all(abs(one - other) < EDGE for one, other in zip(last.lefts, band.lefts, strict=True))


def _table(body: Sequence[_Band], free: Sequence[Line], vocabulary: Vocabulary) -> Grid | None:
    """The rows with their heads as a grid; None where what stands over them are no heads."""
    heads = _heads(body[0], free)
    named = [line for line in heads if vocabulary.label(line.text.rstrip(" :")) or vocabulary.guess(line.text)]
    if len(heads) < FEWEST or len(named) < ENOUGH * len(heads):
        return None
    starts = _starts(heads, body[0])
    if len(starts) < FEWEST:
        return None
    rows = [
        (min(line.box[1] for line in heads), body[0].top - 1.0),
        *((band.top - 1, band.bottom + 1) for band in body),
    ]
    cells = [
        _cell((at, column), (left, top, right, bottom), free)
        for at, (top, bottom) in enumerate(rows)
        for column, (left, right) in enumerate(itertools.pairwise([*starts, float("inf")]))
    ]
    return Grid(tuple(cells), box_around(cell.box for cell in cells))


def _heads(band: _Band, free: Sequence[Line]) -> list[Line]:
    """The lines right over the boxes, of one height or, where heads are wrapped, of two."""
    over = [line for line in free if 0 <= band.top + EDGE - line.box[3] < OVER * (line.box[3] - line.box[1])]
    nearest = max((line.box[3] for line in over), default=0.0)
    return [line for line in over if nearest - line.box[3] < 2.4 * (line.box[3] - line.box[1])]


def _starts(heads: Sequence[Line], band: _Band) -> list[float]:
    """Where columns begin: at the boxes, and at heads that stand over no box, as over ticks."""
    outside = [line.box[0] for line in heads if not any(_over(line, box) for box in band.boxes)]
    starts = sorted([*(left - EDGE for left in band.lefts), *(left - EDGE for left in outside)])
    return [left for at, left in enumerate(starts) if not at or left - starts[at - 1] > 2 * EDGE]


def _over(line: Line, box: Box) -> bool:
    return line.box[0] < box[2] and box[0] < line.box[2]


def _cell(place: tuple[int, int], box: Box, free: Sequence[Line]) -> Cell:
    held = tuple(line for line in free if _starts_in(line, box))
    right = max([line.box[2] for line in held] or [box[0]]) if box[2] == float("inf") else box[2]
    return Cell(*place, 1, 1, (box[0], box[1], right, box[3]), held)


def _starts_in(line: Line, box: Box) -> bool:
    middle = (line.box[1] + line.box[3]) / 2
    return box[0] <= line.box[0] < box[2] and box[1] <= middle <= box[3]
