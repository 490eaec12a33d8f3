"""WordprocessingML laid out as one sheet. Places are made up from the order of paragraphs and the columns of tables.

Whatever comes as running text and tables (Word, HTML, RTF, OpenDocument) is brought into these elements first, so that one place lays it out.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from docx.oxml.ns import qn

from extractors.page import TICKED, UNSURE, UNTICKED, Cell, Grid, Line, Sheet, Tick, Word
from extractors.sheets.lettercells import spelt
from extractors.sheets.limits import Limits
from extractors.sheets.lines import box_around, split_marks
from extractors.sheets.wordxml import Piece, contents, named_values, pieces, text_boxes
from postroom.contact import Box
from postroom.errors import UnreadableDocument

WIDTH = 540.0  # made-up points across the page
ROW = 12.0  # made-up points a line
LETTER = 5.5  # made-up points a letter
TICK_STATES = {TICKED: True, UNTICKED: False, UNSURE: None}
TOKEN = re.compile(r"\[[ _]?\]|\S+")  # an empty box made of brackets is one word
COLUMNS = re.compile(r"\t+| {3,}")


@dataclass(slots=True)
class _Layout:
    """The sheet as it grows from the top down."""

    lines: list[Line] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)


def laid_out(body: Any, limits: Limits, margins: Iterable[Any] = (), notes: Iterable[str] = ()) -> tuple[Sheet, ...]:
    """The body as one sheet without a page number; headers and footers are its margins. Raises UnreadableDocument where it is too much."""
    if sum(1 for _ in body.iter(qn("w:tc"))) > limits.cells:
        raise UnreadableDocument("The tables have more cells than any form.", "too_large")
    layout, around, beside = _Layout(), _Layout(), _Layout()
    bottom = _blocks(contents(body), layout, (0.0, 0.0, WIDTH), tabular=False)
    for part in margins:
        _blocks(contents(part), around, (0.0, 0.0, WIDTH), tabular=False)
    for at, note in enumerate(notes):
        _paragraph([Piece(note)], beside, (0.0, bottom + at * ROW, WIDTH), tabular=True)
    return (
        Sheet(
            None,
            WIDTH,
            bottom,
            tuple(layout.lines),
            tuple(layout.grids),
            tuple(_ticks(layout.lines)),
            tuple(named_values(body)),
            margins=tuple(around.lines),
            notes=tuple(beside.lines),
        ),
    )


def _blocks(blocks: Any, layout: _Layout, place: tuple[float, float, float], *, tabular: bool) -> float:
    """Puts paragraphs and tables below each other from `place` (x0, top, x1). Returns where they end."""
    x0, top, x1 = place
    for block in blocks:
        if block.tag == qn("w:p"):
            for box in text_boxes(block):
                top = _blocks(contents(box), layout, (x0, top, x1), tabular=tabular)
            top = _paragraph(pieces(block), layout, (x0, top, x1), tabular=tabular)
        elif block.tag == qn("w:tbl") and (letters := spelt(block)):
            top = _paragraph(letters, layout, (x0, top, x1), tabular=tabular)
        elif block.tag == qn("w:tbl"):
            top = _table(block, layout, (x0, top, x1))
    return top


def _paragraph(found: Sequence[Piece], layout: _Layout, place: tuple[float, float, float], *, tabular: bool) -> float:
    x0, top, x1 = place
    rows = _rows(found)
    indent = 0.0  # a value after a tab goes on under itself, though Word sets its next line at the left
    for row in rows:
        text = "".join(piece.text for piece in row)
        letter = min(LETTER, (x1 - x0) / max(len(text.expandtabs(8)), 1))
        goes_on = indent and "\t" not in text and ":" not in text
        words = list(_words(row, (x0 + indent if goes_on else x0, top), letter))
        indent = indent if goes_on else _after_tab(words, text)
        for run in _runs(words, text, tabular=tabular):
            layout.lines.append(Line(tuple(run), box_around(word.box for word in run)))
        top += ROW
    return top


def _after_tab(words: Sequence[Word], text: str) -> float:
    """How far from the line's begin the words after its last tab stand; 0 where it has none."""
    after = len(text.rpartition("\t")[2].split()) if "\t" in text.strip() else 0
    return words[-after].box[0] - words[0].box[0] if 0 < after < len(words) else 0.0


def _rows(found: Sequence[Piece]) -> list[list[Piece]]:
    rows: list[list[Piece]] = [[]]
    for piece in found:
        first, *rest = piece.text.split("\n")
        rows[-1].append(replace(piece, text=first))
        rows += [[replace(piece, text=part)] for part in rest]
    return rows


