"""Forms that end as letters do: who refers stands under "Yours sincerely", without labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from extractors.page import Sheet
from extractors.post.facts import MailFacts
from extractors.prose.letter import letter_of
from extractors.prose.signature import referrer_of
from extractors.values import ValueContext
from extractors.values.vocabulary import words
from postroom.contact import Contact

LONGEST = 60  # characters of a line that signs off


def signs_off(text: str) -> bool:
    """Whether a line ends a letter: what stands under it is who wrote it."""
    return len(text) < LONGEST and _closing().match(text) is not None


def with_signature(contact: Contact, report: Sequence[Sheet], context: ValueContext) -> Contact:
    """The contact with the referrer's parts that only the signature tells; all of them to be checked."""
    if contact.referrer.name is not None or not any(signs_off(line.text) for sheet in report for line in sheet.lines):
        return contact
    signed = referrer_of(letter_of(tuple(report), MailFacts()), context)
    known = dict(contact.referrer.leaves())
    told: dict[str, Any] = {name: leaf for name, leaf in signed.leaves() if name not in known}
    return replace(contact, referrer=replace(contact.referrer, **told))


@cache
def _closing() -> re.Pattern[str]:
    return re.compile(words("prose")["closing"], re.IGNORECASE)
