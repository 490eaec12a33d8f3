"""Through the pages of one report in reading order: ruled tables and what stands between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.general.asides import without_asides
from extractors.general.cells import GridReader
from extractors.general.entryboxes import with_entry_boxes
from extractors.general.events import Begin, Event
from extractors.general.flow import Flow
from extractors.general.vocabulary import Vocabulary
from extractors.page import Grid, Line, Sheet

FIRST_PAGE = re.compile(r"\bpage\s*1\b(?:\s*(?:of|/)\s*\d+)?", re.IGNORECASE)
TITLE_LINES = 12


def reports_of(sheets: Sequence[Sheet], vocabulary: Vocabulary) -> list[tuple[Sheet, ...]]:
    """The pages report by report: a new one begins where pages are counted from 1 again, or the title comes back."""
    reports: list[list[Sheet]] = []
    for sheet in sheets:
        if not reports or _begins(sheet, reports[-1], vocabulary):
            reports.append([])
        reports[-1].append(sheet)
    return [tuple(report) for report in reports]


def _begins(sheet: Sheet, report: Sequence[Sheet], vocabulary: Vocabulary) -> bool:
    if any(FIRST_PAGE.search(line.text) for line in sheet.margins):
        return True
    numbered = any(re.search(r"\bpage\s*\d", line.text, re.IGNORECASE) for line in sheet.margins)
    title = _title(report[0], vocabulary)
    return not numbered and title is not None and _title(sheet, vocabulary) == title


def _title(sheet: Sheet, vocabulary: Vocabulary) -> str | None:
    return next((line.text for line in sheet.lines[:TITLE_LINES] if vocabulary.document(line.text)), None)


def events_of(sheets: Sequence[Sheet], vocabulary: Vocabulary) -> Iterator[Event]:
    """Everything that the pages say, in reading order."""
    grids, flow = GridReader(vocabulary), Flow(vocabulary)
    between = True  # something stood between the last grid and the next
    for sheet in sheets:
        for part in _parts(without_asides(with_entry_boxes(sheet, vocabulary), vocabulary)):
            if isinstance(part, Grid):
                flow.interrupt()
                for event in grids.events(part, sheet, follows=not between):
                    flow.about = event.heading.owner if isinstance(event, Begin) else flow.about
                    yield event
                between = False
            elif part.lines:
                between = True
                yield from flow.read(part.lines, sheet, over_grid=part.over_grid)


@dataclass(frozen=True, slots=True)
class _Between:
    """Lines that stand in no grid."""

    lines: list[Line]
    over_grid: bool  # a grid comes next


def _parts(sheet: Sheet) -> Iterator[Grid | _Between]:
    """Grids of more than one cell, and the lines before, between and after them."""
    tables = sorted((grid for grid in sheet.grids if len(grid.cells) > 1), key=lambda grid: grid.box[1])
    inside = {id(line) for grid in tables for cell in grid.cells for line in cell.lines}
    free = [line for line in sheet.lines if id(line) not in inside]
    for grid in tables:
        yield _Between([line for line in free if line.box[1] < grid.box[1]], over_grid=True)
        free = [line for line in free if line.box[1] >= grid.box[1]]
        yield grid
    yield _Between(free, over_grid=False)
