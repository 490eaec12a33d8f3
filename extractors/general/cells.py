"""Ruled tables: which cells are labels, which are values, and what is a row of somebody's data."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from extractors.general.answered import answer_columns, answered_in_column, label_of_choices
from extractors.general.doubled import of_one_cell
from extractors.general.events import UNKNOWN, Begin, Event, Pair, Row, Text
from extractors.general.flow import Flow
from extractors.general.hints import has_marks, is_answered, without_hint
from extractors.general.said import (
    LONGEST_HEADING,
    PROSE,
    Said,
    every_column,
    goes_on_small,
    is_marked,
    is_row_number,
    is_row_of_pairs,
    is_said,
    is_stacked,
    is_text,
    label_columns,
    looks_like_heading,
    looks_other,
    same_blanks,
    takes_turns,
    turn_columns,
)
from extractors.general.said import edges as edges_of
from extractors.general.segments import Segment, segments_of
from extractors.general.terms import Label, Owner
from extractors.general.turned import turned
from extractors.general.vocabulary import Vocabulary
from extractors.general.weights import is_filled
from extractors.general.wrapped import UNFINISHED
from extractors.page import Cell, Grid, Sheet
from extractors.values.addresses import refers_to
from postroom import doubts

VALUED = re.compile(r"[:?] +[^\s(]")  # a label and its value, or another
FEW = 0.25  # share of heads that may seem to have a value in them: "Status i.e." over "CIN/CP"
ENOUGH = 0.6  # share of a row's cells that must be labels for it to be a heading row
LONGEST_GUESS = 50  # characters


@dataclass(slots=True)
class Table:
    """A table whose heading row is known, for its next rows, also on the next page."""

    number: int
    labels: dict[int, Pair]  # by column
    edges: tuple[float, ...]


class GridReader:
    """Reads the grids of one form in order; remembers a table that a page's end cuts."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._table: Table | None = None
        self._tables = 0
        self._answers: dict[int, str] = {}  # by column, where the grid's questions are answered by ticks under them
        self._turns: set[int] = set()  # columns where labels take turns with values
        self._columns: dict[int, Begin] = {}  # by column, headings over boxes that hold several labelled lines each
        self._stacked = False  # labels stand over their values within the cells of this grid

    def events(self, grid: Grid, sheet: Sheet, *, follows: bool) -> Iterator[Event]:
        """`follows`: nothing stands between this grid and the one before it, so that its rows may go on with that table."""
        rows, edges = self._rows(grid, sheet), edges_of(grid)
        if not (follows and self._table and self._table.edges == edges):
            self._table = None
        sideways = turned(rows, self._tables + 1)
        if sideways:
            self._tables += 1
            yield from sideways
            return
        if _is_one_answer(rows):
            yield Pair(rows[0][0].label or Label("ignored"), rows[0][0].text, list(rows[1][0].segments))
            return
        self._answers, self._columns = {}, {}
        self._stacked = is_stacked(rows)
        labelled = every_column(rows) if self._stacked else label_columns(rows)
        self._turns = turn_columns(rows, labelled)
        for at, row in enumerate(rows):
            yield from self._row(row, rows[at + 1 :], labelled, edges)

    def _rows(self, grid: Grid, sheet: Sheet) -> list[list[Said]]:
        ordered = sorted(grid.cells, key=lambda cell: (cell.row, cell.column))
        return [[self._box(cell, sheet) for cell in cells] for _, cells in groupby(ordered, key=lambda cell: cell.row)]

    def _box(self, cell: Cell, sheet: Sheet) -> Said:
        segments = tuple(Segment(line.words, sheet) for line in cell.lines)
        text = " ".join(cell.text.split())
        chosen = label_of_choices(segments, self._vocabulary)
        if chosen:
            return Said(cell, segments, None, (Pair(chosen, text, list(segments)),), None)
        text = text if is_answered(segments) else without_hint(text)
        whole = (
            text
            and not has_marks(segments)
            and len(cell.lines) <= 6
            and not VALUED.search(text)
            and not self._parted(cell)
        )
        label = (self._vocabulary.label(text.rstrip(" :")) or self._broken(cell)) if whole else None
        label = label or (self._vocabulary.question(text.rstrip(" :")) if whole else None)
        heading = self._vocabulary.heading(text) if text and len(cell.lines) <= 2 else None
        short = whole and len(text) < LONGEST_GUESS and not label
        guess = self._vocabulary.guess(text.rstrip(" :")) if short else None
        inner = () if label else tuple(self._inner(cell, sheet))
        if guess and (not any(pair.value for pair in inner) or goes_on_small(cell)):
            inner = ()  # one label in two lines
        guess = None if inner else guess
        return Said(cell, segments, label, inner, heading, guess)

    def _broken(self, cell: Cell) -> Label | None:
        """A word cut in two by a narrow column: "Relationsh" over "ip"."""
        glued = "".join(line.text for line in cell.lines) if len(cell.lines) == 2 else ""
        return self._vocabulary.label(glued) if self._vocabulary.is_phrase(glued) else None

    def _parted(self, cell: Cell) -> bool:
        """Whether a label stands over its value here, though all the words together could pass for a label too.

        Another size or weight of letters says so, or an answer under an exact label: "Relationship" over "Mother", "Address" over "As above".
        """
        for above, below in itertools.pairwise(cell.lines):
            upper = cell.lines[: cell.lines.index(above) + 1]
            label = self._vocabulary.label(" ".join(line.text for line in upper).rstrip(" :"))
            answers = self._vocabulary.is_answer(below.text) or refers_to(below.text) is not None
            if label and (looks_other(above, below) or (label.exact and answers)):
                return True
        return False

    def _inner(self, cell: Cell, sheet: Sheet) -> Iterator[Pair]:
        """A label over its value in one cell, or labels with colons before their values."""
        if (
            len(cell.lines) > 1
            and all(word.bold for line in cell.lines for word in line.words)
            and ":" not in cell.text
        ):
            return  # a label or heading that goes on in a second line
        for count in range(min(3, len(cell.lines) - 1), 0, -1):
            text = " ".join(line.text for line in cell.lines[:count])
            if UNFINISHED.search(text) or any(is_filled(line) for line in cell.lines[:count]):
                continue
            other = looks_other(cell.lines[count - 1], cell.lines[count])
            label = self._vocabulary.label(text.rstrip(" :")) or self._over_answer(text, cell, count)
            label = label or (self._vocabulary.guess(text) if other else None)
            said = label and not (label.field == "name" and not label.exact)
            if label and (said or other):
                value = [Segment(line.words, sheet) for line in cell.lines[count:]]
                yield Pair(label, text, value).doubted(doubts.GUESSED_LABEL if label.guessed else None)
                return
        segments = segments_of(cell.lines, sheet, self._vocabulary)
        if segments and not segments[0].label and len(segments[0].words) >= PROSE:
            return  # an account in which a word has a colon
        if any(segment.label and not segment.spoken and UNFINISHED.search(segment.text) for segment in segments):
            return  # "GP name and" over "practice": a label in two lines, the second of which nobody knows
        if any(segment.label for segment in segments):
            events = Flow(self._vocabulary).read(cell.lines, sheet)
            yield from of_one_cell([event for event in events if isinstance(event, Pair)])

    def _over_answer(self, text: str, cell: Cell, count: int) -> Label | None:
        """A question in any words over its yes or no."""
        below = " ".join(line.text for line in cell.lines[count:])
        answered = text.endswith("?") and self._vocabulary.is_answer(below.split(",")[0].split(" - ")[0])
        return self._vocabulary.question(text) if answered else None

    def _row(
        self, row: list[Said], below: Sequence[list[Said]], labelled: set[int], edges: tuple[float, ...]
    ) -> Iterator[Event]:
        filled = [box for box in row if not box.is_blank]
        columns = self._headed_columns(filled, below)
        if columns:
            self._columns, self._table = columns, None
            return
        over = answer_columns(row)
        answered = answered_in_column(row, self._answers)
        if over and below:
            self._answers = over
        elif answered:
            yield answered
        elif self._is_heading(row, filled):
            self._table = None
            box = filled[0]
            yield Begin(box.heading or self._vocabulary.loose_heading(box.text) or UNKNOWN, box.text)
        elif self._is_heading_row(row, filled, below, labelled):
            self._tables += 1
            heads = {box.cell.column: _head(box) for box in filled}
            self._table = Table(self._tables, {at: pair for at, pair in heads.items() if pair}, edges)
        elif self._table and not (filled and _names_a_field(filled[0])):
            yield self._record(row, self._table)
        else:
            self._table = None
            yield from self._pairs(row, labelled)

    def _headed_columns(self, filled: Sequence[Said], below: Sequence[Sequence[Said]]) -> dict[int, Begin]:
        """Headings side by side, each over a box of labelled lines: "YOUNG PERSON" and "PERSON RAISING THIS CONCERN"."""
        boxes = [box for box in below[0] if not box.is_blank] if below else []
        if len(filled) < 2 or not boxes or not all(len(box.inner) > 1 for box in boxes):
            return {}
        begun = {box.cell.column: self._vocabulary.loose_heading(box.text) for box in filled if not box.inner}
        found = {at: Begin(heading, "") for at, heading in begun.items() if heading}
        return found if len(found) == len(filled) else {}

    def _is_heading(self, row: Sequence[Said], filled: Sequence[Said]) -> bool:
        """One filled cell over the whole width, with words that begin a part of the form, or that look it."""
        if len(filled) != 1 or len(row) > 2 or len(filled[0].text) > LONGEST_HEADING:
            return False
        if filled[0].inner and not (len(row) == 1 and len(filled[0].segments) == 1 and filled[0].segments[0].bold):
            return False  # a label with its value; where both are bold, a question with how to answer it
        wide = len(row) == 1 or filled[0].cell.column_span > 1
        return wide and (filled[0].heading is not None or (len(row) == 1 and looks_like_heading(filled[0])))

    def _is_heading_row(
        self, row: Sequence[Said], filled: Sequence[Said], below: Sequence[Sequence[Said]], labelled: set[int]
    ) -> bool:
        other = self._table is not None and {box.cell.column for box in row} != set(self._table.labels)
        labels = [box for box in filled if box.label or (box.heading and not box.inner) or (other and box.guess)]
        if len(filled) < 2 or len(labels) < max(2, ENOUGH * len(filled)) or len(filled) < len(row) - 1 or not below:
            return False
        if self._table and any(self._vocabulary.is_answer(box.text) for box in filled):
            return False  # a row of the table: "Father", "None"
        if self._stacked or sum(any(pair.value for pair in box.inner) for box in filled) > FEW * len(filled):
            return False
        if self._are_heads(row) and (len(row) > 2 or not any(box.label for box in below[0])):
            return True
        if takes_turns(filled, labelled):
            return False
        if len(row) <= 4 and labelled and labelled != {box.cell.column for box in row}:
            return same_blanks(row, below[0]) and not is_row_of_pairs(row, labelled)
        return True

    def _are_heads(self, row: Sequence[Said]) -> bool:
        """Whether every cell names another field, and none could be the value of the one before it."""
        fields = [box.label.field for box in row if box.label and box.label.exact]
        return len(set(fields)) == len(row) > 1 and not any(self._vocabulary.is_answer(box.text) for box in row)

    def _record(self, row: Sequence[Said], table: Table) -> Row:
        pairs = []
        for box in row:
            head = table.labels.get(box.cell.column)
            if head and not is_row_number(box, head.label):
                pairs.append(Pair(head.label, head.text, list(box.segments), head.doubts))
            elif self._vocabulary.is_relation(box.text):
                pairs.append(Pair(Label("relationship", guessed=True), "", list(box.segments), (doubts.NO_LABEL,)))
        return Row(tuple(pairs), table.number)

    def _leads(self, row: Sequence[Said], at: int, labelled: set[int]) -> bool:
        """Whether a cell that only seems a label stands where labels do: before a cell that is none."""
        follower = row[at + 1] if at + 1 < len(row) else None
        label = follower.label if follower else None
        if follower is None or (label and label.field != "ignored" and not self._vocabulary.is_answer(follower.text)):
            return False
        return row[at].cell.column in labelled or at == 0 or is_marked(row[at], follower)

    def _is_unknown_label(self, row: Sequence[Said], at: int) -> bool:
        """Whether the words look as labels do here, or stand where they do: "Graded risk" before "Amber"."""
        if row[at].is_blank:
            return False
        stands = row[at].cell.column in self._turns and at + 1 < len(row) and len(row[at].text) < LONGEST_GUESS
        return is_marked(row[at], row[at - 1]) or (stands and not any(letter.isdigit() for letter in row[at].text))

    def _pairs(self, row: Sequence[Said], labelled: set[int]) -> Iterator[Event]:
        """Labels and values that take turns along the row."""
        waiting: Pair | None = None
        for at, box in enumerate(row):
            answered = waiting is None or bool(waiting.value) or box.cell.column in labelled
            label = box.label or (box.guess if self._leads(row, at, labelled) else None)
            if label and answered:
                yield from _given(waiting)
                waiting = Pair(label, box.text).doubted(doubts.GUESSED_LABEL if label.guessed else None)
            elif box.inner and (answered or _asks(box)):
                yield from _given(waiting)
                waiting = None
                yield from filter(None, [self._columns.get(box.cell.column)])
                yield from box.inner
            elif waiting is not None and waiting.value and at and self._is_unknown_label(row, at):
                yield waiting.doubted(None if is_marked(box, row[at - 1]) else doubts.UNKNOWN_LABEL_BESIDE)
                waiting = Pair(Label("ignored"), box.text)  # a label that nobody knows
            elif waiting is not None:
                twice = is_said(waiting.value) and is_said(box.segments)
                waiting.doubted(doubts.SEVERAL_BOXES if twice else None)
                waiting.doubted(None if self._vocabulary.may_be_value(box.label) else doubts.LIKE_A_LABEL)
                waiting.value += box.segments
            elif box.segments and is_text(row, at):
                yield Text(box.segments)
        yield from _given(waiting)


