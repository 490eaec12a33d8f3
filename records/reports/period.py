"""The days that a report is about, both included, in local time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet, Sum

from postroom.figures import week_ending
from records.models import ChildFigure, ContactFigure

EARLIEST, LATEST = date(2000, 1, 1), date(2199, 12, 31)


class WrongPeriod(ValueError):
    """No such period. The message says what to write."""


@dataclass(frozen=True, slots=True)
class Period:
    first: date
    last: date

    @classmethod
    def of(cls, first: str, last: str) -> Period:
        """From two days as YYYY-MM-DD. Raises WrongPeriod."""
        try:
            period = cls(date.fromisoformat(first), date.fromisoformat(last))
        except ValueError as error:
            raise WrongPeriod("Write both days as YYYY-MM-DD, for instance 2026-04-01.") from error
        if period.last < period.first:
            raise WrongPeriod("The period ends before it begins. Swap the two days.")
        if period.first < EARLIEST or period.last > LATEST:
            raise WrongPeriod(f"Reports can be made for the years {EARLIEST.year} to {LATEST.year}.")
        return period

    def contacts(self) -> QuerySet[ContactFigure]:
        """Contacts that count: not repeats, older versions or what was no contact."""
        return ContactFigure.objects.filter(day__range=(self.first, self.last), counted=True)

    def children(self) -> QuerySet[ChildFigure]:
        """One row a child on a contact: what "contacts" means in every report."""
        return ChildFigure.objects.filter(contact__day__range=(self.first, self.last), contact__counted=True)

    def total(self) -> int:
        """Children's contacts that count."""
        return int(self.contacts().aggregate(n=Sum("children", default=0))["n"])

    def months(self) -> Iterator[tuple[int, int]]:
        """(year, month) of every month that the period touches."""
        year, month = self.first.year, self.first.month
        while (year, month) <= (self.last.year, self.last.month):
            yield year, month
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)

    def weeks(self) -> Iterator[date]:
        """The Sundays that end the weeks that the period touches."""
        sunday = week_ending(self.first)
        while sunday <= week_ending(self.last):
            yield sunday
            sunday += timedelta(days=7)
