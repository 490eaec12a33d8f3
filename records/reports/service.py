"""How well it is done: time against the clock, quality of what agencies send, and what Postroom is worth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from postroom.figures import wilson
from records import vault
from records.models import Agency
from records.reports.period import Period

Row = list[object]
NOT_NAMED = "Agency not named"
MINUTE = 60
QUALITY = ("no_consent", "no_date_of_birth", "no_address", "wrong_form", "late_after_call")


def timeliness(period: Period) -> list[Row]:
    """Minutes from arrival. A contact without a draft or a decision yet is not counted in its row."""
    return [
        _step(period, "to draft", "drafted_after_s", "drafted_in_time"),
        _step(period, "to decision", "decided_after_s", "in_time"),
    ]


def _step(period: Period, step: str, after: str, in_time: str) -> Row:
    """Each contact counts as often as it has children."""
    done = period.contacts().exclude(**{after: None}).filter(children__gt=0)
    seconds = sorted(took for took, children in done.values_list(after, "children") for _ in range(children))
    kept = done.filter(**{in_time: True}).aggregate(n=Sum("children", default=0))["n"]
    return [step, len(seconds), _minutes(seconds, 0.5), _minutes(seconds, 0.95), _share(kept, len(seconds))]


def _minutes(seconds: Sequence[int], share: float) -> float | None:
    """The value below which `share` of the cases lie, by nearest rank."""
    if not seconds:
        return None
    rank = max(0, -(-int(share * 100) * len(seconds) // 100) - 1)
    return round(seconds[rank] / MINUTE, 1)


def quality(period: Period) -> list[Row]:
    """What is missing in what each agency sends, most contacts first."""
    said = _lacking(period, "contact__agency")
    names = _names(row["contact__agency"] for row in said)
    rows: list[Row] = [[names[row["contact__agency"]], *_quality_counts(row)] for row in said]
    return sorted(rows, key=lambda row: (-int(str(row[1])), str(row[0])))


def quality_trend(period: Period) -> list[Row]:
    """The same month by month, agency by agency: whether it gets better."""
    said = _lacking(period, "contact__agency", "month", month=TruncMonth("contact__day"))
    names = _names(row["contact__agency"] for row in said)
    rows: list[Row] = [[names[row["contact__agency"]], f"{row['month']:%Y-%m}", *_quality_counts(row)] for row in said]
    return sorted(rows, key=lambda row: (str(row[0]), str(row[1])))


def _lacking(period: Period, *groups: str, **worked_out: Any) -> list[Any]:
    """Counts of what lacks, by the groups."""
    lacking = {
        "no_consent": Q(contact__has_consent=False),
        "no_date_of_birth": Q(has_date_of_birth=False),
        "no_address": Q(has_address=False),
        "wrong_form": Q(contact__known_form=False),
        "late_after_call": Q(contact__late_after_call=True),
    }
    counts = {name: Count("pk", filter=lacks) for name, lacks in lacking.items()}
    children: QuerySet[Any] = period.children().annotate(**worked_out)
    return list(children.values(*groups).annotate(contacts=Count("pk"), **counts).order_by())


def _quality_counts(row: Any) -> Row:
    return [row[name] for name in ("contacts", *QUALITY)]


def _names(keys: Iterable[int | None]) -> dict[int | None, str]:
    agencies = Agency.objects.in_bulk({key for key in keys if key})
    return {None: NOT_NAMED, **{key: vault.shown(each, "name_sealed") for key, each in agencies.items()}}


@dataclass(slots=True)
class _Sums:
    """Of all that was approved in the period."""

    certain: int = 0
    certain_corrected: int = 0
    values: int = 0
    typed_as_read: int = 0
    contacts: int = 0
    proposed: int = 0
    refused: int = 0


def worth(period: Period) -> list[Row]:
    """Shares with their 95 % intervals (Wilson), of contacts that a person approved: they looked, so a value that stands was right to them."""
    sums = _sums(period)
    right = sums.certain - sums.certain_corrected
    rows: list[Row] = [
        _share_row("certain values that the reviewer left as read, %", right, sums.certain),
        _share_row("certain values that were wrong (silent errors), %", sums.certain_corrected, sums.certain),
        _share_row("values typed as read, %", sums.typed_as_read, sums.values),
        _share_row("proposed records that the reviewer refused (false links), %", sums.refused, sums.proposed),
        ["children's contacts approved", sums.contacts, None, None],
    ]
    minutes = settings.ENVIRONMENT.reporting.baseline_minutes
    saved = round(sums.contacts * minutes * (sums.typed_as_read / sums.values), 0) if minutes and sums.values else None
    return [*rows, ["staff minutes saved, by the council's own baseline", saved, None, None]]


def _sums(period: Period) -> _Sums:
    approved = period.contacts().exclude(outcome="")
    totals = approved.aggregate(
        certain=Sum("certain", default=0),
        certain_corrected=Sum("certain_corrected", default=0),
        values=Sum("values", default=0),
        typed_as_read=Sum("typed_as_read", default=0),
    )
    children = (
        period.children()
        .exclude(contact__outcome="")
        .aggregate(
            contacts=Count("pk"),
            proposed=Count("pk", filter=Q(proposed=True)),
            refused=Count("pk", filter=Q(proposal_refused=True)),
        )
    )
    return _Sums(**totals, **children)


def _share_row(measure: str, hits: int, of: int) -> Row:
    low, high = wilson(hits, of)
    return [measure, _share(hits, of), round(100 * low, 2), round(100 * high, 2)]


def _share(hits: int, of: int) -> float | None:
    return round(100 * hits / of, 2) if of else None
