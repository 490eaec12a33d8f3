"""Children of whom little is said: a name in the subject, an age ("her two kids, 4 and 7"). Better a stub than a lost child."""

from __future__ import annotations

import re

from extractors.prose.gathered import Gathered, keep
from extractors.prose.letter import Letter
from extractors.prose.mentions import name_at
from extractors.values.vocabulary import words
from postroom.contact import Method

SUBJECT_LEAD = re.compile(
    r"^(?:(?:re|fw|fwd)\s*:\s*)*(?:re\s+|referral\s*(?:for|re|:|-)?\s*|concerns?\s*(?:about|re|for|:|-)\s*|child\s*:\s*)?",
    re.IGNORECASE,
)


def add_stubs(text: str, letter: Letter, gathered: Gathered) -> None:
    """Where no child is named: children of the ages that the text gives, else the child that the subject names."""
    if gathered.children:
        return
    ages = re.search(words("prose")["stubs"], text, re.IGNORECASE)
    if ages:
        gathered.children += [
            gathered.read("children.age_stated", age, Method.TEXT)
            for age in re.findall(r"\d{1,2}", ages["ages"])
            if int(age) < 18
        ]
        return
    name = _in_subject(letter.subject)
    if name:
        gathered.children.append({})
        keep(gathered.children[0], gathered.read("children.name", name, Method.TEXT))


def _in_subject(subject: str) -> str | None:
    lead = SUBJECT_LEAD.match(subject)
    one = name_at(subject, lead.end() if lead else 0)
    ordinary = frozenset(words("subjects")["ordinary"])
    if one is None or any(part.casefold() in ordinary for part in one.name.split()):
        return None
    return one.name
