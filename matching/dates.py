"""How two dates of birth go together."""

from __future__ import annotations

from datetime import date
from enum import IntEnum

from matching.standard import Standard

CONVENTION_DAYS = 135  # an estimate that names a month may be some months off
CONVENTION_YEARS = 2  # one that names a year only (1 January) may be two years off
BIRTH_AROUND_DAYS = 45  # a child is born within six weeks of the expected date; a few days for reports that are late


class DateFit(IntEnum):
    """From no to yes."""

    DIFFERENT = 0
    UNKNOWN = 1
    ESTIMATED = 2  # one side is an estimate or an age, and they fit
    ONE_PART = 3  # month or year is another one altogether, the rest is the same; or an estimate two years off
    OTHER_DAY = 4  # the day is another one altogether, of the same month and year
    SLIP = 5  # day, month or year differs by one digit, by one, or by two digits exchanged
    EXCHANGED = 6  # day and month exchanged
    SAME = 7


def date_fit(said: Standard, held: Standard, age: int | None, today: str) -> DateFit:
    """`age` in whole years holds on `today`; it is looked at when the report has no date of birth."""
    one, other = said.date_of_birth, held.date_of_birth
    if not other or (not one and age is None):
        return DateFit.UNKNOWN
    if not one:
        return DateFit.ESTIMATED if age is not None and age_fits(age, held, today) else DateFit.DIFFERENT
    if one == other:  # two estimates are alike by convention
        return DateFit.ESTIMATED if said.estimated and held.estimated else DateFit.SAME
    if one[:4] == other[:4] and (one[5:7], one[8:]) == (other[8:], other[5:7]):
        return DateFit.EXCHANGED
    parts = sum((one[:4] == other[:4], one[5:7] == other[5:7], one[8:] == other[8:]))
    estimated = said.estimated or held.estimated
    if estimated and estimate_fits(one, other):
        return DateFit.ESTIMATED if abs(int(one[:4]) - int(other[:4])) <= 1 else DateFit.ONE_PART
    if parts == 2 and not estimated:
        in_the_month = DateFit.OTHER_DAY if one[:7] == other[:7] else DateFit.ONE_PART
        return DateFit.SLIP if is_slip(one, other) else in_the_month
    return DateFit.DIFFERENT


def is_slip(one: str, other: str) -> bool:
    """Whether two dates that differ in one part differ by a slip of the pen: 21 and 27, 2019 and 2020, 12 and 21."""
    differing = [(a, b) for a, b in zip(one.split("-"), other.split("-"), strict=True) if a != b]
    return all(
        sum(x != y for x, y in zip(a, b, strict=True)) == 1 or abs(int(a) - int(b)) == 1 or sorted(a) == sorted(b)
        for a, b in differing
    )


def age_fits(age: int, held: Standard, today: str) -> bool:
    """An age is often said a year wrong; an estimated date of birth allows one year more."""
    born = held.date_of_birth
    then = int(today[:4]) - int(born[:4]) - (today[5:] < born[5:])
    return abs(then - age) <= (2 if held.estimated else 1)


def estimate_fits(one: str, other: str) -> bool:
    if "01-01" in (one[5:], other[5:]):
        return abs(int(one[:4]) - int(other[:4])) <= CONVENTION_YEARS
    return days_between(one, other) <= CONVENTION_DAYS


def days_between(one: str, other: str) -> int:
    """Days between two dates; a date without a day counts as the 15th; a date that does not exist as far away."""
    try:
        return abs((date.fromisoformat(whole(one)) - date.fromisoformat(whole(other))).days)
    except ValueError:
        return 100_000


def whole(text: str) -> str:
    return text if len(text) == 10 else f"{text[:7]}-15"


def birth_fits(expected: str, born: str) -> bool:
    """Whether a child born then is the one that was expected (reality 6: within six weeks)."""
    around = BIRTH_AROUND_DAYS + (15 if len(expected) == 7 else 0)
    return bool(expected) and bool(born) and days_between(expected, born) <= around


def expectations_fit(one: str, other: str) -> bool:
    """Whether two expected dates speak of one pregnancy."""
    around = BIRTH_AROUND_DAYS + 15 * ((len(one) == 7) + (len(other) == 7))
    return bool(one) and bool(other) and days_between(one, other) <= around
