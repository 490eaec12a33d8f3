"""When a child was or will be born: date of birth, age, estimated, unborn with an expected date. Boxes mix all of these."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from extractors.values.dates import FoundDate, find_dates
from extractors.values.digits import MISREAD_DIGITS
from extractors.values.found import Found, ValueContext
from extractors.values.outcome import Outcome, Outcomes, absent, unreadable
from extractors.values.vocabulary import either
from postroom import doubts
from postroom.doubts import Doubt

OLDEST = 120
"""Years: an age above it is a misreading."""

IF_UNBORN = re.compile(r"\(?\s*if (?:the )?(?:child |baby )?(?:is )?un-?born\s*\)?", re.IGNORECASE)
AGE_BEFORE = re.compile(r"^\s*(\d{1,2})\s*/\s+(\d{1,2}[/.]\d{1,2}[/.]\d{2,4})\s*$")  # "15 / 22/04/2011"
LIKE_A_DATE = re.compile(r"(?<!\w)[\dOoIlSZB|]{1,2}\s?[/.\-]\s?[\dOoIlSZB|]{1,2}\s?[/.\-]\s?[\dOoIlSZB|]{2,4}(?!\w)")
NOISE = re.compile(
    r"[\s.,;:()\[\]/\-–~?]+|\b(?:dob|d\.o\.b|born|date of birth|aged?|at|the|of|old|in|is|has|on|mid|early|late|year|yr)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Age:
    """Whole years. `doubt`: the text gives a range or is unsure of itself."""

    years: int
    start: int
    end: int
    doubt: Doubt | None = None


@cache
def _age_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    years, months, weeks = (either("dates", group) for group in ("years", "months_old", "weeks_old"))
    return (
        ("newborn", re.compile(rf"\b(?:{either('dates', 'newborn')})\b", re.I)),
        (
            "both",
            re.compile(
                rf"(?<![\d/])(?P<n>\d{{1,2}})\s*(?:{years})\.?\s*(?:and|,|&)?\s*\d{{1,2}}\s*(?:{months})\b", re.I
            ),
        ),
        ("months", re.compile(rf"(?<![\d/])(?P<n>\d{{1,2}})(?:\s*[-/]\s*\d{{1,2}})?\s*-?(?:{months})\b(?!/)", re.I)),
        ("weeks", re.compile(rf"(?<![\d/])(?P<n>\d{{1,3}})\s*-?(?:{weeks})\b", re.I)),
        (
            "range",
            re.compile(
                rf"(?<![\d/])(?P<n>\d{{1,3}})\s*(?:/|-|–|to|or)\s*(?P<m>\d{{1,3}})(?![\d/])\s*(?:{years})?", re.I
            ),
        ),
        ("years", re.compile(rf"(?<![\d/])(?P<n>\d{{1,3}})\s*-?\s*(?:{years})?(?![\d/])", re.I)),
    )


def find_age(text: str) -> Age | None:
    """The age that a text states: "9", "9 yrs", "14/15", "8 months" (0 whole years), "newborn". None where there is none."""
    for style, pattern in _age_patterns():
        match = pattern.search(text)
        if match:
            return _age(style, match)
    return None


def _age(style: str, match: re.Match[str]) -> Age | None:
    number = int(match.groupdict().get("n") or 0)
    years = {"newborn": 0, "months": number // 12, "weeks": 0}.get(style, number)
    if years > OLDEST:
        return None
    other = match.groupdict().get("m")
    doubt = doubts.AGE_RANGE.about(low=number, high=other) if other and int(other) != number else None
    return Age(years, match.start(), match.end(), doubt)


def birth(text: str, found: Found, context: ValueContext) -> Outcomes:
    """A box for a date of birth. May also hold an age, an estimate, an expected delivery date, or "unborn"."""
    text = AGE_BEFORE.sub(r"\2 (\1)", IF_UNBORN.sub(" ", text))
    if _says_due(text) or _says_unborn(text):
        return unborn(text, found, context)
    dates = find_dates(text, context)
    if len([one for one in dates if one.whole]) > 1:
        return {"date_of_birth": unreadable("more than one date is written here")}
    if dates and dates[0].whole:
        return _from_date(text, dates[0])
    mended = _mended(text, context)
    return mended or (_from_date(text, dates[0]) if dates else _from_age(text))


def birth_or_due(text: str, found: Found, context: ValueContext) -> Outcomes:
    """A box for a date of birth or an expected delivery date: a day after the report's, or still to come, is the latter."""
    dates = find_dates(text, context)
    reference = context.reference_date or date.today()
    if dates and (dates[0].year, dates[0].month or 0) >= (reference.year, reference.month + 1):
        return unborn(text, found, context)
    if dates and dates[0].whole and dates[0].whole > reference:
        return unborn(text, found, context)
    return birth(text, found, context)


