"""What a person typed for a leaf, turned into the contract's value, or refused with a sentence that says what to type."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any

import phonenumbers

from postroom.identifiers import nhs_number_is_valid, postcode_is_valid, upn_is_valid
from web.codes import names
from web.leaves import About, Kind

LONGEST = 20_000
SHORT = 500
OLDEST_YEAR = 1900


class Refused(ValueError):
    """What was typed cannot be this leaf's value. The message is shown beside the box."""


def answer(leaf: About, posted: Mapping[str, str]) -> Any:
    """The value to store. Raises Refused. `empty` in what was posted says that the post does not give this value."""
    if posted.get("empty"):
        return None
    if leaf.kind in {Kind.DATE, Kind.DATE_OR_MONTH}:
        return _date(leaf, posted)
    typed = (
        " ".join(posted.get("value", "").split()) if leaf.kind != Kind.LONG_TEXT else posted.get("value", "").strip()
    )
    if not typed:
        raise Refused(f"Enter the {leaf.label.lower()}, or say that the post does not give it")
    if len(typed) > (LONGEST if leaf.kind == Kind.LONG_TEXT else SHORT):
        raise Refused(f"The {leaf.label.lower()} is too long")
    return READERS.get(leaf.kind, _text)(leaf, typed)


def _text(_leaf: About, typed: str) -> str:
    return typed


def _code(leaf: About, typed: str) -> str:
    if typed not in names(leaf.codes):
        raise Refused(f"Choose the {leaf.label.lower()} from the list")
    return typed


def _true_false(leaf: About, typed: str) -> bool:
    if typed not in {"yes", "no"}:
        raise Refused(f"{leaf.label}: choose yes or no")
    return typed == "yes"


def _number(leaf: About, typed: str) -> int:
    if not re.fullmatch(r"\d{1,3}", typed):
        raise Refused(f"{leaf.label} must be a whole number of years")
    return int(typed)


def _names(_leaf: About, typed: str) -> list[str]:
    return [part.strip() for part in typed.split(";") if part.strip()]


def _phone(_leaf: About, typed: str) -> str:
    try:
        number = phonenumbers.parse(typed, "GB")
    except phonenumbers.NumberParseException as error:
        raise Refused("Enter a phone number, like 020 7946 0018") from error
    if not phonenumbers.is_possible_number(number):
        raise Refused("Enter a phone number with all its digits, like 020 7946 0018")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _nhs_number(_leaf: About, typed: str) -> str:
    digits = re.sub(r"[\s-]", "", typed)
    if not nhs_number_is_valid(digits):
        raise Refused("That is not an NHS number: it must have 10 digits, and the last must fit the others")
    return digits


def _upn(_leaf: About, typed: str) -> str:
    upn = typed.replace(" ", "").upper()
    if not upn_is_valid(upn):
        raise Refused(
            "That is not a unique pupil number: it must have 13 characters, and the first must fit the others"
        )
    return upn


def _postcode(_leaf: About, typed: str) -> str:
    tight = typed.replace(" ", "").upper()
    postcode = f"{tight[:-3]} {tight[-3:]}"
    if not postcode_is_valid(postcode):
        raise Refused("Enter a full UK postcode, like UB8 1UW")
    return postcode


def _moment(leaf: About, typed: str) -> str:
    for form in ("%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M"):
        try:
            return dt.datetime.strptime(typed, form).strftime("%Y-%m-%dT%H:%M")  # local time by contract
        except ValueError:
            continue
    raise Refused(f"{leaf.label} must be a day and a time, like 20/11/2026 22:15")


READERS: dict[Kind, Callable[[About, str], Any]] = {
    Kind.CODE: _code,
    Kind.TRUE_FALSE: _true_false,
    Kind.NUMBER: _number,
    Kind.NAMES: _names,
    Kind.PHONE: _phone,
    Kind.NHS_NUMBER: _nhs_number,
    Kind.UPN: _upn,
    Kind.POSTCODE: _postcode,
    Kind.MOMENT: _moment,
}


def _date(leaf: About, posted: Mapping[str, str]) -> str:
    day, month, year = (posted.get(part, "").strip() for part in ("day", "month", "year"))
    if not (day or month or year):
        raise Refused(f"Enter the {leaf.label.lower()}, or say that the post does not give it")
    if leaf.kind == Kind.DATE_OR_MONTH and not day and month.isdecimal() and year.isdecimal():
        return _real(leaf, 1, int(month), int(year)).strftime("%Y-%m")
    if not (day.isdecimal() and month.isdecimal() and year.isdecimal()):
        raise Refused(f"{leaf.label} must have a day, a month and a year, in numbers")
    date = _real(leaf, int(day), int(month), int(year))
    if leaf.kind == Kind.DATE and date > dt.date.today():  # the office's own day
        raise Refused(f"{leaf.label} must be in the past")
    return date.isoformat()


def _real(leaf: About, day: int, month: int, year: int) -> dt.date:
    if year < OLDEST_YEAR:
        raise Refused(f"{leaf.label}: write the year with four digits")
    try:
        return dt.date(year, month, day)
    except ValueError as error:
        raise Refused(f"{leaf.label} must be a real date") from error
