"""Dates and moments as records and systems write them: read, or not read at all. Pure."""

from __future__ import annotations

import re
from datetime import date, datetime

LIKE_A_DATE = re.compile(r"\d{1,4}([-/. ])\d{1,2}\1\d{1,4}(\D.*)?")
DATE_FORMAT = "%d/%m/%Y"
READABLE_DATES = (
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%d-%m-%Y",
    "%d.%m.%Y",
    "%d %B %Y",
    "%d %b %Y",
    "%d-%b-%Y",
    "%d/%b/%Y",
    "%d-%b-%y",
    "%a %d %b %Y",
    "%A %d %B %Y",
    "%B %d, %Y",
    "%b %d, %Y",
    "%d/%m/%y",
)


def read_moment(text: str) -> datetime | None:
    """A date or a date and time as records write them (ISO 8601), else None."""
    try:
        return datetime.fromisoformat(text.strip()) if len(text.strip()) >= 10 else None
    except ValueError:
        return None


def read_date(text: str) -> date | None:
    """A full date in any of the ways in which systems print one, day before month; None for anything else."""
    squashed = re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", " ".join(text.split()))
    for layout in READABLE_DATES:
        try:
            return datetime.strptime(squashed, layout).date()
        except ValueError:
            continue
    moment = read_moment(text)
    return moment.date() if moment else None


def ways_of_writing(text: str) -> list[str]:
    """A date or a moment in the ways in which lists print its day, with and without leading zeros; anything else as it is."""
    moment = read_moment(text)
    if moment is None:
        return [text]
    full = [moment.strftime(layout) for layout in READABLE_DATES if layout[1] not in "aA"]
    return list(dict.fromkeys([text, *full, *(re.sub(r"\b0(?=\d\b)", "", one) for one in full)]))


def why_no_date(text: str) -> str:
    """What is wrong with words that are no date: written like one, and there is no such day (31 November); or not a full one."""
    if LIKE_A_DATE.fullmatch(text.strip()):
        return "the value is written like a date, and there is no such day"
    return "the value is not a full date"
