"""Tables: a heading row names the columns, every row under it is one child or person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.forms.evidence import Value
from extractors.forms.labels import Labels
from extractors.forms.roll import Piece, Roll, RollCell, rows_of
from extractors.forms.template import FieldRule, Section
from postroom import doubts

FEWEST_COLUMNS = 2
NEAR = 4.0  # points
ROW_GAP = 0.55  # heights of a line: a wider blank between two lines of an unruled table parts two rows

Row = list[tuple[FieldRule, Value]]


@dataclass(frozen=True, slots=True)
class _Column:
    rule: FieldRule | None
    label: str
    start: float
    end: float


def rows_in(section: Section, pieces: Sequence[Piece], roll: Roll) -> Iterator[Row]:
    """The rows of the section's table, each with its fields. A heading row that is printed again after a page is left out."""
    labels = Labels(section.fields, section.other_labels)
    columns: list[_Column] = []
    ruled = False
    for cells in _grid_rows(pieces, roll):
        heading = _columns(cells, labels, roll)
        if heading:
            columns, ruled = heading, True
        elif columns and _aligned(cells, columns):
            yield _row(cells, columns, roll)
    if not ruled:
        yield from _unruled(pieces, labels)


def _grid_rows(pieces: Sequence[Piece], roll: Roll) -> Iterator[tuple[RollCell, ...]]:
    grids = dict.fromkeys(piece.cell.grid for piece in pieces if piece.cell)
    inside = {id(piece.cell) for piece in pieces if piece.cell}
    for grid in grids:
        for cells in roll.grid_rows(grid):
            if any(id(cell) in inside for cell in cells):
                yield cells


def _columns(cells: Sequence[RollCell], labels: Labels, roll: Roll) -> list[_Column]:
    """The columns, if this is a heading row."""
    found, known, filled = [], 0, 0
    for cell in cells:
        lines = roll.inside(cell)
        text = " ".join(piece.text for piece in lines)
        rule = labels.rule_for(text, noisy=bool(lines) and lines[0].noisy) if text else None
        known += rule is not None
        filled += bool(text)
        found.append(_Column(rule, text, cell.box[0], cell.box[2]))
    return found if known >= FEWEST_COLUMNS and 2 * known >= filled else []


def _aligned(cells: Sequence[RollCell], columns: Sequence[_Column]) -> bool:
    """Do these cells stand in the columns of the heading row? Another table further down does not."""
    starts = [cell.box[0] for cell in cells]
    under = sum(any(abs(start - column.start) <= NEAR for start in starts) for column in columns)
    return 2 * under > len(columns)


def _row(cells: Sequence[RollCell], columns: Sequence[_Column], roll: Roll) -> Row:
    row: Row = []
    for column in columns:
        if column.rule is None or (column.rule.kind is None and column.rule.parts is None):
            continue
        middle = (column.start + column.end) / 2
        under = [cell for cell in cells if cell.box[0] - NEAR <= middle <= cell.box[2] + NEAR]
        if len(under) == 1:
            merged = under[0].cell.column_span > 1 and under[0].box[2] > column.end + NEAR
            doubt = doubts.MERGED_CELL if merged else None
            row.append((column.rule, Value(roll.inside(under[0]), column.label, doubt, "in the column of its label")))
    return row


def _unruled(pieces: Sequence[Piece], labels: Labels) -> Iterator[Row]:
    """A table without rules: columns begin where their labels begin, rows are parted by wider blanks."""
    rows = list(rows_of(pieces))
    for number, row in enumerate(rows):
        columns = _columns_of_line(row, labels)
        if columns:
            yield from _rows_under(rows[number + 1 :], columns, labels)
            return


def _columns_of_line(row: Sequence[Piece], labels: Labels) -> list[_Column]:
    rules = [labels.rule_for(piece.text, noisy=piece.noisy) for piece in row]
    known = sum(rule is not None for rule in rules)
    if known < FEWEST_COLUMNS + 1 or 2 * known < len(row):
        return []
    ends = [*(piece.box[0] for piece in row[1:]), float("inf")]
    return [_Column(rule, piece.text, piece.box[0], end) for rule, piece, end in zip(rules, row, ends, strict=True)]


def _rows_under(rows: Sequence[Sequence[Piece]], columns: Sequence[_Column], labels: Labels) -> Iterator[Row]:
    block: list[Piece] = []
    for row in rows:
        if _columns_of_line(row, labels):
            continue
        if block and _parted(block, row):
            yield _fields(block, columns)
            block = []
        block += row
    if block:
        yield _fields(block, columns)


def _parted(block: Sequence[Piece], row: Sequence[Piece]) -> bool:
    """Does another row of the table begin here? Where rules are left, they say so; else a wider blank does."""
    bands = [{(p.cell.grid, p.cell.cell.row) for p in pieces if p.cell} for pieces in (block, row)]
    if bands[0] and bands[1]:
        return not bands[0] & bands[1]
    return row[0].box[1] - block[-1].box[3] > ROW_GAP * block[-1].height


def _fields(block: Sequence[Piece], columns: Sequence[_Column]) -> Row:
    row: Row = []
    one_line = len(list(rows_of(block))) == 1
    for column in columns:
        if column.rule is None or (column.rule.kind is None and column.rule.parts is None):
            continue
        inside = tuple(p for p in block if column.start - NEAR <= p.box[0] < column.end - NEAR)
        over = any(p.box[2] > column.end for p in inside)
        doubt = doubts.NEXT_COLUMN if over else None if one_line else doubts.NO_RULES
        row.append((column.rule, Value(inside, column.label, doubt, "under its label, in a table without rules")))
    return row
