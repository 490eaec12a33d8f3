"""A report as a page shows it: headings in words, figures aligned, and a bar for the first count of each row."""

from __future__ import annotations

from dataclasses import dataclass

from records.reports import REPORTS
from records.reports.catalogue import Report


@dataclass(frozen=True, slots=True)
class ReportRow:
    """`bar` is the share of the longest bar, in percent; None where the report has no bars."""

    label: str
    cells: tuple[str, ...]
    bar: float | None


@dataclass(frozen=True, slots=True)
class ReportView:
    heads: tuple[str, ...]
    rows: tuple[ReportRow, ...]
    total: int


def report_view(report: Report) -> ReportView:
    counted = REPORTS[report.name].counted[:1]
    longest = (
        max((row[counted[0]] for row in report.rows if isinstance(row[counted[0]], int)), default=0) if counted else 0
    )
    rows = tuple(
        ReportRow(
            str(row[0]), tuple(_shown(value) for value in row[1:]), _bar(row[counted[0]], longest) if counted else None
        )
        for row in report.rows
    )
    return ReportView(tuple(_head(column) for column in report.columns), rows, report.total)


def _bar(value: object, longest: object) -> float | None:
    if not isinstance(value, int) or not isinstance(longest, int):
        return None
    return round(100 * value / longest, 1) if longest else 0.0


def _shown(value: object) -> str:
    if value is None:
        return "–"
    return f"{value:,}" if isinstance(value, int | float) else str(value)


def _head(column: str) -> str:
    words = column.replace("_", " ").replace("percent", "%").strip()
    return words[:1].upper() + words[1:]
