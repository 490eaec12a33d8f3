"""How a box wants dates and times written, and whether what it shows is what was typed, in its own way of writing. Pure."""

from __future__ import annotations

import re
from datetime import date, datetime

from filling.dates import DATE_FORMAT, read_date, read_moment

PART = r"(d{1,2}|m{1,3}|y{4}|y{2})"
DATE_HINT = re.compile(rf"\b{PART}([^\w\s]|\s){PART}\2{PART}\b", re.IGNORECASE)
TIME_HINT = re.compile(r"\bhh?:mm\b", re.IGNORECASE)
SIGNS = {"d": "%d", "m": "%m", "mmm": "%b", "yy": "%y", "yyyy": "%Y"}
NUMBER = re.compile(r"\+?[\d ]+")
LONG_NUMBER = 6  # digits; a shorter one may be two numbers
SPACED_NUMBER = re.compile(r"[+\d\s()\-]+")


def date_format(hint: str) -> str | None:
    """The layout that a box asks for in its placeholder, its label or its description: "mm/dd/yyyy" is %m/%d/%Y."""
    found = DATE_HINT.search(hint)
    if found is None:
        return None
    parts = [found[1].lower(), found[3].lower(), found[4].lower()]
    if {part[0] for part in parts} != {"d", "m", "y"}:
        return None
    return found[2].join(SIGNS.get(part) or SIGNS[part[0]] for part in parts)


def kind_of_words(said: str | None, hint: str, value: str) -> str | None:
    """Whether a plain box takes a date or a time: by the map's word, or by what stands in the box beside a value that fits."""
    if said in {"date", "time"}:
        return said
    if date_format(hint) and read_moment(value):
        return "date"
    return "time" if TIME_HINT.search(hint) and not date_format(hint) and read_time(value) else None


def in_words(kind: str | None, value: str, hint: str) -> str:
    """A date or a time as this box wants it written; anything else as it is."""
    if kind == "date":
        day = read_date(value)
        return day.strftime(date_format(hint) or DATE_FORMAT) if day else value
    moment = read_time(value) if kind == "time" else None
    return moment.strftime("%H:%M") if moment else value


def read_time(value: str) -> datetime | None:
    """The time of a moment, or a time by itself."""
    for layout in ("%H:%M", "%H:%M:%S", "%Y-%m"):
        try:
            return datetime.strptime(value.strip(), layout)
        except ValueError:
            continue
    return read_moment(value)


def formatted(layout: str | None, text: str) -> str:
    """A date or a moment in the map's own layout; anything else as it is."""
    moment = read_moment(text) if layout else None
    return moment.strftime(layout) if moment and layout else text


def read_written(text: str, layout: str | None) -> date | None:
    """A date in the layout of the map or of the box, else in any in which systems print one."""
    if layout:
        try:
            return datetime.strptime(text.strip(), layout).date()
        except ValueError:
            pass
    return read_date(text)


def is_rewritten(wanted: str, held: str) -> bool:
    """Whether a box only wrote it its own way: all in capitals, or a number with blanks, brackets and dashes put in."""
    if held == wanted.upper():
        return True
    if not (NUMBER.fullmatch(wanted) and SPACED_NUMBER.fullmatch(held)):
        return False
    digits = re.sub(r"[^\d+]", "", wanted)
    return len(digits) >= LONG_NUMBER and digits == re.sub(r"[^\d+]", "", held)
