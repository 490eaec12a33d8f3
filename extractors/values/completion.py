"""What only the whole contact can settle: addresses that refer to others, postcodes beside addresses, ends without a day, the source.

Nothing is guessed: a reference that fits two addresses stays to be checked, and one that fits none stays unreadable.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from extractors.values.addresses import POSTCODE, Reference, refers_to
from extractors.values.nameorder import with_name_order
from extractors.values.phones import find_phones
from extractors.values.source_codes import MERLIN, source_code
from extractors.values.weighing import CERTAIN, CHECK
from postroom.contact import Child, Contact, Field, Leaf, Method, Person, Status
from postroom.identifiers import postcode_is_valid

SAME_RELATION = {"mother": "mother", "father": "father"}
ROUNDS = 3
"""A reference may point to a reference, and that to another one; more is a circle."""

Somebody = TypeVar("Somebody", Child, Person)


@dataclass(frozen=True, slots=True)
class Target:
    """The address that a reference means. `doubt`: another one could be meant."""

    address: Leaf
    postcode: Leaf
    doubt: str | None = None


def complete(contact: Contact) -> Contact:
    """The contact with everything that follows from the rest of it."""
    contact = _with_end(_with_joined_postcodes(contact))
    for _ in range(ROUNDS):
        contact = replace(contact, children=tuple(_child(contact, at) for at in range(len(contact.children))))
        contact = replace(contact, people=tuple(_person(contact, at) for at in range(len(contact.people))))
    return with_name_order(_with_source(contact))


def _with_joined_postcodes(contact: Contact) -> Contact:
    """A postcode in a box of its own belongs at the end of the address; two that differ are both to be checked."""
    return replace(
        contact,
        children=tuple(_joined(child) for child in contact.children),
        people=tuple(_joined(person) for person in contact.people),
    )


def _joined(somebody: Somebody) -> Somebody:
    address, postcode = somebody.address, somebody.postcode
    if address is None or postcode is None or not isinstance(address.value, str) or not isinstance(postcode.value, str):
        return somebody
    inside = {f"{match['outward']} {match['inward']}".upper() for match in POSTCODE.finditer(address.value)}
    if inside - {postcode.value}:
        why = "the address and the postcode box disagree"
        return replace(somebody, address=_checked(address, why), postcode=_checked(postcode, why))
    if inside or not postcode_is_valid(postcode.value):
        return somebody
    status = Status.CERTAIN if address.status is postcode.status is Status.CERTAIN else Status.CHECK
    whole = replace(address, value=f"{address.value}, {postcode.value}", status=status, why=address.why or postcode.why)
    return replace(somebody, address=whole)


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
    if above and home and _value(above.address) != _value(home.address):
        return replace(above, doubt="it may be the address of the row above or the children's")
    return home or above or _of_incident(contact)


def _home(children: tuple[Child, ...]) -> Target | None:
    """The children's address; doubted where they have more than one."""
    known = [child for child in children if _value(child.address)]
    if not known:
        return next(
            (Target(child.address, child.postcode) for child in children if _settled_blank(child.address)), None
        )
    several = len({_value(child.address) for child in known}) > 1
    return Target(known[0].address, known[0].postcode, "the children have more than one address" if several else None)


def _last_known(group: tuple[Somebody, ...]) -> Target | None:
    known = [one for one in group if _value(one.address) or _settled_blank(one.address)]
    return Target(known[-1].address, known[-1].postcode) if known else None


def _only_address(people: tuple[Person, ...]) -> Target | None:
    """Where nothing stands above: the one address that all people share, to be looked at."""
    known = [one for one in people if _value(one.address)]
    if len({_value(one.address) for one in known}) != 1:
        return None
    return Target(known[0].address, known[0].postcode, "what it refers to is not plain")


def _of_number(contact: Contact, number: int | None) -> Target | None:
    if not number or number > len(contact.children):
        return None
    child = contact.children[number - 1]
    return Target(child.address, child.postcode) if child.address else None


