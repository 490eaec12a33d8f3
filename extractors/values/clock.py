"""When an incident began and ended: one date and one or two times, or two of each, in police and in office style.

Times are local time in the United Kingdom and are never converted.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from extractors.values.dates import FoundDate, find_dates
from extractors.values.found import Found, ValueContext
from extractors.values.outcome import Outcome, Outcomes, unreadable
from postroom import doubts
from postroom.doubts import Doubt

TIME = re.compile(
    r"(?<![\d/:.])(?:(?P<hour>[01]?\d|2[0-4])[:.](?P<minute>[0-5]\d)(?:[:.][0-5]\d)?|(?P<four>(?:[01]\d|2[0-4])[0-5]\d)(?=\D|$)|(?P<only>1[0-2]|0?[1-9])(?=\s*[ap]\.?m))"
    r"\s*(?P<half>[ap]\.?m\b\.?)?(?:\s*(?:hrs|hours|hr|h)\b)?(?![\d/])",
    re.IGNORECASE,
)
WORDED = ((re.compile(r"\bmidnight\b", re.I), "00:00"), (re.compile(r"\b(?:noon|midday)\b", re.I), "12:00"))
BETWEEN = re.compile(
    r"\b(?:from|to|until|till|between|and|at|on|the|of|hrs?|hours|h|gmt|bst|(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?)\b",
    re.IGNORECASE,
)
LONGEST = timedelta(days=62)
"""A longer incident is a misreading, or needs a person anyway."""


def when(text: str, found: Found, context: ValueContext) -> Outcomes:
    """From and to in one box: "02/11/2026 0706-0822hrs". An end before the start is on the next day."""
    days, times = _days_and_times(text, context)
    if not days:
        return {"start": unreadable("no full date can be read here")}
    if not times:
        return {"start": unreadable("a date is stated without a time")}
    if len(days) > 2 or len(times) > 2:
        return {"start": unreadable("more than two dates or times are written here")}
    doubt = next((one.doubt for one in days if one.doubt), None) or _inexact(text) or _beside(text, days)
    start = datetime.combine(_day(days[0]), times[0])
    if len(times) == 1:
        return {"start": _moment(start, doubt or (doubts.TWO_DATES_ONE_TIME if len(days) > 1 else None))}
    return _from_to(start, datetime.combine(_day(days[-1]), times[1]), crosses=len(days) == 1, doubt=doubt)


def start(text: str, found: Found, context: ValueContext) -> Outcomes:
    """The box for the start; some writers put the end into it too."""
    return when(text, found, context)


def end(text: str, found: Found, context: ValueContext) -> Outcomes:
    """The box for the end: one date and one time. A time alone needs the start's date, which the whole contact settles."""
    outcomes = when(text, found, context)
    if "end" in outcomes:
        return {"end": unreadable("more than one time is written here")}
    times = _days_and_times(text, context)[1]
    if outcomes["start"].status is not None and len(times) == 1:
        return {"end": Outcome(times[0].strftime("%H:%M"), doubts.TIME_ONLY, refers=True)}
    return {"end": outcomes["start"]}


def _beside(text: str, days: list[FoundDate]) -> Doubt | None:
    """Anything but dates, times and the small words between them."""
    for one in reversed(days):
        text = text[: one.start] + " " + text[one.end :]
    left = BETWEEN.sub("", TIME.sub(" ", text))
    return doubts.WRITTEN_BESIDE if re.search(r"\w", left) else None


def _from_to(begin: datetime, finish: datetime, *, crosses: bool, doubt: Doubt | None) -> Outcomes:
    if finish < begin and crosses:
        finish += timedelta(days=1)
    if finish < begin or finish - begin > LONGEST:
        doubt = doubt or doubts.CONTRADICTION.about(words="the end is before the start")
    return {"start": _moment(begin, doubt), "end": _moment(finish, doubt)}


def _moment(moment: datetime, doubt: Doubt | None) -> Outcome:
    return Outcome(moment.strftime("%Y-%m-%dT%H:%M"), doubt)


def _days_and_times(text: str, context: ValueContext) -> tuple[list[FoundDate], list[time]]:
    """Dates first; the times are looked for in what is left, so that a year is never read as a time."""
    for pattern, clock in WORDED:
        text = pattern.sub(clock, text)
    days = find_dates(text, context, whole_only=True)
    rest = text
    for one in days:
        rest = rest[: one.start] + " " * (one.end - one.start) + rest[one.end :]
    return days, [moment for moment in map(_time, TIME.finditer(rest)) if moment is not None]


def _time(match: re.Match[str]) -> time | None:
    if match["four"]:
        hour, minute = int(match["four"][:2]), int(match["four"][2:])
    else:
        hour, minute = int(match["hour"] or match["only"]), int(match["minute"] or 0)
    half = (match["half"] or "").lower()
    if half and hour > 12:
        return None
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return time(hour, minute) if hour < 24 else None


def _inexact(text: str) -> Doubt | None:
    inexact = re.search(r"\b(?:approx\w*|circa|about|around|midnight)\b|~", text, re.I)
    return doubts.INEXACT_TIME if inexact else None


def _day(one: FoundDate) -> date:
    whole = one.whole
    assert whole is not None  # noqa: S101  # find_dates was asked for whole dates only
    return whole
