"""Dates in every style that reports and forms use. A partial date stays partial: no day or year is ever made up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from extractors.values.found import DateOrder, ValueContext
from extractors.values.vocabulary import words
from postroom import doubts
from postroom.doubts import Doubt

AMBIGUOUS = doubts.DAY_OR_MONTH
SWAPPED = doubts.MONTH_FIRST


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: `start` and `end` are offsets. `day` or `month` None: the text does not state them."""

    year: int
    month: int | None
    day: int | None
    start: int
    end: int
    doubt: Doubt | None = None

    @property
    def whole(self) -> date | None:
        """The calendar day, if all of it is stated."""
        return date(self.year, self.month, self.day) if self.month and self.day else None


@cache
def _months() -> dict[str, int]:
    return {name: number for number, names in words("dates")["months"].items() for name in names}


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Styles in the order in which they are tried; a stretch of text is read once."""
    month = "|".join(sorted(_months(), key=len, reverse=True))
    day = r"(?P<day>\d{1,2})\s*(?:st|nd|rd|th)?"
    year = r"(?P<year>(?:19|20)\d\d|'?\d\d)(?!\d)"
    unsure = r"(?:\?{1,2}|x{1,2}|-{1,2}|_{1,2}|\*{1,2})"
    styles = (
        r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)",
        rf"(?<![\d/.\-])(?P<first>\d{{1,2}})\s?[/.\-]\s?(?P<second>\d{{1,2}})\s?[/.\-]\s?{year}",
        r"(?<![\d/.\-])(?P<first>\d{1,2}) (?P<second>\d{1,2}) (?P<year>(?:19|20)?\d\d)(?!\d)",
        rf"(?<!\d){day}(?:\s*of)?[\s\-/.,]*(?P<name>{month})\.?[\s\-/.,]*{year}",
        rf"\b(?P<name>{month})\.?\s+{day}\s*,?\s*(?P<year>(?:19|20)\d\d)(?!\d)",
        rf"(?<![\w?]){unsure}\s?[/.\-]\s?(?P<month>\d{{1,2}})\s?[/.\-]\s?{year}",
        rf"(?<![\w?]){unsure}\s?[/.\-]\s?{unsure}\s?[/.\-]\s?(?P<year>(?:19|20)\d\d|'?\d\d)(?!\d)",
        rf"\b(?P<name>{month})\.?[\s\-/,.']*(?P<year>(?:19|20)\d\d|'?\d\d)(?!\d)",
        r"(?<![\d/.\-])(?P<month>0?[1-9]|1[0-2])\s?[/.\-]\s?(?P<year>(?:19|20)\d\d)(?!\d)",
        r"(?<![\d/.\-])(?P<year>(?:19|20)\d\d)(?![\d/.\-])",
    )
    return tuple(re.compile(style, re.IGNORECASE) for style in styles)


def find_dates(text: str, context: ValueContext, *, whole_only: bool = False) -> list[FoundDate]:
    """All dates in the text, in their order. Two-digit years become the last such year not after the reference date."""
    taken: list[FoundDate] = []
    for pattern in _patterns():
        for match in pattern.finditer(text):
            overlaps = any(match.start() < one.end and one.start < match.end() for one in taken)
            found = None if overlaps else _read(match, context)
            if found and (found.whole or not whole_only):
                taken.append(found)
    return sorted(taken, key=lambda one: one.start)


def _read(match: re.Match[str], context: ValueContext) -> FoundDate | None:
    parts = match.groupdict()
    year = _year(parts["year"], context)
    if parts.get("first"):
        return _numeric(match, int(parts["first"]), int(parts["second"]), year, context.date_order)
    month = _months()[parts["name"].lower()] if parts.get("name") else int(parts.get("month") or 0) or None
    day = int(parts["day"]) if parts.get("day") else None
    if not _exists(year, month, day):
        return None
    return FoundDate(year, month, day, match.start(), match.end())


def _numeric(match: re.Match[str], first: int, second: int, year: int, order: DateOrder) -> FoundDate | None:
    """Two numbers and a year: read in the form's order, doubted where that is not established or does not fit."""
    day, month = (second, first) if order is DateOrder.MONTH_FIRST else (first, second)
    doubt = None
    if not _exists(year, month, day):
        day, month, doubt = month, day, SWAPPED
    elif order is DateOrder.UNKNOWN and day != month and _exists(year, day, month):
        doubt = AMBIGUOUS
    if not _exists(year, month, day):
        return None
    return FoundDate(year, month, day, match.start(), match.end(), doubt)


def _year(written: str, context: ValueContext) -> int:
    """Two digits: this century up to a year after the reference date, else the last (a birth of '09 or of '88)."""
    digits = written.strip("'")
    if len(digits) == 4:
        return int(digits)
    reference = context.reference_date or date.today()
    this_century = reference.year // 100 * 100 + int(digits)
    return this_century if this_century <= reference.year + 1 else this_century - 100


def _exists(year: int, month: int | None, day: int | None) -> bool:
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return False
    return True
