"""Counts of children's contacts by what is known of them. Every entry of the council's list has a row, zeros too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from postroom.figures import AGE_BANDS, EDUCATION, ETHNIC_GROUPS, GROUP_BY_SOURCE, HEALTH, POLICE, week_ending
from records.models import ChildFigure
from records.reports.lists import council_list, named_list
from records.reports.period import Period
from records.store.localities import NOT_KNOWN as LOCALITY_NOT_KNOWN
from records.store.localities import localities

Row = list[object]
NOT_DECIDED = "not decided"
MOST_REPEATS = 5
A_YEAR_BACK = 1
TELEPHONE, EMAIL = "Telephone", "Email"


def by_month(period: Period) -> list[Row]:
    """Each month with the same month of last year; the parts of the first and last month that lie outside the period do not count."""
    now = _by_day(period)
    then = _by_day(Period(_year_before(period.first), _year_before(period.last)))
    rows: list[Row] = []
    for year, month in period.months():
        count = _in_month(now, year, month)
        last_year = _in_month(then, year - A_YEAR_BACK, month)
        rows.append([f"{year}-{month:02}", count, last_year, _change(count, last_year)])
    return rows


def by_outcome(period: Period) -> list[Row]:
    return _listed(_contacts(period, "outcome"), council_list("outcomes"), rest=NOT_DECIDED)


def by_category(period: Period) -> list[Row]:
    return _listed(_contacts(period, "category"), council_list("categories"), rest=NOT_DECIDED)


def by_source(period: Period) -> list[Row]:
    """By DfE referral source, as far as the post or a person names it."""
    sources = named_list("sources")
    counts: Counter[str] = Counter()
    for code, count in _contacts(period, "source").items():
        counts[sources.get(code, NOT_DECIDED)] += count
    return _listed(counts, list(sources.values()), rest=NOT_DECIDED)


def by_channel(period: Period) -> list[Row]:
    return _listed(_contacts(period, "channel"), council_list("channels"), rest=NOT_DECIDED)


def by_ethnicity(period: Period) -> list[Row]:
    return _listed(_counts(period, "ethnic_group"), ETHNIC_GROUPS)


def by_locality(period: Period) -> list[Row]:
    counts = _counts(period, "locality")
    known = localities()
    gone = sorted(set(counts) - set(known))  # localities of an earlier table, still on older contacts
    return _listed(counts, (*gone, *known) if LOCALITY_NOT_KNOWN in known else known)


def by_age_and_gender(period: Period) -> list[Row]:
    counts = {
        (row["age_band"], row["sex"]): row["n"]
        for row in period.children().values("age_band", "sex").annotate(n=Count("pk"))
    }
    rows: list[Row] = []
    for band in AGE_BANDS:
        numbers = [counts.get((band, sex), 0) for sex in ("M", "F", "U")]
        rows.append([band, *numbers, sum(numbers)])
    return rows


def by_repeats(period: Period) -> list[Row]:
    """How many children had how many contacts in the twelve months that end with the period. A child without a record counts once."""
    year = Period(_year_before(period.last), period.last)
    here = Count("pk", filter=Q(contact__day__gte=period.first))
    persons = year.children().exclude(person="").values("person").annotate(n=Count("pk"), here=here).filter(here__gt=0)
    children = Counter(min(count, MOST_REPEATS) for count in persons.values_list("n", flat=True))
    children[1] += period.children().filter(person="").count()
    labels = [str(number) for number in range(1, MOST_REPEATS)] + [f"{MOST_REPEATS} or more"]
    return [[label, children[number]] for number, label in enumerate(labels, 1)]


def by_week(period: Period) -> list[Row]:
    """Weeks end on Sunday. Referrals: contacts that a person sent to statutory social care. Families: contacts as the post has them."""
    named = Q(channel__in=(TELEPHONE, EMAIL))
    columns = {
        "contacts": Q(),
        "referrals": Q(outcome__in=council_list("referral_outcomes")),
        "telephone": Q(channel=TELEPHONE),
        "email": Q(channel=EMAIL),
        "other": ~named,
        **{group: Q(source__startswith=digit) for digit, group in GROUP_BY_SOURCE.items()},
    }
    sums = {f"n_{name}": Sum("children", filter=which, default=0) for name, which in columns.items()}
    weeks: dict[date, Counter[str]] = {sunday: Counter() for sunday in period.weeks()}
    days: QuerySet[Any] = period.contacts().filter(children__gt=0).order_by().values("day")
    found: QuerySet[Any] = days.annotate(n_families=Count("pk"), **sums)
    for row in found:
        weeks[week_ending(row["day"])].update({name: row[f"n_{name}"] for name in (*columns, "families")})
    heads = ("contacts", "families", "referrals", "telephone", "email", "other", POLICE, EDUCATION, HEALTH)
    return [[sunday.isoformat(), *(week[head] for head in heads)] for sunday, week in weeks.items()]


def _contacts(period: Period, column: str) -> Counter[str]:
    """Children's contacts by what is known of the contact."""
    rows = period.contacts().values_list(column).annotate(n=Sum("children"))
    return Counter(dict(rows.order_by()))


def _counts(period: Period, column: str) -> Counter[str]:
    rows: QuerySet[ChildFigure, dict[str, object]] = period.children().values(column).annotate(n=Count("pk"))
    return Counter({str(row[column]): int(str(row["n"])) for row in rows})


def _listed(counts: Counter[str], labels: Iterable[str], *, rest: str = "") -> list[Row]:
    """A row for each label; what is in no list comes last under `rest`."""
    listed = list(labels)
    total = sum(counts.values())
    rows: list[Row] = [[label, counts[label], _percent(counts[label], total)] for label in listed]
    left = total - sum(counts[label] for label in listed)
    return [*rows, [rest, left, _percent(left, total)]] if rest else rows


def _percent(count: int, total: int) -> float:
    return round(100 * count / total, 1) if total else 0.0


def _by_day(period: Period) -> dict[date, int]:
    return dict(period.contacts().values_list("day").annotate(n=Sum("children")).order_by())


def _in_month(by_day: dict[date, int], year: int, month: int) -> int:
    return sum(count for day, count in by_day.items() if (day.year, day.month) == (year, month))


def _change(now: int, then: int) -> float | None:
    return round(100 * (now - then) / then, 1) if then else None


def _year_before(day: date) -> date:
    """The same day a year before; 28 February for the 29th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