def _of_relation(contact: Contact, relation: str) -> Target | None:
    fitting = [one for one in contact.people if _value(one.relationship) == relation and one.address]
    return (
        Target(fitting[0].address, fitting[0].postcode, None if len(fitting) == 1 else "more than one fits")
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
    if target is None or target.address is None or _reference(target.address):
        return somebody
    address = _derived(somebody.address, target.address, target.doubt)
    own = somebody.postcode
    if own is not None and own.value is not None:
        same = target.postcode is not None and own.value == target.postcode.value
        return replace(
            somebody, address=address if same else _checked(address, "the postcode box says another postcode")
        )
    postcode = _derived(somebody.address, target.postcode, target.doubt) if target.postcode else own
    return replace(somebody, address=address, postcode=postcode if postcode and not _reference(postcode) else None)


def _derived(here: Leaf, there: Field, doubt: str | None) -> Field:
    """The other leaf's value with the evidence of the place that refers to it."""
    assert here is not None  # noqa: S101  # only a leaf that refers is settled
    if there.value is None:
        return replace(
            here, status=there.status, confidence=there.confidence, why="refers to an address that is not given"
        )
    sure = doubt is None and there.status is Status.CERTAIN
    table = CERTAIN if sure else CHECK
    return replace(
        here,
        value=there.value,
        status=Status.CERTAIN if sure else Status.CHECK,
        confidence=min(there.confidence, table[Method.DERIVED]),
        method=Method.DERIVED,
        why=doubt or there.why or f"as “{there.raw or there.value}”",
    )


def _with_end(contact: Contact) -> Contact:
    """An end that is only a time is on the start's day, or on the next one."""
    start, end = contact.incident.start, contact.incident.end
    if end is None or not isinstance(end.value, str) or not re.fullmatch(r"\d\d:\d\d", end.value):
        return contact
    if start is None or not isinstance(start.value, str):
        lost = replace(end, value=None, status=Status.UNREADABLE, why="a time is stated without a date")
        return replace(contact, incident=replace(contact.incident, end=lost))
    begin = datetime.fromisoformat(start.value)
    finish = datetime.fromisoformat(f"{start.value[:10]}T{end.value}")
    finish += timedelta(days=1) if finish < begin else timedelta()
    settled = replace(
        end, value=finish.strftime("%Y-%m-%dT%H:%M"), status=start.status, confidence=start.confidence, why=start.why
    )
    return replace(contact, incident=replace(contact.incident, end=settled))


def _with_source(contact: Contact) -> Contact:
    """The DfE source code from the kind of report or from who refers, unless the form states one."""
    if contact.source_code is not None:
        return contact
    who = contact.referrer
    outcome = source_code(
        _value(contact.document_type), _value(who.organisation), _value(who.role_title), _value(who.email)
    )
    if outcome is None:
        return contact
    merlin = (_value(contact.document_type) or "").startswith(MERLIN)
    rests_on = (contact.document_type,) if merlin else (who.organisation, who.role_title)
    why = outcome.doubt or next(
        (leaf.why or "the referrer is to be checked" for leaf in rests_on if leaf and leaf.status is Status.CHECK), None
    )
    why = why or (None if any(_value(leaf) for leaf in rests_on) else "known from the mail address only")
    status, table = (Status.CHECK, CHECK) if why else (Status.CERTAIN, CERTAIN)
    leaf = Field(value=outcome.value, status=status, confidence=table[Method.DERIVED], method=Method.DERIVED, why=why)
    return replace(contact, source_code=leaf)


def _checked(leaf: Field, why: str) -> Field:
    return replace(leaf, status=Status.CHECK, confidence=min(leaf.confidence, CHECK[leaf.method]), why=why)


def _settled_blank(address: Leaf) -> bool:
    return address is not None and address.value is None and _reference(address) is None


def _value(leaf: Leaf) -> str | None:
    return leaf.value if leaf is not None and isinstance(leaf.value, str) else None
