"""How invented forms are drawn: canvases, ruled tables and Word documents."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import docx
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import SimpleDocTemplate, Table, TableStyle

from extractors.post.facts import MailFacts, MailText, Part, Span

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Truth = dict[str, Any]
GRID = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("FONTSIZE", (0, 0), (-1, -1), 9)])


@dataclass(frozen=True, slots=True)
class UnseenForm:
    """A form's bytes and its truth: leaf path as in the contract to value."""

    name: str
    media_type: str
    data: bytes
    truth: Truth


def pdf(draw: Callable[[Canvas], None]) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    canvas.setFont("Helvetica", 9)
    draw(canvas)
    canvas.save()
    return out.getvalue()


def tables(*parts: Any) -> bytes:
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, invariant=True).build(list(parts))
    return out.getvalue()


def ruled(rows: Sequence[Sequence[str]], widths: Sequence[float] | None = None) -> Table:
    return Table([list(row) for row in rows], colWidths=widths, style=GRID)


def word(*parts: str | list[list[str]]) -> bytes:
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(len(part), max(len(row) for row in part))
        for row, texts in enumerate(part):
            for column, text in enumerate(texts):
                table.cell(row, column).text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def mail_of(text: str, page: str = "") -> MailFacts:
    """A mail of nothing but new words."""
    return MailFacts(text=MailText(text, (Span(Part.NEW, 0, len(text)),)), page=page)
