"""Leaves become contacts: children, people and the contact's own, contradictions turned into something to check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from postroom import doubts
from postroom.contact import Child, Consent, Contact, Field, Incident, Person, Referrer, Status

Leaves = dict[str, Field]
WHO = (
    *("forename", "surname", "also_known_as", "is_unborn", "date_of_birth", "age_stated", "expected_delivery_date"),
    *("nhs_number", "upn", "relationship", "phone", "address", "school"),
)
OWN = ("document_type", "agency_reference", "source_code", "reason", "police_brag", "dash_grade")
CHILD, PERSON = ({each.name for each in fields(kind)} for kind in (Child, Person))


@dataclass(slots=True)
class Draft:
    """A contact while it is being read."""

    own: Leaves = field(default_factory=dict)
    each_child: Leaves = field(default_factory=dict)  # said once for every child
    children: list[Leaves] = field(default_factory=list)
    people: list[Leaves] = field(default_factory=list)


def add(leaves: Leaves, found: Mapping[str, Field], *, latest: bool = False) -> None:
    """Add what was found. Where a leaf is there already, the better one stays; two that disagree are to be checked.

    With `latest` the new one counts, unless it is blank.
    """
    for name, new in found.items():
        old = leaves.get(name)
        leaves[name] = new if old is None else _settled(old, new, latest=latest)


def _settled(old: Field, new: Field, *, latest: bool) -> Field:
    if new.value is None:
        return old if old.value is not None or old.status is Status.UNREADABLE else new
    if old.value is None or latest or new.value == old.value:
        return new if old.value is None or latest or new.confidence > old.confidence else old
    return old.doubted(doubts.TWO_VALUES.about(one=old.raw, other=new.raw))


def is_somebody(leaves: Leaves) -> bool:
    """Does this block or row stand for a child or person, or is it an empty one of the form?"""
    return any(
        name in leaves and (leaves[name].value not in (None, False) or leaves[name].status is Status.UNREADABLE)
        for name in WHO
    )


def contact_of(draft: Draft) -> Contact:
    """The contact. Leaves that a group does not have are left out, and so are blocks in which nobody is named."""
    children = [child for child in draft.children if is_somebody(child)]
    for child in children:
        add(child, draft.each_child)
    own: dict[str, Any] = {name: draft.own.get(name) for name in OWN}
    return Contact(
        **own,
        incident=Incident(**_under("incident", draft.own, Incident)),
        referrer=Referrer(**_under("referrer", draft.own, Referrer)),
        consent=Consent(**_under("consent", draft.own, Consent)),
        children=tuple(Child(**_only(leaves, CHILD)) for leaves in children),
        people=tuple(Person(**_only(leaves, PERSON)) for leaves in draft.people if is_somebody(leaves)),
    )


def _under(prefix: str, leaves: Leaves, group: type) -> dict[str, Any]:
    names = [each.name for each in fields(group)]
    return {name: leaves[f"{prefix}.{name}"] for name in names if f"{prefix}.{name}" in leaves}


def _only(leaves: Leaves, names: Iterable[str]) -> dict[str, Any]:
    return {name: leaf for name, leaf in leaves.items() if name in names}
