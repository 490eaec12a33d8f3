"""Every report by name: its title, its columns, what its total counts, and how its rows are made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from records.reports import annex_a, counts, service
from records.reports.period import Period
from records.reports.suppression import HIDDEN, Sum, hidden_cells
from records.store.figures import catch_up


class UnknownReport(ValueError):
    """There is no report of that name. The message names those that there are."""


@dataclass(frozen=True, slots=True)
class Kind:
    """`counted`: columns that hold counts, so that small ones can be hidden; `sums`: those that add up to another column.

    `about_children`: rows tell of one child. `checked`: what is wrong in a row, in words.
    """

    title: str
    columns: tuple[str, ...]
    rows: Callable[[Period], list[list[object]]]
    counted: tuple[int, ...] = (1,)
    about_children: bool = False
    sums: tuple[Sum, ...] = ()
    checked: Callable[[list[object]], list[str]] | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it was asked for. `total`: children's contacts of the period, the same in each report of it; None where it is hidden.

    `queries`: (what whoever takes the report would ask back, in how many rows).
    """

    name: str
    title: str
    period: Period
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    total: int | None
    queries: tuple[tuple[str, int], ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "report": self.name,
            "from": self.period.first.isoformat(),
            "to": self.period.last.isoformat(),
            "columns": list(self.columns),
            "rows": [list(row) for row in self.rows],
            "total": self.total,
        }


SHARES = ("label", "contacts", "percent")
REPORTS: dict[str, Kind] = {
    "month": Kind(
        "Contacts by month", ("month", "contacts", "same_month_last_year", "change_percent"), counts.by_month, (1, 2)
    ),
    "outcome": Kind("Contacts by outcome", SHARES, counts.by_outcome),
    "category": Kind("Contacts by category", SHARES, counts.by_category),
    "source": Kind("Contacts by source", SHARES, counts.by_source),
    "channel": Kind("Contacts by channel", SHARES, counts.by_channel),
    "age_gender": Kind(
        "Contacts by age and gender",
        ("age_band", "male", "female", "not_known", "total"),
        counts.by_age_and_gender,
        (1, 2, 3, 4),
        sums=(Sum(4, (1, 2, 3)),),
    ),
    "ethnicity": Kind("Contacts by ethnicity", ("group", "contacts", "percent"), counts.by_ethnicity),
    "locality": Kind("Contacts by locality", ("locality", "contacts", "percent"), counts.by_locality),
    "repeats": Kind("Repeat contacts within 12 months", ("contacts_in_12_months", "children"), counts.by_repeats),
    "week": Kind(
        "Week by week",
        (
            "week_ending",
            "contacts",
            "families",
            "referrals",
            "telephone",
            "email",
            "other",
            "police",
            "education",
            "health",
        ),
        counts.by_week,
        tuple(range(1, 10)),
        sums=(Sum(1, (4, 5, 6)),),
    ),
    "timeliness": Kind(
        "From arrival to draft and decision",
        ("step", "contacts", "median_minutes", "p95_minutes", "within_clock_percent"),
        service.timeliness,
    ),
    "quality": Kind(
        "Quality of referrals", ("agency", "contacts", *service.QUALITY), service.quality, tuple(range(1, 7))
    ),
    "quality_trend": Kind(
        "Quality of referrals by month",
        ("agency", "month", "contacts", *service.QUALITY),
        service.quality_trend,
        tuple(range(2, 8)),
    ),
    "worth": Kind("What Postroom is worth", ("measure", "value", "low", "high"), service.worth, ()),
    "annex_a_1": Kind(
        "Annex A, List 1: contacts",
        annex_a.COLUMNS,
        annex_a.annex_a_list_1,
        (),
        about_children=True,
        checked=annex_a.faults,
    ),
}


def report(name: str, period: Period, *, hide_below: int = 0, most: int | None = None) -> Report:
    """The report over the period. `hide_below`: counts from 1 to below it are hidden, as is right where a report leaves the council.

    `most`: of a report about single children no more rows than a page shows. Raises UnknownReport.
    """
    kind = REPORTS.get(name)
    if kind is None:
        raise UnknownReport(f"There is no report “{name}”. There are: {', '.join(REPORTS)}.")
    catch_up()
    rows = annex_a.annex_a_list_1(period, most) if kind.about_children else kind.rows(period)
    total = period.total()
    queries = Counter(fault for row in rows for fault in kind.checked(row)) if kind.checked else Counter[str]()
    return Report(
        name,
        kind.title,
        period,
        kind.columns,
        tuple(tuple(row) for row in _hidden(rows, kind, hide_below)),
        None if 0 < total < hide_below else total,
        tuple(sorted(queries.items())),
    )


def _hidden(rows: list[list[object]], kind: Kind, below: int) -> list[list[object]]:
    """With the counts that must not leave the council hidden, and with them all else that is worked out in their rows."""
    cells = hidden_cells(rows, kind.counted, kind.sums, below)
    touched = {at for at, _ in cells}
    worked_out = [column for column in range(1, len(kind.columns)) if column not in kind.counted]
    return [
        [
            HIDDEN
            if (at, column) in cells
            else None
            if at in touched and column in worked_out and not isinstance(value, str)
            else value
            for column, value in enumerate(row)
        ]
        for at, row in enumerate(rows)
    ]
