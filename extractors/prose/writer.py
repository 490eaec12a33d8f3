"""The writer who is family: "I am the mother of Freddie", "my son Leo". Their name is the signature's or the sender's."""

from __future__ import annotations

import re

from extractors.prose.gathered import Gathered, Leaves, keep
from extractors.prose.letter import Letter
from extractors.prose.mentions import Mention, name_at
from extractors.prose.sentences import Named
from extractors.values.phones import find_phones
from extractors.values.vocabulary import words
from postroom.contact import Method

CHILD_OF = {"grandson": "grandparent", "granddaughter": "grandparent", "nephew": "aunt uncle", "niece": "aunt uncle"}


def add_writer(text: str, letter: Letter, gathered: Gathered) -> Named:
    """The writer among the people, where they say how they are related to a child of the letter."""
    relation = _relation(text)
    if relation is None or not gathered.children:
        return []
    name = _name(text, letter)
    leaves = gathered.read("people.name", name, Method.TEXT) if name else {}
    keep(leaves, gathered.read("people.relationship", relation, Method.TEXT))
    mine = re.search(words("prose")["my_phone"], text, re.IGNORECASE)
    phones = find_phones(text[mine.end() : mine.end() + 30]) if mine else []
    for phone in phones[:1]:
        keep(leaves, gathered.read("people.phone", phone.raw, Method.TEXT))
    if name and not any(_same_forename(leaves, other) for other in gathered.people):
        gathered.people.append(leaves)
    return (
        [(Mention(name, match.start(), match.end()), leaves) for match in re.finditer(re.escape(name), text)]
        if name
        else []
    )


def _relation(text: str) -> str | None:
    """As the writer says it: "I'm the auntie of", "my great grandson"."""
    said = re.search(words("prose")["i_am"], text, re.IGNORECASE)
    if said:
        return said["relation"].lower()
    mine = re.search(words("prose")["my_child"], text, re.IGNORECASE)
    return CHILD_OF.get(mine["child"].lower()) if mine else None


def _name(text: str, letter: Letter) -> str:
    """In full where the text or the signature says so behind the sender's first name: "Tracey Holloway"."""
    first = letter.sender_name.split()[0] if letter.sender_name.split() else ""
    full = [name_at(text, match.start()) for match in re.finditer(rf"\b{re.escape(first)}\s", text)] if first else []
    longer = [one.name for one in full if one and " " in one.name]
    if longer:
        return longer[-1]
    signed = letter.signature.strip().split("\n")[0] if letter.signature.strip() else ""
    return signed if re.fullmatch(r"[^\W\d_][\w'’ -]{2,40}", signed) else letter.sender_name


def _same_forename(one: Leaves, other: Leaves) -> bool:
    pair = [leaves["forename"].value for leaves in (one, other) if "forename" in leaves]
    return len(pair) == 2 and str(pair[0]).casefold() == str(pair[1]).casefold()
