"""Word: real tables with merged cells, content controls around some answers, boxes a letter as a table in a cell."""

from __future__ import annotations

import io
import random

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.shared import Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from bench.forge.form import Form
from bench.forge.layout import Block, Cell, Flow, Grid, Heading, Look, NewPage, Run
from bench.forge.marks import printed
from bench.forge.truth import Truth

SUFFIX = ".docx"


def write(form: Form, truth: Truth) -> bytes:
    return _Word(form, truth).drawn()


class _Word:
    def __init__(self, form: Form, truth: Truth) -> None:
        self.form, self.truth = form, truth
        self.document: Document = docx.Document()
        self.controls = random.Random(form.plan.seed).random() < 0.3

    def drawn(self) -> bytes:
        for block in self.form.blocks:
            self._block(block)
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                self.document.add_heading(block.text, block.level)
            case Flow():
                for line in block.lines:
                    self._line(self.document.add_paragraph(), line)
            case NewPage():
                self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
            case Grid():
                self._grid(block)
                self.document.add_paragraph()

    def _grid(self, grid: Grid) -> None:
        table = self.document.add_table(len(grid.rows), grid.columns)
        table.style = "Table Grid" if grid.ruled else "Normal Table"
        self._sized(table, grid)
        for at, row in enumerate(grid.rows):
            column = 0
            for each in row:
                place = table.cell(at, column)
                if each.span > 1:
                    place = place.merge(table.cell(at, column + each.span - 1))
                self._cell(place, each)
                column += each.span

    def _sized(self, table: Table, grid: Grid) -> None:
        for column, share in zip(table.columns, grid.widths, strict=False):
            column.width = int(share * 5_500_000)

    def _cell(self, place: _Cell, each: Cell) -> None:
        for n, line in enumerate(each.lines):
            paragraph = place.paragraphs[0] if n == 0 else place.add_paragraph()
            if each.right:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            if line and line[0].look is Look.BOXES:
                self._letters(place, line[0])
            else:
                self._line(paragraph, line)

    def _letters(self, place: _Cell, run: Run) -> None:
        text = printed(run, self.form.plan.options, self.truth)
        table = place.add_table(1, max(len(text), 1))
        table.style = "Table Grid"
        for column, letter in enumerate(text):
            table.cell(0, column).text = letter.strip()

    def _line(self, paragraph: Paragraph, line: tuple[Run, ...]) -> None:
        for run in line:
            text = printed(run, self.form.plan.options, self.truth)
            drawn = paragraph.add_run(text)
            drawn.bold = run.bold
            if run.small:
                drawn.font.size = Pt(8)
            if run.said and self.controls:
                _in_control(drawn._r)  # python-docx has no content controls of its own


def _in_control(run: object) -> None:
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    run.addprevious(control)  # type: ignore[attr-defined]
    content.append(run)
    control.append(content)
