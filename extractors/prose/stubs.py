"""Children of whom little is said: a name in the subject, an age ("her two kids, 4 and 7"). Better a stub than a lost child."""

from __future__ import annotations

import re

from extractors.narrative.model import load_model
from extractors.options import ReadOptions
from extractors.prose.gathered import Gathered, keep
from extractors.prose.letter import Letter
from extractors.prose.mentions import name_at
from extractors.values.vocabulary import words
from postroom.contact import Method

SUBJECT_LEAD = re.compile(
    r"^(?:(?:re|fw|fwd)\s*:\s*)*(?:re[:\s]+|referral\s*(?:for|re|:|-)\s*|concerns?\s*(?:about|re|for|:|-)\s*|child\s*:\s*)",
    re.IGNORECASE,
)
LANGUAGE_MODEL = ReadOptions().spacy_model
LONGEST_MODELLED = 5_000
"""Characters: a child who is not named in the first page is no stub."""

UNBORN = re.compile(
    r"\bun-?born\b|\b(?:is|currently|now) \d{1,2}(?: |/40|\+\d)[\w ]{0,12}pregnan|\bEDD\b", re.IGNORECASE
)
DUE = re.compile(
    r"\b(?:EDD|due date|due(?: on| in)?|expected(?: on| in)?|expected delivery(?: date)?)\b[\s:]*(?:is|on|in|of)?\s*(?=[\d\w])",
    re.IGNORECASE,
)


def add_stubs(text: str, letter: Letter, gathered: Gathered) -> None:
    """An unborn child that is spoken of; and where no child is named those of the ages given, else the one in the subject."""
    add_unnamed(text, gathered)
    if gathered.children:
        return
    name = _in_subject(letter.subject) or _by_model(text, letter, gathered)
    if name:
        gathered.children.append({})
        keep(gathered.children[0], gathered.read("children.name", name, Method.TEXT))


def add_unnamed(text: str, gathered: Gathered) -> None:
    """An unborn child that is spoken of; and where no child is named those whose ages are given."""
    _unborn(text, gathered)
    if gathered.children:
        return
    prose = words("prose")
    apart = (
        re.search(prose["stubs_apart"], text, re.IGNORECASE)
        if re.search(r"\b(?:children|kids)\b", text, re.IGNORECASE)
        else None
    )
    ages = re.search(prose["stubs"], text, re.IGNORECASE) or apart
    if ages:
        gathered.children += [
            gathered.read("children.age_stated", age, Method.TEXT)
            for age in re.findall(r"\d{1,2}", ages["ages"])
            if int(age) < 18
        ]


def _by_model(text: str, letter: Letter, gathered: Gathered) -> str | None:
    """The first person whom the language model sees, who is not one of the adults that are known."""
    if not re.search(words("prose")["of_a_child"], text, re.IGNORECASE):
        return None
    adults = {
        str(leaves[name].value).casefold()
        for leaves in gathered.people
        for name in ("forename", "surname")
        if name in leaves
    }
    adults |= set(re.findall(r"\w+", f"{letter.sender_name} {letter.signature}".casefold()))
    for entity in load_model(LANGUAGE_MODEL)(text[:LONGEST_MODELLED]).ents:
        one = name_at(text, entity.start_char) if entity.label_ == "PERSON" else None
        titled = re.search(
            r"\b(?:mr|mrs|ms|miss|dr|pc|ps|dc|officer|nurse|teacher)\.?\s+$", text[: entity.start_char], re.IGNORECASE
        )
        if one and not titled and not adults & set(one.name.casefold().split()):
            return one.name
    return None


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
