"""What only the whole contact can settle: addresses that refer to others, postcodes beside addresses, ends without a day, the source."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from extractors.values.addresses import POSTCODE
from extractors.values.derived import checked, derived, text_of
from extractors.values.nameorder import with_name_order
from extractors.values.pointers import settle_addresses
from extractors.values.source_codes import MERLIN, source_code
from extractors.values.weighing import CERTAIN, CHECK
from postroom import doubts
from postroom.contact import Child, Contact, Field, Method, Person, Status
from postroom.identifiers import postcode_is_valid

SHARED = frozenset({"surname", "school", "gp_practice", "first_language", "religion", "disability_text"})
"""Leaves under which "as above" means the child before."""

Somebody = TypeVar("Somebody", Child, Person)


def complete(contact: Contact) -> Contact:
    """The contact with everything that follows from the rest of it."""
    contact = _with_end(_with_joined_postcodes(contact))
    contact = replace(contact, children=_copied(contact.children))
    return with_name_order(_with_source(settle_addresses(contact)))


def _copied(children: tuple[Child, ...]) -> tuple[Child, ...]:
    """ "As above" under a school, a practice or a family name: the child before has it; proposed only."""
    settled = list(children)
    for at in range(1, len(settled)):
        above = {
            name: (leaf, getattr(settled[at - 1], name))
            for name, leaf in settled[at].leaves()
            if name in SHARED and _points(leaf)
        }
        found: dict[str, Any] = {
            name: derived(leaf, source, doubts.AS_BEFORE)
            for name, (leaf, source) in above.items()
            if source is not None
        }
        settled[at] = replace(settled[at], **found)
    return tuple(settled)


def _points(leaf: Field) -> bool:
    return leaf.status is Status.UNREADABLE and leaf.method is Method.DERIVED


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
        differ = doubts.POSTCODES_DISAGREE
        return replace(somebody, address=checked(address, differ), postcode=checked(postcode, differ))
    if inside or not postcode_is_valid(postcode.value):
        return somebody
    status = Status.CERTAIN if address.status is postcode.status is Status.CERTAIN else Status.CHECK
    reasons = tuple(dict.fromkeys(address.doubts + postcode.doubts))
    whole = replace(address, value=f"{address.value}, {postcode.value}", status=status, doubts=reasons)
    return replace(somebody, address=whole)


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
        end,
        value=finish.strftime("%Y-%m-%dT%H:%M"),
        status=start.status,
        confidence=start.confidence,
        why=start.why,
        doubts=start.doubts,
    )
    return replace(contact, incident=replace(contact.incident, end=settled))


def _with_source(contact: Contact) -> Contact:
    """The DfE source code from the kind of report or from who refers, unless the form states one."""
    if contact.source_code is not None:
        return contact
    who = contact.referrer
    outcome = source_code(
        text_of(contact.document_type), text_of(who.organisation), text_of(who.role_title), text_of(who.email)
    )
    if outcome is None:
        return contact
    merlin = (text_of(contact.document_type) or "").startswith(MERLIN)
    rests_on = (contact.document_type,) if merlin else (who.organisation, who.role_title)
    resting = next((leaf for leaf in rests_on if leaf and leaf.status is Status.CHECK), None)
    doubt = outcome.doubt or ((*resting.doubts, doubts.RESTS_ON_CHECK)[0] if resting else None)
    doubt = doubt or (None if any(text_of(leaf) for leaf in rests_on) else doubts.MAIL_ADDRESS_ONLY)
    leaf = Field(outcome.value, Status.CERTAIN, CERTAIN[Method.DERIVED], method=Method.DERIVED)
    leaf = leaf.doubted(doubt, CHECK[Method.DERIVED]) if doubt else leaf
    return replace(contact, source_code=leaf)
