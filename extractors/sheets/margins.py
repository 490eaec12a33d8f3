"""Running heads and feet: told from the form's own words because they come back on every page, or by what they say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extractors.page import Line, Sheet

HEAD, FOOT = 0.12, 0.90  # share of the page's height that may hold them
TELLING = re.compile(
    r"^(?:page\s*\d+(?:\s*(?:of|/)\s*\d+)?|\d+\s*(?:of|/)\s*\d+|(?:official|restricted|confidential)(?:\s*[-–:]?\s*sensitive)?"
    r"|printed (?:by|on)\b.*|https?://\S+)$",
    re.IGNORECASE,
)
FIRST_PAGE = re.compile(r"\bpage\s*1\b", re.IGNORECASE)
PAGE_NUMBER = re.compile(r"\bpage\s*\d+\b", re.IGNORECASE)


def without_margins(sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """The sheets with running heads and feet moved from `lines` to `margins`.

    Two reports in one file repeat their first lines too: what is counted is what comes back within one report.
    """
    reports: list[list[Sheet]] = []
    for sheet in sheets:
        if not reports or any(FIRST_PAGE.search(line.text) for line in _outer(sheet)):
            reports.append([])
        reports[-1].append(sheet)
    return tuple(cut for report in reports for cut in _of_report(report))


def _of_report(sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    seen = Counter(key for sheet in sheets for key in {_key(line) for line in _outer(sheet)})
    repeated = {key for key, times in seen.items() if len(sheets) > 1 and times >= max(2, 0.6 * len(sheets))}
    return tuple(_cut(sheet, repeated) for sheet in sheets)


def _outer(sheet: Sheet) -> list[Line]:
    return [line for line in sheet.lines if line.box[3] < HEAD * sheet.height or line.box[1] > FOOT * sheet.height]


def _key(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text).casefold(), round(line.box[1] / 6)


def _cut(sheet: Sheet, repeated: set[tuple[str, int]]) -> Sheet:
    in_cells = {id(line) for grid in sheet.grids if len(grid.cells) > 1 for cell in grid.cells for line in cell.lines}
    outer = [line for line in _outer(sheet) if id(line) not in in_cells]
    telling = [line for line in outer if TELLING.match(line.text) or PAGE_NUMBER.search(line.text)]
    heights = {round(line.box[1] / 4) for line in telling}
    running = {id(line) for line in outer if _key(line) in repeated or round(line.box[1] / 4) in heights}
    if not running:
        return sheet
    lines = tuple(line for line in sheet.lines if id(line) not in running)
    return replace(sheet, lines=lines, margins=tuple(line for line in sheet.lines if id(line) in running))