def _is_one_answer(rows: Sequence[Sequence[Said]]) -> bool:
    """A grid of two cells, a label over its value. A narrative's heading and whose part it is are for others to tell."""
    if [len(row) for row in rows] != [1, 1] or rows[1][0].label or rows[1][0].inner:
        return False
    label = rows[0][0].label
    return label is not None and label.exact and label.field not in ("reason", "name", "ignored")


def _names_a_field(box: Said) -> bool:
    """In the rows of a table "Unborn" stands for a name."""
    return box.label is not None and box.label.field != "is_unborn"


def _asks(box: Said) -> bool:
    """Whether the labels within a cell say so by a colon: "Academy" as the last line of a school's name is no label."""
    return any(pair.text.rstrip().endswith((":", "?")) for pair in box.inner)


def _given(pair: Pair | None) -> Iterator[Pair]:
    if pair is not None:
        yield pair


def _head(box: Said) -> Pair | None:
    if box.label:
        return Pair(box.label, box.text)
    if box.guess and not (box.heading and box.heading.owner in _PEOPLE):
        return Pair(box.guess, box.text, doubts=(doubts.GUESSED_LABEL,))
    return Pair(Label("name", box.heading.owner), box.text) if box.heading and box.heading.owner in _PEOPLE else None


_PEOPLE = frozenset((Owner.CHILD, Owner.PERSON))
