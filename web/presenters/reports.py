"""A report as a page shows it: headings in words, figures aligned, and a bar for the first count of each row."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from records.reports import REPORTS
from records.reports.catalogue import Report
from records.reports.suppression import HIDDEN

MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class ReportRow:
    """`bar` is the share of the longest bar, in percent; None where the report has no bars."""

    label: str
    cells: tuple[str, ...]
    bar: float | None


@dataclass(frozen=True, slots=True)
class ReportView:
    """`left_out`: rows that the page leaves to the files. `queries`: what whoever takes the report would ask back."""

    heads: tuple[str, ...]
    rows: tuple[ReportRow, ...]
    total: str
    left_out: int
    queries: tuple[tuple[str, int], ...]


def report_view(report: Report) -> ReportView:
    counted = REPORTS[report.name].counted[:1]
    counts = [row[counted[0]] for row in report.rows] if counted else []
    longest = max((count for count in counts if isinstance(count, int)), default=0)
    bars = [_bar(count, longest) for count in counts] or [None] * len(report.rows)
    rows = tuple(
        ReportRow(str(row[0]), tuple(_shown(value) for value in row[1:]), bar)
        for row, bar in islice(zip(report.rows, bars, strict=True), MOST_ROWS)
    )
    heads = tuple(_head(column) for column in report.columns)
    total = HIDDEN if report.total is None else _shown(report.total)
    return ReportView(heads, rows, total, _all_rows(report) - len(rows), report.queries)


def _all_rows(report: Report) -> int:
    """A report about single children has as many as there are children's contacts, and hides none."""
    return report.total or 0 if REPORTS[report.name].about_children else len(report.rows)


def _bar(value: object, longest: int) -> float | None:
    if not isinstance(value, int):
        return None
    return round(100 * value / longest, 1) if longest else 0.0


def _shown(value: object) -> str:
    if value is None:
        return "–"
    return f"{value:,}" if isinstance(value, int | float) else str(value)


def _head(column: str) -> str:
    words = column.replace("_", " ").replace("percent", "%").strip()
    return words[:1].upper() + words[1:]
