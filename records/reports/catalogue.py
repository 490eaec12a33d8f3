"""Every report by name: its title, its columns, what its total counts, and how its rows are made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from records.reports import annex_a, counts, service
from records.reports.period import Period
from records.store.figures import catch_up

HIDDEN = "fewer than {}"


class UnknownReport(ValueError):
    """There is no report of that name. The message names those that there are."""


@dataclass(frozen=True, slots=True)
class Kind:
    """`of`: what the rows count. `counted`: columns that hold counts, so that small ones can be hidden. `about_children`: rows tell of one child."""

    title: str
    columns: tuple[str, ...]
    rows: Callable[[Period], list[list[object]]]
    counted: tuple[int, ...] = (1,)
    about_children: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it was asked for. `total`: children's contacts of the period, the same in each report of it."""

    name: str
    title: str
    period: Period
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    total: int

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
    ),
    "timeliness": Kind(
        "From arrival to draft and decision",
        ("step", "contacts", "median_minutes", "p95_minutes", "within_clock_percent"),
        service.timeliness,
    ),
    "quality": Kind(
        "Quality of referrals", ("agency", "contacts", *service.QUALITY), service.quality, tuple(range(1, 7))
    ),
    "worth": Kind("What Postroom is worth", ("measure", "value", "low", "high"), service.worth, ()),
    "annex_a_1": Kind("Annex A, List 1: contacts", annex_a.COLUMNS, annex_a.annex_a_list_1, (), about_children=True),
}


def report(name: str, period: Period, *, hide_below: int = 0) -> Report:
    """The report over the period. `hide_below`: counts from 1 to below it are hidden, as is right where a report leaves the council.

    Raises UnknownReport.
    """
    kind = REPORTS.get(name)
    if kind is None:
        raise UnknownReport(f"There is no report “{name}”. There are: {', '.join(REPORTS)}.")
    catch_up()
    rows = [tuple(_hidden(row, kind, hide_below)) for row in kind.rows(period)]
    return Report(name, kind.title, period, kind.columns, tuple(rows), period.children().count())


def _hidden(row: list[object], kind: Kind, below: int) -> list[object]:
    """Counts that are too small, and with them every share of the row: it would give them away."""
    small = [at for at in kind.counted if isinstance(row[at], int) and 0 < int(str(row[at])) < below]
    shares = [at for at, column in enumerate(kind.columns) if column.endswith("percent")] if small else []
    shown: dict[int, object] = {**dict.fromkeys(shares, None), **dict.fromkeys(small, HIDDEN.format(below))}
    return [shown.get(at, value) for at, value in enumerate(row)]
