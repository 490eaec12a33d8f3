"""Addresses that only point to another one: "as above", "same as child", "as mum". Settled when the whole contact is known.

Nothing is guessed: a reference that fits two addresses gives one to be checked, and one that fits none stays unreadable.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TypeVar

from extractors.values.addresses import POSTCODE, Reference, refers_to
from extractors.values.derived import checked, derived, text_of
from extractors.values.phones import find_phones
from postroom import doubts
from postroom.contact import Child, Contact, Leaf, Method, Person, Status
from postroom.doubts import Doubt

SAME_RELATION = {"mother": "mother", "father": "father"}
ROUNDS = 3
"""A reference may point to a reference, and that to another one; more is a circle."""

Somebody = TypeVar("Somebody", Child, Person)


@dataclass(frozen=True, slots=True)
class Target:
    """The address that a reference means. `doubt`: another one could be meant."""

    address: Leaf
    postcode: Leaf
    doubt: Doubt | None = None


def settle_addresses(contact: Contact) -> Contact:
    """Every address that points to another one, with that one's value and the evidence of its own place."""
    for _ in range(ROUNDS):
        contact = replace(contact, children=tuple(_child(contact, at) for at in range(len(contact.children))))
        contact = replace(contact, people=tuple(_person(contact, at) for at in range(len(contact.people))))
    return contact


def _child(contact: Contact, at: int) -> Child:
    child = contact.children[at]
    reference = _reference(child.address)
    return _settled(child, _child_target(contact, at, reference)) if reference else child


def _person(contact: Contact, at: int) -> Person:
    person = contact.people[at]
    reference = _reference(person.address)
    return _settled(person, _person_target(contact, at, reference)) if reference else person


def _reference(address: Leaf) -> Reference | None:
    """What an address leaf points to, if it waits to be settled."""
    if address is None or address.status is not Status.UNREADABLE or address.method is not Method.DERIVED:
        return None
    text = address.raw or ""
    for phone in find_phones(text):
        text = text.replace(phone.raw, " ")
    return refers_to(re.sub(r"(?i)\b(?:tel|phone|mob)\b\.?:?", " ", text))


def _child_target(contact: Contact, at: int, reference: Reference) -> Target | None:
    """A child's "as above" means the child before, and for the first one the place of the incident."""
    if reference.to in SAME_RELATION:
        return _of_relation(contact, reference.to)
    if reference.to == "numbered":
        return _of_number(contact, reference.number)
    before = _last_known(contact.children[:at])
    if reference.to == "incident" or before is None:
        return _of_incident(contact) or _only_address(contact.people)
    return before


def _person_target(contact: Contact, at: int, reference: Reference) -> Target | None:
    """A person's "same" means the children's home; "as above" the row before, where that is another address a doubt."""
    if reference.to in SAME_RELATION:
        return _of_relation(contact, reference.to)
    if reference.to == "numbered":
        return _of_number(contact, reference.number)
    if reference.to == "incident":
        return _of_incident(contact)
    home = _home(contact.children)
    above = _last_known(contact.people[:at]) if reference.to == "above" else None
    if above and home and text_of(above.address) != text_of(home.address):
        return replace(
            above,
            doubt=doubts.WHAT_IS_REFERRED_TO.about(words="it may be the address of the row above or the children's"),
        )
    return home or above or _of_incident(contact)


def _home(children: tuple[Child, ...]) -> Target | None:
    """The children's address; doubted where they have more than one."""
    known = [child for child in children if text_of(child.address)]
    if not known:
        return next(
            (Target(child.address, child.postcode) for child in children if _settled_blank(child.address)), None
        )
    several = len({text_of(child.address) for child in known}) > 1
    return Target(
        known[0].address,
        known[0].postcode,
        doubts.WHAT_IS_REFERRED_TO.about(words="the children have more than one address") if several else None,
    )


def _last_known(group: tuple[Somebody, ...]) -> Target | None:
    known = [one for one in group if text_of(one.address) or _settled_blank(one.address)]
    return Target(known[-1].address, known[-1].postcode) if known else None


def _only_address(people: tuple[Person, ...]) -> Target | None:
    """Where nothing stands above: the one address that all people share, to be looked at."""
    known = [one for one in people if text_of(one.address)]
    if len({text_of(one.address) for one in known}) != 1:
        return None
    return Target(
        known[0].address, known[0].postcode, doubts.WHAT_IS_REFERRED_TO.about(words="what it refers to is not plain")
    )


def _of_number(contact: Contact, number: int | None) -> Target | None:
    if not number or number > len(contact.children):
        return None
    child = contact.children[number - 1]
    return Target(child.address, child.postcode) if child.address else None


def _of_relation(contact: Contact, relation: str) -> Target | None:
    fitting = [one for one in contact.people if text_of(one.relationship) == relation and one.address]
    return (
        Target(
            fitting[0].address,
            fitting[0].postcode,
            None if len(fitting) == 1 else doubts.WHAT_IS_REFERRED_TO.about(words="more than one fits"),
        )
        if fitting
        else None
    )


def _of_incident(contact: Contact) -> Target | None:
    place = contact.incident.location
    if place is None or not isinstance(place.value, str):
        return None
    code = POSTCODE.search(place.value)
    postcode = replace(place, value=f"{code['outward']} {code['inward']}".upper()) if code else None
    return Target(place, postcode)


def _settled(somebody: Somebody, target: Target | None) -> Somebody:
    if target is None or target.address is None or somebody.address is None or _reference(target.address):
        return somebody
    address = derived(somebody.address, target.address, target.doubt)
    own = somebody.postcode
    if own is not None and own.value is not None:
        same = target.postcode is not None and own.value == target.postcode.value
        return replace(somebody, address=address if same else checked(address, doubts.POSTCODES_DISAGREE))
    postcode = derived(somebody.address, target.postcode, target.doubt) if target.postcode else own
    return replace(somebody, address=address, postcode=postcode if postcode and not _reference(postcode) else None)


def _settled_blank(address: Leaf) -> bool:
    return address is not None and address.value is None and _reference(address) is None
