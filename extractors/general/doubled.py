"""Boxes that hold two fields: a name and the day of birth behind it, a telephone and a mail address, a name and in brackets who that is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.general.events import Pair
from extractors.general.segments import Segment
from extractors.general.terms import Label, Owner
from extractors.general.vocabulary import Vocabulary
from extractors.page import Word
from extractors.values.boxes import options_of
from postroom import doubts

ORGANISATION_AND_ROLE = "organisation_and_role"
ROLE_FIRST = re.compile(r"\W*(?:your |job )?(?:role|title|position|designation|profession)", re.IGNORECASE)
DETAILED = "disability_text"
PHONE_AND_ORGANISATION = "phone_and_organisation"
NAME_AND_BIRTH, PHONE_AND_EMAIL = "name_and_birth", "phone_and_email"
CONTACTED = ("phone", "address_and_phone")
RELATED = frozenset(("name", "name_surname_first"))


def with_details(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs without a "Yes" where another box of that field says which: "Has the child a disability? Yes" and "Details: Asthma"."""
    told = {pair.label.field for pair in pairs if pair.label.field == DETAILED and pair.value and not _is_yes(pair)}
    return [pair for pair in pairs if pair.label.field not in told or not _is_yes(pair)]


def _is_yes(pair: Pair) -> bool:
    options = options_of(_words(pair))
    ticked = [option.text for option in options if option.ticked]
    return (ticked or [" ".join(word.text for word in _words(pair))])[0].casefold().strip(" .") in ("yes", "y")


def parted(pair: Pair, vocabulary: Vocabulary) -> list[Pair]:
    """The pair, or the two that it holds."""
    if pair.label.field == NAME_AND_BIRTH:
        at = next((at for at, word in enumerate(_words(pair)) if any(letter.isdigit() for letter in word.text)), None)
        return _cut(pair, at, ("name", "dob_or_age"))
    if pair.label.field == PHONE_AND_EMAIL:
        return _cut(
            pair, next((at for at, word in enumerate(_words(pair)) if "@" in word.text), None), ("phone", "email")
        )
    if pair.label.field == ORGANISATION_AND_ROLE:
        return _organisation_and_role(pair)
    if pair.label.field == PHONE_AND_ORGANISATION:
        at = next((at for at, word in enumerate(_words(pair)) if at and word.text[:1].isalpha()), None)
        return _cut(pair, at, ("phone", "organisation"))
    if pair.label.field in CONTACTED and any("@" in word.text for word in _words(pair)):
        return _cut(pair, _mail(_words(pair)), (pair.label.field, "email"))
    if pair.label.field in RELATED and pair.label.owner is not Owner.REFERRER:
        return _cut(pair, _in_brackets(_words(pair), vocabulary), (pair.label.field, "relationship"))
    return [pair]


def _organisation_and_role(pair: Pair) -> list[Pair]:
    """ "Harlington Academy / Head of Year 10" under "Service/Role", in the label's own order; either may be the other: to be checked."""
    words = _words(pair)
    at = next(
        (at for at, word in enumerate(words) if word.text in ("/", "-", "–", "|") or word.text.endswith(",")), None
    )
    fields = ("role_title", "organisation") if ROLE_FIRST.match(pair.text) else ("organisation", "role_title")
    if at is None or at + 1 == len(words):
        return [replace(pair, label=replace(pair.label, field="role_title"))]
    bare = tuple(replace(word, text=word.text.rstrip(",")) for word in words[: at + 1] if word.text.strip(",/-–|"))
    halves = zip(fields, (bare, words[at + 1 :]), strict=True)
    return [
        replace(pair, label=replace(pair.label, field=name), value=[_of(pair, part)]).doubted(doubts.ELSE_ON_LINE)
        for name, part in halves
    ]


def _mail(words: Sequence[Word]) -> int | None:
    """Where the mail address begins, if nothing stands behind it."""
    return len(words) - 1 if "@" in words[-1].text else None


def _in_brackets(words: Sequence[Word], vocabulary: Vocabulary) -> int | None:
    """Where "(mother)" begins, if the value ends so."""
    at = next((at for at, word in enumerate(words) if word.text.startswith("(")), 0)
    who = " ".join(word.text for word in words[at:])
    related = at and who.endswith(")") and vocabulary.relation.fullmatch(who.strip("()"))
    return at if related else None


def _cut(pair: Pair, at: int | None, fields: tuple[str, str]) -> list[Pair]:
    first = replace(pair, label=replace(pair.label, field=fields[0]))
    if at is None or not pair.value:
        return [first]
    words = _words(pair)
    rest = tuple(replace(word, text=word.text.strip("()")) for word in words[at:])
    other = replace(pair, label=replace(pair.label, field=fields[1], exact=False), value=[_of(pair, rest)])
    return [replace(first, value=[_of(pair, words[:at])]), other] if at else [other]


def _of(pair: Pair, words: tuple[Word, ...]) -> Segment:
    return replace(pair.value[0], words=words, label=None)


def _words(pair: Pair) -> tuple[Word, ...]:
    return tuple(word for segment in pair.value for word in segment.words)


def of_one_cell(pairs: Sequence[Pair]) -> list[Pair]:
    """The labelled lines of one cell: what stands under "Mother: ..." in it is the mother's."""
    found: list[Pair] = []
    whose: Label | None = None
    for pair in pairs:
        label = pair.label
        if label.field == "name" and label.owner in (Owner.PERSON, Owner.CHILD):
            whose = label
        elif whose is not None and label.owner is None:
            label = replace(label, owner=whose.owner, relation=whose.relation)
        found.append(replace(pair, label=label))
    return found
