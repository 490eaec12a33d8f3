"""Families of contacts: repeats, versions, and other reports of the same children or event. A mask is the family's, not the row's.

A contact joins by anything that it has in common with another: the agency's reference, what it says, its event, a child by name and
date of birth or NHS number, the record that a child was settled as, or the message. Families only grow: no later reading
or correction takes a contact out of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from records import vault
from records.models import ChildRow, Contact, EventKey, FamilyKey
from records.store.values import Standing

MASKED_RECORD = Q(sensitive=True) | Q(restricted=True)
CHILD = re.compile(r"children\[(\d+)\]\.(\w+)")
IDENTITY = ("forename", "surname", "date_of_birth", "nhs_number")


def join_family(contact: Contact, keys: Iterable[str], others: Iterable[QuerySet[Contact]] = ()) -> None:
    """Makes one family of all that have something in common with this contact. `keys` are kept as keyed hashes.

    To be called in a transaction that has added its link to the chain: that lock keeps two joins apart.
    """
    digests = {vault.keyed_hash(f"kin {key}") for key in keys}
    known = set(FamilyKey.objects.filter(contact=contact).values_list("digest", flat=True))
    FamilyKey.objects.bulk_create(FamilyKey(contact=contact, digest=digest) for digest in sorted(digests - known))
    _make_one([*_in_common(contact, digests), *others], contact)


def _in_common(contact: Contact, digests: set[str]) -> Iterator[QuerySet[Contact]]:
    yield Contact.objects.filter(pk__in=FamilyKey.objects.filter(digest__in=digests).values("contact"))
    events = EventKey.objects.filter(contact=contact).values("digest")
    yield Contact.objects.filter(pk__in=EventKey.objects.filter(digest__in=events).values("contact"))
    for column in ("reference_hash", "content_hash"):
        if said := getattr(contact, column):
            yield Contact.objects.filter(**{column: said})
    yield Contact.objects.filter(pk__in=[each for each in (contact.supersedes_id, contact.repeat_of_id) if each])


def _make_one(found: Iterable[QuerySet[Contact]], contact: Contact) -> None:
    own = Contact.objects.values_list("family", flat=True).get(pk=contact.pk)
    families = {own} - {None}
    alone = set() if own else {contact.pk}
    for some in found:
        families |= set(some.filter(family__isnull=False).order_by().values_list("family", flat=True).distinct())
        alone |= set(some.filter(family__isnull=True).order_by().values_list("pk", flat=True))
    one = min(each for each in families | alone if each is not None)
    moved = Contact.objects.filter(Q(pk__in=alone) | Q(family__in=families - {one}))
    moved.update(family=one)
    contact.family = one


def kin_keys(children: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """By what a child is known again in another report: NHS number, or the name with the date of birth as far as it is known."""
    for child in children:
        forename, surname, born, number = (str(child.get(name) or "").strip().casefold() for name in IDENTITY)
        if number:
            yield f"nhs {''.join(number.split())}"
        if forename and surname:
            yield f"child {forename} {surname} {born}"


def record_keys(rows: Iterable[ChildRow]) -> Iterator[str]:
    """By the records that children were settled as."""
    yield from (f"record {row.settled_as}" for row in rows if row.settled_as not in ("", ChildRow.NEW))


def standing_children(values: Mapping[str, Standing]) -> Iterator[dict[str, Any]]:
    """What is said of each child now, by the report and by people."""
    children: dict[str, dict[str, Any]] = {}
    for path, standing in values.items():
        if found := CHILD.fullmatch(path):
            children.setdefault(found[1], {})[found[2]] = standing.value
    yield from children.values()


def plain_children(reading: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """What a reading says of each child, without its evidence."""
    for child in reading.get("children", ()):
        yield {name: leaf["value"] for name, leaf in child.items() if leaf}
