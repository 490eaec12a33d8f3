"""Where an answer stands to its label: one placement a function, each gives the blocks that print the pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TypeVar

from bench.forge.layout import Block, Cell, Flow, Grid, Look, Pair, Run, cell, words

T = TypeVar("T")
Placement = Callable[[Sequence[Pair]], list[Block]]


def right_of(pairs: Sequence[Pair]) -> list[Block]:
    """Label left, answer right, ruled."""
    return [Grid(tuple((cell(p.label_run()), cell(p.answer())) for p in pairs), widths=(0.35, 0.65))]


def right_of_unruled(pairs: Sequence[Pair]) -> list[Block]:
    return [Grid(tuple((cell(p.label_run()), cell(p.answer())) for p in pairs), ruled=False, widths=(0.35, 0.65))]


def two_pairs_in_a_row(pairs: Sequence[Pair]) -> list[Block]:
    rows = [tuple(each for p in part for each in (cell(p.label_run()), cell(p.answer()))) for part in _parts(pairs, 2)]
    return [Grid(_squared(rows, 4), widths=(0.2, 0.3, 0.2, 0.3))]


def under(pairs: Sequence[Pair]) -> list[Block]:
    """A row of labels, and under it the row of answers."""
    rows = []
    for part in _parts(pairs, 3):
        rows.append(tuple(cell(p.label_run(), shaded=True) for p in part))
        rows.append(tuple(cell(p.answer()) for p in part))
    return [Grid(_squared(rows, 3))]


def under_unruled(pairs: Sequence[Pair]) -> list[Block]:
    return [replace(block, ruled=False) for block in under(pairs) if isinstance(block, Grid)]


def over(pairs: Sequence[Pair]) -> list[Block]:
    """The answer on a line to write on, and the label in small print beneath it."""
    rows = []
    for part in _parts(pairs, 2):
        rows.append(tuple(cell(p.answer(Look.LINE)) for p in part))
        rows.append(tuple(cell(p.label_run(small=True, bold=False)) for p in part))
    return [Grid(_squared(rows, 2), ruled=False)]


def right_aligned(pairs: Sequence[Pair]) -> list[Block]:
    """A card: labels end where the answers begin."""
    rows = tuple((cell(p.label_run(bold=False), right=True), cell(p.answer())) for p in pairs)
    return [Grid(rows, ruled=False, widths=(0.4, 0.6))]


def right_aligned_over(pairs: Sequence[Pair]) -> list[Block]:
    """A card whose labels stand at the right edge, each over its answer at the left."""
    rows: list[tuple[Cell, ...]] = []
    for part in _parts(pairs, 2):
        rows.append(tuple(cell(p.label_run(small=True), right=True) for p in part))
        rows.append(tuple(cell(p.answer()) for p in part))
    return [Grid(_squared(rows, 2), ruled=False)]


def same_cell(pairs: Sequence[Pair]) -> list[Block]:
    """The label in small print over its answer, both in one box."""
    boxes = [Cell(((p.label_run(small=True),), (p.answer(),))) for p in pairs]
    return [Grid(_squared([tuple(part) for part in _parts(boxes, 3)], 3))]


def same_line_of_cell(pairs: Sequence[Pair]) -> list[Block]:
    """The label and its answer on one line of a box."""
    boxes = [cell(p.label_run(end=": "), p.answer()) for p in pairs]
    return [Grid(_squared([tuple(part) for part in _parts(boxes, 2)], 2))]


def several_in_a_cell(pairs: Sequence[Pair]) -> list[Block]:
    """Half of the labels in one box, the rest in another, a line each."""
    half = (len(pairs) + 1) // 2
    return [Grid((tuple(Cell(_lines(part, Look.PLAIN)) for part in (pairs[:half], pairs[half:]) if part),))]


def colon_lines(pairs: Sequence[Pair]) -> list[Block]:
    return [Flow(_lines(pairs, Look.PLAIN))]


def two_on_a_line(pairs: Sequence[Pair]) -> list[Block]:
    lines = []
    for part in _parts(pairs, 2):
        gap = (Run("      "),)
        lines.append(
            tuple(run for n, p in enumerate(part) for run in (*(gap if n else ()), p.label_run(end=": "), p.answer()))
        )
    return [Flow(tuple(lines))]


def dotted_lines(pairs: Sequence[Pair]) -> list[Block]:
    return [Flow(tuple((p.label_run(bold=False, end=" "), p.answer(Look.DOTS)) for p in pairs))]


def entry_lines(pairs: Sequence[Pair]) -> list[Block]:
    return [Flow(tuple((p.label_run(bold=False, end=" "), p.answer(Look.LINE)) for p in pairs))]


def letter_boxes(pairs: Sequence[Pair]) -> list[Block]:
    """Short answers a letter a box; the others to the right of their labels."""
    rows = tuple((cell(p.label_run()), cell(p.answer(Look.BOXES if _short(p) else Look.PLAIN))) for p in pairs)
    return [Grid(rows, ruled=False, widths=(0.3, 0.7))]


def paragraph_under(pairs: Sequence[Pair]) -> list[Block]:
    """A bold label, and its answer in the next paragraph: web forms and Word without tables."""
    return [Flow(tuple(line for p in pairs for line in ((p.label_run(),), (p.answer(),))))]


PLACEMENTS: dict[str, Placement] = {
    each.__name__: each
    for each in (
        right_of,
        right_of_unruled,
        two_pairs_in_a_row,
        under,
        under_unruled,
        over,
        right_aligned,
        right_aligned_over,
        same_cell,
        same_line_of_cell,
        several_in_a_cell,
        colon_lines,
        two_on_a_line,
        dotted_lines,
        entry_lines,
        letter_boxes,
        paragraph_under,
    )
}


def _short(pair: Pair) -> bool:
    return len(pair.said.text) <= 16 and "\n" not in pair.said.text and not pair.said.options


def _lines(pairs: Sequence[Pair], look: Look) -> tuple[tuple[Run, ...], ...]:
    return tuple((p.label_run(end=": "), p.answer(look)) for p in pairs)


def _parts(things: Sequence[T], size: int) -> Iterator[list[T]]:
    rest = iter(things)
    while part := list(islice(rest, size)):
        yield part


def _squared(rows: Sequence[tuple[Cell, ...]], columns: int) -> tuple[tuple[Cell, ...], ...]:
    return tuple((*row, *[words("")] * (columns - len(row))) for row in rows)
