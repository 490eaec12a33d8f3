"""PDF as an office prints it: ReportLab's tables, which break over pages, with fonts that have the tick symbols."""

from __future__ import annotations

import io
from collections.abc import Sequence
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from bench.forge.form import Form
from bench.forge.layout import Block, Cell, Flow, Grid, Heading, Look, NewPage, Run
from bench.forge.marks import printed
from bench.forge.truth import Truth

SUFFIX = ".pdf"
WIDTH = 500.0
FONTS = "/usr/share/fonts/truetype/dejavu/DejaVuSans{}.ttf"
LETTER = 13.0


def write(form: Form, truth: Truth) -> bytes:
    return Printer(form, truth).drawn()


def fonts() -> None:
    """Debian's DejaVu, registered once: the base fonts of PDF have no ballot boxes."""
    if "Form" in pdfmetrics.getRegisteredFontNames():
        return
    for name, style in (("Form", ""), ("Form-Bold", "-Bold")):
        pdfmetrics.registerFont(TTFont(name, FONTS.format(style)))
    pdfmetrics.registerFontFamily("Form", normal="Form", bold="Form-Bold", italic="Form", boldItalic="Form-Bold")


class Letters(Flowable):
    """A box a letter."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text, self.width, self.height = text, LETTER * max(len(text), 1), LETTER + 2

    def draw(self) -> None:
        self.canv.setFont("Form", 8)
        for at, letter in enumerate(self.text):
            self.canv.rect(at * LETTER, 0, LETTER, LETTER)
            self.canv.drawCentredString(at * LETTER + LETTER / 2, 3.5, letter)


class Printer:
    """Draws a form's blocks. What an answer becomes is `_answer`'s to say: a fillable form draws fields there."""

    def __init__(self, form: Form, truth: Truth) -> None:
        fonts()
        self.form, self.truth = form, truth
        self.style = ParagraphStyle("form", fontName="Form", fontSize=8.5, leading=11)
        self.right = ParagraphStyle("right", parent=self.style, alignment=TA_RIGHT)

    def drawn(self) -> bytes:
        out = io.BytesIO()
        page = SimpleDocTemplate(
            out, pagesize=A4, leftMargin=45, rightMargin=45, topMargin=45, bottomMargin=45, invariant=True
        )
        page.build([each for block in self.form.blocks for each in self._block(block)])
        return out.getvalue()

    def _block(self, block: Block) -> list[Flowable]:
        match block:
            case Heading():
                size = 13 if block.level == 1 else 10.5
                style = ParagraphStyle(
                    "heading", fontName="Form-Bold", fontSize=size, leading=size + 3, spaceBefore=8, spaceAfter=4
                )
                return [Paragraph(escape(block.text), style)]
            case Flow():
                return [
                    flowable
                    for line in block.lines
                    for flowable in (*self._line(line, self.style, WIDTH), Spacer(1, 2))
                ]
            case NewPage():
                return [PageBreak()]
            case Grid():
                return [self._grid(block), Spacer(1, 6)]

    def _grid(self, grid: Grid) -> Table:
        shares = grid.widths or [1 / grid.columns] * grid.columns
        widths = [share * WIDTH for share in shares]
        style = [("VALIGN", (0, 0), (-1, -1), "TOP")]
        style += [("GRID", (0, 0), (-1, -1), 0.6, "black")] if grid.ruled else []
        rows = []
        for at, row in enumerate(grid.rows):
            cells, column = [], 0
            for each in row:
                cells += [self._cell(each, sum(widths[column : column + each.span]) - 12), *[""] * (each.span - 1)]
                style += [("SPAN", (column, at), (column + each.span - 1, at))] if each.span > 1 else []
                style += [("BACKGROUND", (column, at), (column, at), "#e0e0e0")] if each.shaded else []
                column += each.span
            rows.append(cells)
        return Table(rows, colWidths=widths, style=TableStyle(style), repeatRows=grid.heads)

    def _cell(self, cell: Cell, width: float) -> list[Flowable]:
        style = self.right if cell.right else self.style
        return [flowable for line in cell.lines for flowable in self._line(line, style, width)]

    def _line(self, line: Sequence[Run], style: ParagraphStyle, width: float) -> list[Flowable]:
        if len(line) == 1 and line[0].look is Look.BOXES:
            return [Letters(printed(line[0], self.form.plan.options, self.truth))]
        return [Paragraph("".join(self._run(run) for run in line) or "&nbsp;", style)]

    def _run(self, run: Run) -> str:
        text = escape(printed(run, self.form.plan.options, self.truth)).replace("\n", "<br/>").replace("  ", "&nbsp; ")
        text = f"<b>{text}</b>" if run.bold else text
        return f'<font size="6.5">{text}</font>' if run.small else text
