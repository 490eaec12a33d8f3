"""Bank holidays in England, from the list that the library carries: nothing is fetched.

The list ends. Beyond its end no day is a bank holiday, so that a decision is due early rather than late; operations are told a year before.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from govuk_bank_holidays.bank_holidays import BankHolidays

TOLD_BEFORE = timedelta(days=365)


@cache
def bank_holidays() -> frozenset[date]:
    known = BankHolidays(use_cached_holidays=True)
    return frozenset(holiday["date"] for holiday in known.get_holidays(division=BankHolidays.ENGLAND_AND_WALES))


def known_until() -> date:
    """The end of the last year of which the holidays are known."""
    return date(max(bank_holidays()).year, 12, 31)


def ends_soon(today: date) -> bool:
    """Whether operations should see to a newer list."""
    return today > known_until() - TOLD_BEFORE
