"""Notes for whoever fills the form in, printed in a narrow column beside its tables: they ask for nothing and name nobody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.general.vocabulary import Vocabulary
from extractors.page import Grid, Line, Sheet

EDGE = 6.0  # points between the edges of tables that stand in one column
OVER = 14.0  # points that a note may begin over the first table
FEWEST = 3  # lines
LABELS = 0.34  # share of the lines from which they are a form's labels
LEFT, RIGHT = 0, 2  # of a box
WORDS = 2.5  # words in a line of running text, on average


def without_asides(sheet: Sheet, vocabulary: Vocabulary) -> Sheet:
    """The sheet without the lines of such columns."""
    tables = sorted((grid for grid in sheet.grids if len(grid.cells) > 1), key=lambda grid: grid.box[1])
    inside = {id(line) for grid in sheet.grids for cell in grid.cells for line in cell.lines}
    free = [line for line in sheet.lines if id(line) not in inside]
    aside: set[int] = set()
    columns = [_left_of(run, free) for run in _runs(tables, LEFT)] + [
        _right_of(run, free) for run in _runs(tables, RIGHT)
    ]
    for column in columns:
        aside |= {id(line) for line in column} if _is_note(column, vocabulary) else set()
    return replace(sheet, lines=tuple(line for line in sheet.lines if id(line) not in aside)) if aside else sheet


def _runs(tables: Sequence[Grid], side: int) -> Iterator[list[Grid]]:
    """Tables under each other that begin, or end, at the same edge."""
    run: list[Grid] = []
    for grid in tables:
        if run and abs(grid.box[side] - run[-1].box[side]) > EDGE:
            yield run
            run = []
        run.append(grid)
    if run:
        yield run


def _beside(run: Sequence[Grid], free: Sequence[Line]) -> list[Line]:
    top, bottom = run[0].box[1] - OVER, run[-1].box[3]
    return [line for line in free if top < (line.box[1] + line.box[3]) / 2 < bottom]


def _left_of(run: Sequence[Grid], free: Sequence[Line]) -> list[Line]:
    return [line for line in _beside(run, free) if line.box[2] <= run[0].box[0] + 1]


def _right_of(run: Sequence[Grid], free: Sequence[Line]) -> list[Line]:
    return [line for line in _beside(run, free) if line.box[0] >= run[0].box[2] - 1]


def _is_note(column: Sequence[Line], vocabulary: Vocabulary) -> bool:
    """Whether the lines are sentences, none of them typed in, and hardly any a label by itself."""
    if len(column) < FEWEST or any(word.typed for line in column for word in line.words):
        return False
    labels = sum(line.text.endswith(":") or vocabulary.is_phrase(line.text) for line in column)
    running = sum(len(line.words) for line in column) >= WORDS * len(column)
    return running and labels < LABELS * len(column) and any(line.text[:1].islower() for line in column)
