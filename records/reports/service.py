"""How well it is done: time against the clock, quality of what agencies send, and what Postroom is worth."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Q, Sum

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
    rows: list[Row] = []
    for step, column in (("to draft", "drafted_after_s"), ("to decision", "decided_after_s")):
        done = period.children().exclude(**{f"contact__{column}": None})
        seconds = sorted(done.values_list(f"contact__{column}", flat=True))
        in_time = (
            done.filter(contact__in_time=True).count() if column == "decided_after_s" else _drafted_in_time(period)
        )
        rows.append(
            [step, len(seconds), _minutes(seconds, 0.5), _minutes(seconds, 0.95), _share(in_time, len(seconds))]
        )
    return rows


def _drafted_in_time(period: Period) -> int:
    """Children whose draft stood before the decision was due."""
    done = period.children().exclude(contact__drafted_after_s=None)
    times = done.values_list("contact__drafted_after_s", "contact__contact__received_at", "contact__contact__due_at")
    return sum((after or 0) <= (due - received).total_seconds() for after, received, due in times)


def _minutes(seconds: Sequence[int], share: float) -> float | None:
    """The value below which `share` of the cases lie, by nearest rank."""
    if not seconds:
        return None
    rank = max(0, -(-int(share * 100) * len(seconds) // 100) - 1)
    return round(seconds[rank] / MINUTE, 1)


def quality(period: Period) -> list[Row]:
    """What is missing in what each agency sends, most contacts first."""
    lacks: dict[int | None, Counter[str]] = defaultdict(Counter)
    rows = period.children().values_list(
        "contact__agency",
        "contact__has_consent",
        "has_date_of_birth",
        "has_address",
        "contact__known_form",
        "contact__late_after_call",
    )
    for agency, consent, born, address, form, late in rows:
        said = lacks[agency]
        said["contacts"] += 1
        for name, lacking in zip(QUALITY, (not consent, not born, not address, not form, late), strict=True):
            said[name] += lacking
    names = {
        each.pk: vault.shown(each, "name_sealed")
        for each in Agency.objects.filter(pk__in=[key for key in lacks if key])
    }
    in_order = sorted(lacks.items(), key=lambda each: (-each[1]["contacts"], names.get(each[0] or 0, "")))
    return [
        [names.get(key or 0, NOT_NAMED), said["contacts"], *(said[name] for name in QUALITY)] for key, said in in_order
    ]


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
