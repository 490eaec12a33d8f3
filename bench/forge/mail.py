"""Mails that carry a form in their own words: HTML with tables, or plain text with lines and columns."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from html import escape

from bench.forge.form import Form
from bench.forge.layout import Block, Cell, Flow, Grid, Heading, NewPage, Run
from bench.forge.marks import printed
from bench.forge.truth import Truth

SUFFIX = ".eml"
COLUMN = 34


def write_html(form: Form, truth: Truth) -> bytes:
    body = "\n".join(_html(block, form.plan.options, truth) for block in form.blocks)
    return _mail(form, f"<html><body>{body}</body></html>", "html")


def write_text(form: Form, truth: Truth) -> bytes:
    lines = [line for block in form.blocks for line in _text(block, form.plan.options, truth)]
    return _mail(form, "\n".join(lines) + "\n", "plain")


def _mail(form: Form, body: str, subtype: str) -> bytes:
    mail = EmailMessage()
    mail["From"] = "Larkfield Forms <forms@larkfield.sch.uk>"
    mail["To"] = "Front door <frontdoor@kelverton.example>"
    mail["Subject"] = "New form submission"
    mail["Date"] = "Sat, 21 Nov 2026 10:12:31 +0000"
    mail["Message-ID"] = f"<{form.plan.seed}@larkfield.sch.uk>"
    mail.set_content(body, subtype=subtype, cte="quoted-printable")
    return mail.as_bytes()


def _html(block: Block, style: str, truth: Truth) -> str:
    match block:
        case Heading():
            return f"<h{block.level}>{escape(block.text)}</h{block.level}>"
        case Flow():
            return "\n".join(f"<p>{_runs(line, style, truth)}</p>" for line in block.lines)
        case NewPage():
            return "<hr>"
        case Grid():
            rows = "".join(f"<tr>{''.join(_cell(each, style, truth) for each in row)}</tr>" for row in block.rows)
            return f'<table border="{int(block.ruled)}">{rows}</table>'


def _cell(cell: Cell, style: str, truth: Truth) -> str:
    align = ' align="right"' if cell.right else ""
    span = f' colspan="{cell.span}"' if cell.span > 1 else ""
    return f"<td{span}{align}>{'<br>'.join(_runs(line, style, truth) for line in cell.lines)}</td>"


def _runs(line: tuple[Run, ...], style: str, truth: Truth) -> str:
    return "".join(_run(run, escape(printed(run, style, truth)).replace("\n", "<br>")) for run in line)


def _run(run: Run, text: str) -> str:
    text = f"<b>{text}</b>" if run.bold and text else text
    return f"<small>{text}</small>" if run.small else text


def _text(block: Block, style: str, truth: Truth) -> Iterator[str]:
    match block:
        case Heading():
            yield from ("", block.text.upper() if block.level == 1 else block.text, "")
        case Flow():
            for line in block.lines:
                yield "".join(printed(run, style, truth) for run in line)
        case Grid():
            for row in block.rows:
                yield from _columns([_said(each, style, truth) for each in row])
        case NewPage():
            yield "-" * 60


def _said(cell: Cell, style: str, truth: Truth) -> list[str]:
    return "\n".join("".join(printed(run, style, truth) for run in line) for line in cell.lines).split("\n")


def _columns(cells: list[list[str]]) -> Iterator[str]:
    """A row in columns of blanks."""
    for at in range(max(len(each) for each in cells)):
        parts = [each[at] if at < len(each) else "" for each in cells]
        yield "".join(part.ljust(max(COLUMN, len(part) + 3)) for part in parts).rstrip()
