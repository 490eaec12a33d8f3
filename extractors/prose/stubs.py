"""Children of whom little is said: a name in the subject, an age ("her two kids, 4 and 7"). Better a stub than a lost child."""

from __future__ import annotations

import re

from extractors.prose.gathered import Gathered, keep
from extractors.prose.letter import Letter
from extractors.prose.mentions import name_at
from extractors.values.vocabulary import words
from postroom.contact import Method

SUBJECT_LEAD = re.compile(
    r"^(?:(?:re|fw|fwd)\s*:\s*)*(?:re[:\s]+|referral\s*(?:for|re|:|-)\s*|concerns?\s*(?:about|re|for|:|-)\s*|child\s*:\s*)",
    re.IGNORECASE,
)
UNBORN = re.compile(
    r"\bun-?born\b|\b(?:is|currently|now) \d{1,2}(?: |/40|\+\d)[\w ]{0,12}pregnan|\bEDD\b", re.IGNORECASE
)
DUE = re.compile(
    r"\b(?:EDD|due date|due(?: on| in)?|expected(?: on| in)?|expected delivery(?: date)?)\b[\s:]*(?:is|on|in|of)?\s*(?=[\d\w])",
    re.IGNORECASE,
)


def add_stubs(text: str, letter: Letter, gathered: Gathered) -> None:
    """An unborn child that is spoken of; and where no child is named those of the ages given, else the one in the subject."""
    _unborn(text, gathered)
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


def _unborn(text: str, gathered: Gathered) -> None:
    if any("is_unborn" in leaves for leaves in gathered.children) or not UNBORN.search(text):
        return
    due = DUE.search(text)
    leaves = (
        gathered.read("children.expected_delivery_date", text[due.end() : due.end() + 30].split("\n")[0], Method.TEXT)
        if due
        else {}
    )
    stub = {name: leaf for name, leaf in leaves.items() if leaf.value is not None}
    gathered.children.append(stub or gathered.read("children.is_unborn", "unborn", Method.TEXT))


def _in_subject(subject: str) -> str | None:
    lead = SUBJECT_LEAD.match(subject)
    one = name_at(subject, lead.end()) if lead else None
    ordinary = frozenset(words("subjects")["ordinary"])
    if one is None or any(part.casefold() in ordinary for part in one.name.split()):
        return None
    return one.name
