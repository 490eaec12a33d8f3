"""A report as a file: CSV, JSON or .xlsx. What a spreadsheet would take for a formula is kept as text."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from io import BytesIO, StringIO

from openpyxl import Workbook  # type: ignore[import-untyped]  # no stubs
from openpyxl.styles import Font  # type: ignore[import-untyped]

from records.reports.catalogue import Report

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""OWASP, CSV injection: a cell that begins with one of these may be run by a spreadsheet."""

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def as_csv(report: Report) -> bytes:
    """With a byte order mark, so that Excel reads it as UTF-8."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(report.columns)
    writer.writerows([[safe(value) for value in row] for row in report.rows])
    return text.getvalue().encode("utf-8-sig")


def as_json(report: Report) -> bytes:
    return (json.dumps(report.as_json(), ensure_ascii=False) + "\n").encode()


def as_xlsx(report: Report) -> bytes:
    book = Workbook()
    sheet = book.active or book.create_sheet()
    sheet.title = report.name
    sheet.append(list(report.columns))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in report.rows:
        sheet.append([safe(value) for value in row])
    sheet.freeze_panes = "A2"
    content = BytesIO()
    book.save(content)
    return content.getvalue()


WRITERS: dict[str, Callable[[Report], bytes]] = {"csv": as_csv, "json": as_json, "xlsx": as_xlsx}


def safe(value: object) -> object:
    """Numbers as they are; a text that begins as a formula does, with an apostrophe before it."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return "" if value is None else value
