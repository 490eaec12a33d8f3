"""Paragraphs and tables as WordprocessingML elements, for what comes as HTML, RTF or OpenDocument and is laid out as Word is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from extractors.sheets.wordxml import Piece, contents, pieces
from extractors.strokes import runs_of, struck

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML cannot hold
Cells = list[tuple[list[Any], int, int]]
"""Of one row: the blocks of each cell, and how many columns and rows it spans."""


@dataclass(frozen=True, slots=True)
class Box:
    """One cell of a table: paragraphs and tables, the columns that it spans, and whether it goes on with the one above."""

    blocks: Sequence[Any]
    span: int = 1
    goes_on: bool | None = None  # None: it stands for itself; False: it begins a merged cell


def paragraph(found_pieces: Iterable[Piece], *, heading: bool = False) -> Any:
    """A w:p of these pieces."""
    found = OxmlElement("w:p")
    if heading:
        style = OxmlElement("w:pStyle")
        style.set(qn("w:val"), "Heading")
        properties = OxmlElement("w:pPr")
        properties.append(style)
        found.append(properties)
    for piece in found_pieces:
        found.append(_run(piece))
    return found


def _run(piece: Piece) -> Any:
    run, looks = OxmlElement("w:r"), OxmlElement("w:rPr")
    for name, is_on in (("b", piece.bold), ("strike", piece.struck)):
        if is_on:
            looks.append(OxmlElement(f"w:{name}"))
    run.append(looks)
    for number, line in enumerate(piece.text.split("\n")):
        if number:
            run.append(OxmlElement("w:br"))
        for column, part in enumerate(line.split("\t")):
            if column:
                run.append(OxmlElement("w:tab"))
            words = OxmlElement("w:t")
            words.text = CONTROLS.sub(" ", part)
            run.append(words)
    return run


def table(rows: Sequence[Sequence[Box]]) -> Any:
    """A w:tbl of these rows."""
    found = OxmlElement("w:tbl")
    for row in rows:
        line = OxmlElement("w:tr")
        for box in row:
            line.append(_cell(box))
        found.append(line)
    return found


def spanned(rows: Iterable[Cells]) -> list[list[Box]]:
    """Rows as Word has them: what spans several rows goes on in each of them."""
    open_spans: dict[int, tuple[int, int]] = {}  # column to columns and rows left
    found: list[list[Box]] = []
    for cells in rows:
        line: list[Box] = []
        column = _go_on(line, 0, open_spans)
        for blocks, columns, down in cells:
            line.append(Box(blocks, columns, False if down > 1 else None))
            if down > 1:
                open_spans[column] = (columns, down)
            column = _go_on(line, column + columns, open_spans, began=column)
        found.append(line)
    return found


def _go_on(line: list[Box], column: int, open_spans: dict[int, tuple[int, int]], began: int = -1) -> int:
    """Adds the cells that go on from above at this column; the first column that is free."""
    if began in open_spans:
        open_spans[began] = (open_spans[began][0], open_spans[began][1] - 1)
    while column in open_spans and column != began:
        columns, left = open_spans.pop(column)
        line.append(Box([], columns, True))
        if left > 1:
            open_spans[column] = (columns, left - 1)
        column += columns
    return column


def _cell(box: Box) -> Any:
    cell, properties = OxmlElement("w:tc"), OxmlElement("w:tcPr")
    if box.span > 1:
        span = OxmlElement("w:gridSpan")
        span.set(qn("w:val"), str(box.span))
        properties.append(span)
    if box.goes_on is not None:
        merge = OxmlElement("w:vMerge")
        merge.set(qn("w:val"), "continue" if box.goes_on else "restart")
        properties.append(merge)
    cell.append(properties)
    for block in box.blocks:
        cell.append(block)
    return cell


def body(blocks: Iterable[Any]) -> Any:
    """A w:body of paragraphs and tables."""
    found = OxmlElement("w:body")
    for block in blocks:
        found.append(block)
    return found


def plain(text: str) -> list[Any]:
    """A paragraph for each line; struck words keep their looks."""
    return [paragraph(pieces_of(line)) for line in text.split("\n")]


def pieces_of(text: str, *, bold: bool = False) -> list[Piece]:
    """Text whose struck letters carry a stroke, as pieces."""
    return [Piece(part, bold, struck) for part, struck in runs_of(text)]


def as_text(found: Any) -> str:
    """The body as text: a paragraph a line, a row of a table a line with a tab between its cells, lines through what is struck."""
    return "\n".join(_text_lines(found)).strip("\n")


def _text_lines(found: Any) -> Iterator[str]:
    for block in contents(found):
        if block.tag == qn("w:p"):
            yield _written(block)
        elif block.tag == qn("w:tbl"):
            for row in (each for each in contents(block) if each.tag == qn("w:tr")):
                cells = [list(_text_lines(cell)) for cell in contents(row) if cell.tag == qn("w:tc")]
                short = all(len(lines) < 2 for lines in cells)
                yield (
                    "\t".join("".join(lines) for lines in cells)
                    if short
                    else "\n".join(line for lines in cells for line in lines)
                )


def _written(block: Any) -> str:
    return "".join(struck(piece.text) if piece.struck else piece.text for piece in pieces(block))
