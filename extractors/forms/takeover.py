"""Another version of a form: the reading that found more of it stands, and what only the other found is taken over, to be checked.

Nothing that stands is changed, and nothing that is taken over is certain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from postroom import doubts
from postroom.contact import Child, Contact, Field, Leaves, Person, Status

LIKELY = 0.7  # confidence of a value that only the general reader found
CLEARLY = 1.1  # so many times as many values must the general reader have found to stand instead of the template

Group = TypeVar("Group", bound=Leaves)
Somebody = TypeVar("Somebody", Child, Person)


def is_another_version(contact: Contact) -> bool:
    """Does the contact lack what every version of a form has a place for?"""
    if contact.reason is None or contact.referrer.name is None:
        return True
    return not (contact.children or contact.people) or any(
        child.surname is None or child.forename is None or (child.date_of_birth or child.expected_delivery_date) is None
        for child in contact.children
    )


def the_better(contact: Contact, general: Contact) -> Contact:
    """A template that meets another layout loses more than a reader that expects none."""
    if _found(general) > CLEARLY * _found(contact):
        return taken_over(replace(general, document_type=contact.document_type), contact)
    return taken_over(contact, general)


def _found(contact: Contact) -> int:
    """How many values there are, a child's and a person's by name only: without one they are nobody's."""
    everybody: tuple[Child | Person, ...] = (*contact.children, *contact.people)
    somebody = [each for each in everybody if _named(each)]
    parts: tuple[Leaves, ...] = (contact, contact.incident, contact.referrer, contact.consent, *somebody)
    return sum(leaf.value is not None for part in parts for _, leaf in part.leaves())


def taken_over(contact: Contact, general: Contact) -> Contact:
    """The contact with what only the general reader found."""
    return replace(
        _filled(contact, general),
        incident=_filled(contact.incident, general.incident),
        referrer=_filled(contact.referrer, general.referrer),
        consent=_filled(contact.consent, general.consent),
        children=tuple(_everybody(contact.children, general.children)),
        people=tuple(_everybody(contact.people, general.people)),
    )


def _filled(leaves: Group, others: Leaves) -> Group:
    has = {name for name, _ in leaves.leaves()}
    missing = {name: _to_check(leaf) for name, leaf in others.leaves() if name not in has and leaf.value is not None}
    return replace(leaves, **missing)  # type: ignore[type-var]  # every subclass is a dataclass


def _everybody(known: Iterable[Somebody], general: Iterable[Somebody]) -> Iterator[Somebody]:
    """Those whom the template found, completed; then those whom only the general reader found."""
    left = list(general)
    for somebody in known:
        same = next((other for other in left if _same(somebody, other)), None) or _only(somebody, left)
        if same is not None:
            left.remove(same)
        yield _filled(somebody, same) if same is not None else somebody
    for other in left:
        if _named(other):
            yield replace(other, **{name: _to_check(leaf) for name, leaf in other.leaves()})


def _same(one: Somebody, other: Somebody) -> bool:
    """The same forename and surname, as far as both have them, or the same day of birth and one of the names.

    Of an unborn child only a surname may be known.
    """
    agree = [
        str(a.value).casefold() == str(b.value).casefold()
        for a, b in (
            (one.forename, other.forename),
            (one.surname, other.surname),
            (one.date_of_birth, other.date_of_birth),
        )
        if a is not None and b is not None and a.value is not None and b.value is not None
    ]
    return len(agree) > (0 if _is_unborn(one) and _is_unborn(other) else 1) and all(agree)


def _is_unborn(somebody: Child | Person) -> bool:
    leaf = somebody.is_unborn if isinstance(somebody, Child) else None
    return leaf is not None and leaf.value is True


def _only(somebody: Child | Person, left: list[Somebody]) -> Somebody | None:
    """The only other one without a name whose day of birth is the same."""
    born = somebody.date_of_birth.value if somebody.date_of_birth else None
    same = [
        each for each in left if born and each.date_of_birth and each.date_of_birth.value == born and not _named(each)
    ]
    return same[0] if len(same) == 1 else None


def _named(somebody: Child | Person) -> bool:
    return any(leaf is not None and leaf.value is not None for leaf in (somebody.forename, somebody.surname))


def _to_check(leaf: Field) -> Field:
    if leaf.status is not Status.CERTAIN:
        return leaf
    return leaf.doubted(doubts.ONE_READER_ONLY, LIKELY)
