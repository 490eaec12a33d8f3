"""The clock of a contact: when somebody must have decided. It starts when the mail server received the mail.

Within one working day a social worker should acknowledge a referral and decide (Working Together to Safeguard Children);
the police grade (BRAG) may ask for less. The hours for each grade are the council's own: they are settings.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
SATURDAY = 5


def is_working_day(day: date, bank_holidays: Set[date]) -> bool:
    """Monday to Friday, bank holidays in England left out."""
    return day.weekday() < SATURDAY and day not in bank_holidays


def next_working_day(day: date, bank_holidays: Set[date]) -> date:
    """The first working day after `day`."""
    following = day + timedelta(days=1)
    while not is_working_day(following, bank_holidays):
        following += timedelta(days=1)
    return following


def one_working_day_after(received: datetime, bank_holidays: Set[date]) -> datetime:
    """The same time of day on the next working day; what comes on a day off counts from the start of the next.

    Wall-clock time in London, so that the night on which the clocks change does not move the hour.
    """
    local = received.astimezone(LONDON)
    if is_working_day(local.date(), bank_holidays):
        return datetime.combine(next_working_day(local.date(), bank_holidays), local.time(), LONDON)
    start = next_working_day(local.date(), bank_holidays)
    return datetime.combine(next_working_day(start, bank_holidays), time.min, LONDON)


def due_at(received: datetime, brag: str | None, hours: Mapping[str, int], bank_holidays: Set[date]) -> datetime:
    """When the decision is due: the grade's hours where it has any, never later than one working day.

    `hours` counts elapsed hours by grade: a red report at night does not wait for the office to open.
    """
    latest = one_working_day_after(received, bank_holidays)
    if brag is None or brag not in hours:
        return latest
    by_grade = received.astimezone(UTC) + timedelta(hours=hours[brag])
    return min(latest, by_grade).astimezone(LONDON)
