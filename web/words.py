"""Dates, spans and numbers as people say them. London time; the database keeps UTC."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

MINUTE_S, HOUR_S, DAY_S = 60, 3600, 86400


def when(moment: dt.datetime | None) -> str:
    """`today 14:02`, `yesterday 09:30`, `Fri 20 Nov 16:45`; with the year where it is not this one."""
    if moment is None:
        return "never"
    local, today = timezone.localtime(moment), timezone.localdate()
    match (today - local.date()).days:
        case 0:
            return f"today {local:%H:%M}"
        case 1:
            return f"yesterday {local:%H:%M}"
        case -1:
            return f"tomorrow {local:%H:%M}"
    return f"{local:%a} {local.day} {local:%b %H:%M}" if local.year == today.year else f"{day(local)} {local:%H:%M}"


def day(date: dt.date) -> str:
    """`20 Nov 2026`."""
    return f"{date.day} {date:%b %Y}"


def day_of(moment: dt.datetime) -> str:
    """`today`, else `Friday 20 November 2026`: local time."""
    local = timezone.localtime(moment).date()
    return "today" if local == timezone.localdate() else long_day(local)


def long_day(date: dt.date) -> str:
    """`Friday 20 November 2026`."""
    return f"{date:%A} {date.day} {date:%B %Y}"


def span(seconds: float) -> str:
    """`40 seconds`, `2 minutes`, `3 hours 10 minutes`, `4 days`: two parts at most, rounded down."""
    whole = max(0, int(seconds))
    if whole < MINUTE_S:
        return count(whole, "second")
    if whole < HOUR_S:
        return count(whole // MINUTE_S, "minute")
    if whole < 2 * DAY_S:
        hours, minutes = divmod(whole // MINUTE_S, 60)
        return count(hours, "hour") + (f" {count(minutes, 'minute')}" if minutes else "")
    return count(whole // DAY_S, "day")


def ago(moment: dt.datetime | None) -> str:
    """`2 minutes ago`."""
    if moment is None:
        return "never"
    return f"{span_since(moment)} ago"


def span_since(moment: dt.datetime) -> str:
    """`12 minutes`, from then to now."""
    return span((timezone.now() - moment).total_seconds())


def count(number: int, one: str, several: str | None = None) -> str:
    """`1 child`, `2 children`, `no points`."""
    noun = one if number == 1 else (several or f"{one}s")
    return f"{number or 'no'} {noun}"


def sentence(text: str | None) -> str:
    """A first capital and a full stop, so that reasons from anywhere read alike."""
    if not text:
        return ""
    text = text.strip()
    return text[0].upper() + text[1:] + ("" if text[-1] in ".?!:" else ".")