def _words(row: Sequence[Piece], place: tuple[float, float], letter: float) -> Iterator[Word]:
    """Words of one line. Pieces that touch are one word, whose looks are those of its first piece; a line through it parts it."""
    at, top = place
    text = "".join(piece.text for piece in row)
    owner = [piece for piece in row for _ in piece.text]
    column = 0
    last = 0
    for match in TOKEN.finditer(text):
        column += len(text[last : match.start()].replace("\t", " " * 8))
        for _, places in itertools.groupby(range(match.start(), match.end()), key=lambda each: owner[each].struck):
            mine = list(places)
            part = text[mine[0] : mine[-1] + 1]
            look, x0 = owner[mine[0]], at + column * letter
            box = (x0, top, x0 + len(part) * letter, top + ROW * 0.8)
            yield from split_marks(Word(part, box, bold=look.bold, struck=look.struck, noted=look.noted))
            column += len(part)
        last = match.end()


def _runs(words: Sequence[Word], text: str, *, tabular: bool) -> Iterator[list[Word]]:
    """The words parted at tabs and wide blanks, except in table cells."""
    if not words:
        return
    if tabular or not COLUMNS.search(text.strip()):
        yield list(words)
        return
    run = [words[0]]
    for before, word in itertools.pairwise(words):
        wide = word.box[0] - before.box[2] > 2.5 * (word.box[2] - word.box[0]) / len(word.text)
        if wide and word.text not in TICK_STATES:
            yield run
            run = []
        run.append(word)
    yield run


def _table(table: Any, layout: _Layout, place: tuple[float, float, float]) -> float:
    x0, top, x1 = place
    rows = [row for row in contents(table) if row.tag == qn("w:tr")]
    edges = _column_edges(table, rows, x0, x1)
    cells: list[Cell] = []
    for number, row in enumerate(rows):
        top = _row(row, number, layout, cells, (edges, top))
    if cells:
        layout.grids.append(Grid(tuple(cells), box_around(cell.box for cell in cells)))
    return top + ROW / 2


def _column_edges(table: Any, rows: Sequence[Any], x0: float, x1: float) -> list[float]:
    grid = table.find(qn("w:tblGrid"))
    widths = [int(column.get(qn("w:w"), "0") or 0) for column in grid] if grid is not None else []
    count = max([len(widths), *(sum(_span(cell) for cell in _cells(row)) + _skipped(row) for row in rows), 1])
    if len(widths) != count or not all(widths):
        widths = [1] * count
    edges = [x0]
    for width in widths:
        edges.append(edges[-1] + width * (x1 - x0) / sum(widths))
    return edges


def _row(row: Any, number: int, layout: _Layout, cells: list[Cell], place: tuple[list[float], float]) -> float:
    edges, top = place
    column, bottom, fresh = _skipped(row), top + ROW, []
    for cell in _cells(row):
        span = _span(cell)
        left, right = edges[column], edges[min(column + span, len(edges) - 1)]
        above = _continued(cell, cells, column)
        first = len(layout.lines)
        end = _blocks(contents(cell), layout, (left, top, right), tabular=True)
        lines = tuple(layout.lines[first:])
        if above is None:
            fresh.append((column, span, (left, top, right), lines))
            bottom = max(bottom, end)
        else:
            at = cells.index(above)
            grown = (*above.box[:3], bottom)
            cells[at] = replace(above, row_span=number - above.row + 1, box=grown, lines=above.lines + lines)
        column += span
    for at, span, (left, _, right), lines in fresh:
        box: Box = (left, top, right, bottom)
        cells.append(Cell(number, at, 1, span, box, lines, tuple(_ticks(lines))))
    return bottom


def _cells(row: Any) -> list[Any]:
    return [cell for cell in contents(row) if cell.tag == qn("w:tc")]


def _span(cell: Any) -> int:
    found = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return int(found.get(qn("w:val"), "1")) if found is not None else 1


def _skipped(row: Any) -> int:
    found = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
    return int(found.get(qn("w:val"), "0")) if found is not None else 0


def _continued(cell: Any, cells: Sequence[Cell], column: int) -> Cell | None:
    """The cell above that this one goes on with (vertical merge), if it does."""
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    if merge is None or merge.get(qn("w:val"), "continue") == "restart":
        return None
    return next((above for above in reversed(cells) if above.column == column), None)


def _ticks(lines: Sequence[Line]) -> Iterator[Tick]:
    for line in lines:
        for word in line.words:
            if word.text in TICK_STATES:
                yield Tick(word.box, TICK_STATES[word.text], "control")