def unborn(text: str, found: Found, context: ValueContext) -> Outcomes:
    """A box for the expected delivery date: a day, or a month. A child with one is not born yet."""
    text = IF_UNBORN.sub(" ", text)
    dates = [one for one in find_dates(text, context) if one.month]
    if len(dates) != 1:
        return _without_day(text, several=bool(dates))
    one = dates[0]
    value = one.whole.isoformat() if one.whole else f"{one.year:04d}-{one.month:02d}"
    doubt = one.doubt or _left_over(text[: one.start] + " " + text[one.end :], "due")
    return {"expected_delivery_date": Outcome(value, doubt), "is_unborn": Outcome(True, doubt)}


def _without_day(text: str, *, several: bool) -> Outcomes:
    """No single date: "unborn" says what the child is, and a label's own words ("(if unborn)") say nothing."""
    if several or not (_says_unborn(text) or _says_due(text) or not re.search(r"\w", text)):
        return {"expected_delivery_date": unreadable("no single date can be read here")}
    outcomes: Outcomes = {"expected_delivery_date": absent("no expected date is stated")}
    return outcomes | ({"is_unborn": Outcome(True, proven=True)} if _says_unborn(text) else {})


def age(text: str, found: Found, context: ValueContext) -> Outcomes:
    """A box for an age: whole years; "approx" says that the date of birth is estimated."""
    one = find_age(text)
    if one is None:
        return {"age_stated": unreadable("no age in years can be read here")}
    rest = text[: one.start] + " " + text[one.end :]
    result = {"age_stated": Outcome(one.years, one.doubt or _left_over(rest, "about"))}
    if _about(rest) or one.doubt:
        result["dob_estimated"] = Outcome(True, one.doubt)
    return result


def _from_date(text: str, one: FoundDate) -> Outcomes:
    rest = text[: one.start] + " " + text[one.end :]
    estimated = _about(rest)
    if one.whole is None:
        return {"date_of_birth": unreadable("only a part of the date is stated"), **_age_beside(rest)}
    left = None if _age_beside(rest) else _left_over(rest, "about")
    result = {"date_of_birth": Outcome(one.whole.isoformat(), one.doubt or left), **_age_beside(rest)}
    if estimated:
        result["dob_estimated"] = Outcome(True)
        result["date_of_birth"] = Outcome(one.whole.isoformat(), doubts.ESTIMATE)
    return result


def _age_beside(rest: str) -> Outcomes:
    """An age that is written beside a date: "03/04/2017 (9)"."""
    one = find_age(rest) if re.search(r"\d", rest) else None
    return {"age_stated": Outcome(one.years, one.doubt)} if one else {}


def _mended(text: str, context: ValueContext) -> Outcomes:
    """Something in the shape of a date that is none: letters read as the digits that they look like, as a suggestion."""
    if not LIKE_A_DATE.search(text) or not re.search(r"\d", text):
        return {}
    dates = find_dates(
        LIKE_A_DATE.sub(lambda match: match.group().translate(MISREAD_DIGITS), text), context, whole_only=True
    )
    if len(dates) != 1 or dates[0].whole is None:
        return {"date_of_birth": unreadable("not a day of the calendar")}
    return {"date_of_birth": Outcome(dates[0].whole.isoformat(), doubts.LETTERS_AS_DIGITS)}


def _from_age(text: str) -> Outcomes:
    """No date at all: an age in the box for the date of birth ("approx 14 yrs"), or something else."""
    stated = age(text, Found(), ValueContext())
    if stated["age_stated"].status is not None:
        return {"date_of_birth": unreadable("no date can be read here")}
    return {"date_of_birth": absent("an age is written instead of a date"), **stated}


def _about(rest: str) -> bool:
    return re.search(rf"(?:(?<!\w)(?:{either('dates', 'about')})(?!\w))", rest, re.I) is not None


def _left_over(rest: str, group: str) -> Doubt | None:
    """What stands beside the value and is none of the words that may: a reason to look."""
    rest = re.sub(
        rf"(?<!\w)(?:{either('dates', group)})(?!\w)|(?<!\w)(?:{either('names', 'unborn')})(?!\w)",
        " ",
        rest,
        flags=re.I,
    )
    left = NOISE.sub("", rest)
    return doubts.WRITTEN_BESIDE if left else None


def _says_due(text: str) -> bool:
    return re.search(r"\b(?:edd|due|expected|e\.d\.d)\b", text, re.I) is not None


def _says_unborn(text: str) -> bool:
    return re.search(r"\b(?:unborn|un-born)\b", text, re.I) is not None
