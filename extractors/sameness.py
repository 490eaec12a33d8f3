"""Whether two documents of one mail are the same referral, as when somebody encloses a form as Word and as PDF."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, TypeVar

from postroom.contact import Child, Contact, Leaf, Leaves
from postroom.doubts import TWO_VALUES

Group = TypeVar("Group", bound=Leaves)

ALIKE = 0.8  # share of the words that two accounts have in common, of all that are in either
GROUPS = ("incident", "referrer", "consent")


def same_children(one: Contact, other: Contact) -> bool:
    """Both name children, the same ones by name, and no date of birth against it."""
    ours, theirs = _named(one), _named(other)
    return bool(ours) and ours.keys() == theirs.keys() and all(_agree(ours[name], theirs[name]) for name in ours)


def same_referral(one: Contact, other: Contact) -> bool:
    """The same children and the same account, and neither another reference nor another time."""
    return (
        same_children(one, other)
        and not _differ(one.agency_reference, other.agency_reference)
        and not _differ(one.incident.start, other.incident.start)
        and _alike(one.reason, other.reason)
    )


def names_beyond(contact: Contact, others: list[Contact]) -> bool:
    """Whether it names a child by a forename that none of the others has."""
    known = {forename for each in others for forename, _ in _names(each)}
    return any(forename and forename not in known for forename, _ in _names(contact))


def is_another_family(contact: Contact, others: list[Contact]) -> bool:
    """Whether it gives a child's date of birth, and no child of it has the forename or the date of birth of one of the others."""
    known = {mark for each in others for child in each.children for mark in _marks(child)}
    ours = [child for child in contact.children if _plain(child.forename)]
    born = any(_plain(child.date_of_birth) for child in ours)
    return born and not any(mark in known for child in ours for mark in _marks(child))


def _marks(child: Child) -> list[str]:
    return [mark for mark in (_plain(child.forename), _plain(child.date_of_birth)) if mark]


def stated(contact: Contact) -> int:
    """How much it says."""
    return sum(1 for _, leaf in contact.every_leaf() if leaf.value is not None)


def merged(kept: Contact, copy: Contact) -> Contact:
    """What only the copy says is added; where the two differ a person looks at the value."""
    groups = {name: _merged(getattr(kept, name), getattr(copy, name)) for name in GROUPS}
    theirs = _named(copy)
    children = tuple(_merged(child, theirs[_name(child)]) for child in kept.children)
    return replace(_merged(kept, copy), **groups, children=children, people=kept.people or copy.people)


def _merged(kept: Group, copy: Group) -> Group:
    ours, theirs = dict(kept.leaves()), dict(copy.leaves())
    leaves: dict[str, Any] = {name: leaf for name, leaf in theirs.items() if name not in ours}
    for name, leaf in ours.items():
        other = theirs.get(name)
        leaves[name] = leaf
        if other and leaf.value is None:
            leaves[name] = other
        elif other and name != "reason" and _differ(leaf, other):
            leaves[name] = leaf.doubted(TWO_VALUES.about(one=leaf.value, other=other.value))
    return replace(kept, **leaves)  # type: ignore[type-var]  # every subclass of Leaves is a dataclass


def _named(contact: Contact) -> dict[tuple[str, str], Child]:
    return {_name(child): child for child in contact.children if any(_name(child))}


def _names(contact: Contact) -> list[tuple[str, str]]:
    return [_name(child) for child in contact.children]


def _name(child: Child) -> tuple[str, str]:
    return _plain(child.forename), _plain(child.surname)


def _agree(one: Child, other: Child) -> bool:
    return not _differ(one.date_of_birth, other.date_of_birth)


def _differ(one: Leaf, other: Leaf) -> bool:
    return bool(_plain(one) and _plain(other)) and _plain(one) != _plain(other)


def _alike(one: Leaf, other: Leaf) -> bool:
    ours, theirs = set(_plain(one).split()), set(_plain(other).split())
    return ours == theirs or len(ours & theirs) >= ALIKE * len(ours | theirs)


def _plain(leaf: Leaf) -> str:
    if leaf is None or leaf.value is None:
        return ""
    said = " ".join(leaf.value) if isinstance(leaf.value, tuple) else str(leaf.value)
    return " ".join(re.findall(r"\w+", said.casefold()))
