"""Forms on headed paper: no box asks for the organisation, and its name stands over the form's. Always to be checked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from extractors.page import Sheet
from extractors.values import Found, ValueContext, interpret
from extractors.values.vocabulary import words
from postroom import doubts
from postroom.contact import Contact

HEAD = 4  # lines
LONGEST = 9  # words of an organisation's name
BRACKETS = re.compile(r"\s*\([^()]*\)")
PARTS = re.compile(r"\s+[-–—|]\s+|:\s+|\s{3,}")


def with_letterhead(contact: Contact, report: Sequence[Sheet], context: ValueContext) -> Contact:
    """The contact with the organisation on the paper's head, where the form itself names none."""
    if contact.referrer.organisation is not None:
        return contact
    name = next(_names(report[0]), None)
    if name is None:
        return contact
    found = Found(text=name, page=report[0].number)
    leaf = interpret("referrer.organisation", found, context)["organisation"]
    seen = leaf.doubted(doubts.LETTERHEAD_ONLY)
    return replace(contact, referrer=replace(contact.referrer, organisation=seen))


def _names(sheet: Sheet) -> Iterator[str]:
    """What names an organisation on the first lines, and is neither the form's name nor the council that it is sent to."""
    for line in (*sheet.margins, *sheet.lines[:HEAD]):
        for part in PARTS.split(BRACKETS.sub("", line.text)):
            if len(part.split()) <= LONGEST and _named().search(part) and not _other().search(part):
                yield part.strip(" ,;")


@cache
def _named() -> re.Pattern[str]:
    return re.compile(words("prose")["letterheads"], re.IGNORECASE)


@cache
def _other() -> re.Pattern[str]:
    return re.compile(words("prose")["no_letterheads"], re.IGNORECASE)
