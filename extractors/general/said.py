"""What a cell of a ruled table says, and how cells stand to each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.general.events import Pair
from extractors.general.segments import MARKS, Segment
from extractors.general.terms import Heading, Label
from extractors.page import Cell, Grid, Line

LONGEST_HEADING = 90  # characters
PROSE = 8  # words from which a cell after a label that nobody knows may be a narrative
SAME_EDGE = 4.0  # points between the edges of a table's columns on two pages


@dataclass(frozen=True, slots=True)
class Said:
    """A cell with what it says: a label alone, a label and its value, a heading, or a value."""

    cell: Cell
    segments: tuple[Segment, ...]
    label: Label | None  # the whole cell is a label
    inner: tuple[Pair, ...]  # labels within the cell and their values
    heading: Heading | None
    guess: Label | None = None  # the field that some of its words name

    @property
    def text(self) -> str:
        return " ".join(self.cell.text.split())

    @property
    def is_blank(self) -> bool:
        return not self.segments


def is_marked(box: Said, follower: Said) -> bool:
    """Bold before what is not, or with a colon."""
    bolds = [bool(each.segments) and all(segment.bold for segment in each.segments) for each in (box, follower)]
    return box.text.endswith(":") or (bolds[0] and not bolds[1])


def label_columns(rows: Sequence[Sequence[Said]]) -> set[int]:
    """Columns whose filled cells are labels more often than not."""
    seen: dict[int, list[bool]] = {}
    for row in rows:
        for at, box in enumerate(row if len(row) > 1 else ()):
            if not box.is_blank:
                seen.setdefault(box.cell.column, []).append(seems_label(row, at))
    return {column for column, labels in seen.items() if sum(labels) > 0.5 * len(labels)}


def turn_columns(rows: Sequence[Sequence[Said]], labelled: set[int]) -> set[int]:
    """Columns after the first where a label has its value beside it, in rows that begin with a label and its value."""
    pairs = [row for row in rows if len(row) > 3 and len(row) % 2 == 0 and row[0].cell.column in labelled]
    odd = {box.cell.column for row in pairs for box in row[1::2] if box.label and box.label.exact}
    even = {box.cell.column for row in pairs for box in row[2::2] if box.label and box.label.exact}
    return even if pairs and not odd else set()


def seems_label(row: Sequence[Said], at: int) -> bool:
    """A label, or what may be one where labels and values take turns. "Unborn" stands for a name."""
    label = row[at].label
    turns = at % 2 == 0 and len(row) % 2 == 0
    return label.field != "is_unborn" if label else turns and row[at].guess is not None


def is_stacked(rows: Sequence[Sequence[Said]]) -> bool:
    """Whether labels stand over their values within the cells: then a cell with a label alone is a blank field."""
    filled = [box for row in rows for box in row if not box.is_blank]
    inner = sum(len(box.inner) == 1 for box in filled)
    labels = sum(box.label is not None for box in filled)
    return inner >= 2 and inner + labels >= 0.8 * len(filled) and inner >= 0.3 * len(filled)


def goes_on_small(cell: Cell) -> bool:
    """Whether the next line goes on in the middle of a phrase: "Relationship to child being" over "referred"."""
    return len(cell.lines) > 1 and cell.lines[1].text[:1].islower() and not looks_other(*cell.lines[:2])


def every_column(rows: Sequence[Sequence[Said]]) -> set[int]:
    return {box.cell.column for row in rows for box in row}


def looks_other(above: Line, below: Line) -> bool:
    """Whether two lines are printed in clearly different sizes or weights."""
    heights = [line.box[3] - line.box[1] for line in (above, below)]
    bolds = [all(word.bold for word in line.words) for line in (above, below)]
    return max(heights) > 1.15 * min(heights) or bolds[0] != bolds[1]


def is_row_number(box: Said, label: Label) -> bool:
    """ "Child" over 1, 2, 3: a column that counts its rows and names nobody."""
    return label.field == "name" and box.text.strip(" .)").isdigit() and len(box.text) < 4


def is_row_of_pairs(row: Sequence[Said], labelled: set[int]) -> bool:
    """Whether label columns and value columns take turns."""
    columns = [box.cell.column for box in row]
    return columns[0] in labelled and any(column not in labelled for column in columns)


def same_blanks(row: Sequence[Said], below: Sequence[Said]) -> bool:
    """Whether no cell of the row is blank, unless it is one at the row's end that is blank in the next row too."""
    filled = max((at for at, box in enumerate(row) if not box.is_blank), default=-1) + 1
    if any(box.is_blank for box in row[:filled]):
        return False
    return filled == len(row) or (len(below) == len(row) and all(box.is_blank for box in below[filled:]))


def takes_turns(filled: Sequence[Said], labelled: set[int]) -> bool:
    """Whether labels stand in the grid's label columns only, and each other cell right after one: pairs, however many a row has."""
    labels = [box.label is not None and box.cell.column in labelled for box in filled]
    others = [at for at, is_label in enumerate(labels) if not is_label]
    return bool(others) and sum(labels) > 1 and all(at > 0 and labels[at - 1] for at in others)


def looks_like_heading(box: Said) -> bool:
    text = box.text
    if text.endswith((".", ":")) or len(text) > LONGEST_HEADING:
        return False
    return (len(text) < 60 and text.isupper()) or all(s.bold for s in box.segments)


def is_text(row: Sequence[Said], at: int) -> bool:
    """Whether the cell is text by itself: neither a label that nobody knows, nor the short value of one."""
    if at + 1 < len(row) and looks_like_label(row[at], row[at + 1]):
        return False
    return at == 0 or len(row[at].text.split()) >= PROSE


def looks_like_label(box: Said, follower: Said) -> bool:
    """An unknown label before its value: nobody asks for it, and it must not pass for text."""
    return len(box.text) < 60 and not follower.label


def edges(grid: Grid) -> tuple[float, ...]:
    lefts = sorted({round(cell.box[0] / SAME_EDGE) for cell in grid.cells if cell.column_span == 1})
    return tuple(float(left) for left in lefts)


def is_said(segments: Iterable[Segment]) -> bool:
    """Whether a cell holds more than boxes to tick."""
    return any(word.text not in MARKS for segment in segments for word in segment.words)
