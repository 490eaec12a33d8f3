"""Telephone numbers to E.164. Ofcom's ranges for drama are taken as valid: they are what tests and training use."""

from __future__ import annotations

import re
from dataclasses import dataclass

import phonenumbers

from extractors.values.found import Found, ValueContext
from extractors.values.outcome import Outcome, Outcomes, unreadable
from postroom import doubts
from postroom.doubts import Doubt

DRAMA = re.compile(
    r"\+44(?:7700900\d{3}|1632960\d{3}|2079460\d{3}|1134960\d{3}|1144960\d{3}|1154960\d{3}|1164960\d{3}|1174960\d{3}|1184960\d{3}|1214960\d{3}|1314960\d{3}|1414960\d{3}|1514960\d{3}|1614960\d{3}|1914980\d{3}|2890180\d{3}|2920180\d{3}|8081570\d{3}|9098790\d{3}|3069990\d{3})"
)
SHORTEST = 9
"""Digits without the leading 0; less is a date or an extension."""

NATIONAL_PREFIX_IN_BRACKETS = re.compile(r"\(0\)\s*")
NOISE = re.compile(
    r"\b(?:tel(?:ephone)?|phone|mob(?:ile)?|home|work|ext|no|number|landline|cell|contact|t|m|h|w)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as written and as E.164."""

    raw: str
    e164: str
    doubt: Doubt | None = None


def find_phones(text: str) -> list[Phone]:
    """All numbers of a text in their order. A number that no network uses is doubted."""
    flat = NATIONAL_PREFIX_IN_BRACKETS.sub(
        lambda m: " " * len(m.group()) if "+" in text[: m.start()][-8:] else m.group(), text
    )
    found = phonenumbers.PhoneNumberMatcher(flat.replace("\n", " "), "GB", leniency=phonenumbers.Leniency.POSSIBLE)
    long_enough = (match for match in found if len(str(match.number.national_number)) >= SHORTEST)
    return [_phone(text[match.start : match.end], match.number) for match in long_enough]


def phone(text: str, found: Found, context: ValueContext) -> Outcomes:
    """A telephone box. Two numbers: the first is proposed."""
    phones = find_phones(text)
    if not phones:
        return {"phone": unreadable("no telephone number can be read here")}
    first = phones[0]
    rest = NOISE.sub("", text.replace(first.raw, " ")).strip(" \n.,:;()/-")
    several = doubts.SEVERAL_NUMBERS if len(phones) > 1 else None
    beside = doubts.WRITTEN_BESIDE if rest else None
    return {"phone": Outcome(first.e164, first.doubt or several or beside)}


def _phone(raw: str, number: phonenumbers.PhoneNumber) -> Phone:
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    real = phonenumbers.is_valid_number(number) or DRAMA.fullmatch(e164) is not None
    return Phone(raw, e164, None if real else doubts.NUMBER_NOT_IN_USE)
