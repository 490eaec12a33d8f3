"""Boxes that hold two fields: a name and the day of birth behind it, a telephone and a mail address, a name and in brackets who that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.general.events import Pair
from extractors.general.segments import Segment
from extractors.general.vocabulary import Label, Owner, Vocabulary
from extractors.page import Word

NAME_AND_BIRTH, PHONE_AND_EMAIL = "name_and_birth", "phone_and_email"
RELATED = frozenset(("name", "name_surname_first"))


def parted(pair: Pair, vocabulary: Vocabulary) -> list[Pair]:
    """The pair, or the two that it holds."""
    if pair.label.field == NAME_AND_BIRTH:
        at = next((at for at, word in enumerate(_words(pair)) if any(letter.isdigit() for letter in word.text)), None)
        return _cut(pair, at, ("name", "dob_or_age"))
    if pair.label.field == PHONE_AND_EMAIL:
        return _cut(
            pair, next((at for at, word in enumerate(_words(pair)) if "@" in word.text), None), ("phone", "email")
        )
    if pair.label.field in RELATED and pair.label.owner is not Owner.REFERRER:
        return _cut(pair, _in_brackets(_words(pair), vocabulary), (pair.label.field, "relationship"))
    return [pair]


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
