"""PDF with form fields: answers are typed into fields, ticks are check boxes, and some fields have names that say nothing."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence

import pypdf
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, Table

from bench.forge.form import Form
from bench.forge.layout import Run, Said
from bench.forge.printed import Printer
from bench.forge.truth import Truth

SUFFIX = ".pdf"


def write(form: Form, truth: Truth) -> bytes:
    """The blank form by ReportLab, filled by pypdf: ReportLab's own fields hold no letter beyond Latin-1."""
    drawing = _Fillable(form, truth)
    blank = pypdf.PdfReader(io.BytesIO(drawing.drawn()))
    filled = pypdf.PdfWriter(clone_from=blank)
    for page in filled.pages:
        filled.update_page_form_field_values(page, drawing.typed, auto_regenerate=False)
    out = io.BytesIO()
    filled.write(out)
    return out.getvalue()


class Field(Flowable):
    """A text field, high enough for what will be typed."""

    def __init__(self, name: str, text: str, width: float) -> None:
        super().__init__()
        lines = text.count("\n") + 1 + len(text) // 90
        self.name, self.width, self.height = name, max(width, 40), 13.0 * lines + 3
        self.flags = "multiline" if lines > 1 else ""

    def draw(self) -> None:
        self.canv.acroForm.textfield(
            name=self.name, value="", width=self.width, height=self.height, fontSize=8, fieldFlags=self.flags,
            relative=True, borderWidth=0.5,
        )  # fmt: skip


class Ticks(Flowable):
    """A check box for each option, with its words behind it."""

    def __init__(self, name: str, said: Said) -> None:
        super().__init__()
        self.name, self.said, self.width, self.height = name, said, 70.0 * len(said.options), 14.0

    def draw(self) -> None:
        self.canv.setFont("Form", 8)
        for at, option in enumerate(self.said.options):
            self.canv.acroForm.checkbox(
                name=f"{self.name}_{at}", checked=at == self.said.chosen, x=at * 70, y=1, size=11, relative=True
            )
            self.canv.drawString(at * 70 + 15, 3.5, option)


class _Fillable(Printer):
    def __init__(self, form: Form, truth: Truth) -> None:
        super().__init__(form, truth)
        self.count = 0
        self.typed: dict[str, str] = {}
        self.telling = random.Random(form.plan.seed).random() < 0.5  # whether names of fields say what they are

    def _line(self, line: Sequence[Run], style: ParagraphStyle, width: float) -> list[Flowable]:
        if not any(run.said for run in line):
            return super()._line(line, style, width)
        said = [run.said for run in line if run.said]
        parts = [self._part(run, style, width / (2 * len(said))) for run in line]
        if len(line) == 1:
            return [self._field(said[0], width)]
        return [
            Table(
                [parts],
                style=[("LEFTPADDING", (0, 0), (-1, -1), 1), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")],
                hAlign="LEFT",
            )
        ]

    def _part(self, run: Run, style: ParagraphStyle, width: float) -> Flowable:
        return self._field(run.said, width) if run.said else Paragraph(self._run(run) or "&nbsp;", style)

    def _field(self, said: Said, width: float) -> Flowable:
        self.count += 1
        leaf = next(iter(said.leaves), "other")
        name = f"{leaf.split('.')[-1]}_{self.count}" if self.telling else f"Text{self.count}"
        text = self.truth.note(said)
        if said.options:
            return Ticks(name, said)
        self.typed[name] = text
        return Field(name, text, width)
