"""History: the earlier contacts of each child and its family, put beside what matching decided. Facts of the store, no narrative."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.utils import timezone

from bots.queries import query_of
from matching.contacts import EarlierContact, Found, earlier_contacts
from postroom.history import Earlier, Link
from postroom.matching import ChildQuery, Decision
from records import store
from records.models import Contact
from records.sealing import CannotOpen
from records.store import Standing

ORDER = list(Link)


def with_history(contact: Contact, queries: Sequence[ChildQuery], decisions: Sequence[Decision]) -> list[Decision]:
    """The decisions, each with the earlier contacts of its child: by what the reports say, and by the records proposed."""
    records = {each.case_id for decision in decisions for each in decision.candidates}
    before = store.earlier_of(contact, records)
    values = {each.ulid: readable(each) for each in before}
    told = [as_told(each, values[each.ulid], queries_of(each, values[each.ulid])) for each in before]
    links = earlier_contacts(as_told(contact, store.standing_values(contact), queries), told)
    return [
        replace(decision, history=tuple(history(contact, query, decision, before, links, values)))
        for query, decision in zip(queries, decisions, strict=True)
    ]


def readable(contact: Contact) -> Mapping[str, Standing]:
    """What is said of an earlier contact; nothing where its seal is broken: that costs no later contact its answer."""
    try:
        return store.standing_values(contact)
    except CannotOpen:
        return {}


def queries_of(contact: Contact, values: Mapping[str, Standing]) -> list[ChildQuery]:
    return [query_of(contact.ulid, row.position, values) for row in contact.children.all()]


def as_told(contact: Contact, values: Mapping[str, Standing], children: Sequence[ChildQuery]) -> EarlierContact:
    """What links two contacts, in the words of both."""
    return EarlierContact(
        contact_id=contact.ulid,
        received=received(contact).isoformat(),
        children=children,
        agency_reference=said(values, "agency_reference"),
        incident=said(values, "incident.start")[:10],
        cad_ref=said(values, "incident.cad_ref"),
        crime_ref=said(values, "incident.crime_ref"),
    )


def history(
    contact: Contact,
    query: ChildQuery,
    decision: Decision,
    before: Iterable[Contact],
    links: Iterable[Found],
    values: Mapping[str, Mapping[str, Standing]],
) -> Iterable[Earlier]:
    """Every earlier contact by its surest link with this child."""
    records = {each.case_id for each in decision.candidates}
    by_contact: dict[str, list[Link]] = {}
    for found in links:
        if found.query_id in ("", query.query_id):
            by_contact.setdefault(found.contact_id, []).append(found.link)
    for other in before:
        settled = {row.settled_as for row in other.children.all()}
        known = by_contact.get(other.ulid, []) + ([Link.SAME_RECORD] if settled & records else [])
        yield entry(contact, other, min(known, key=ORDER.index, default=Link.FAMILY), values[other.ulid])


def entry(contact: Contact, other: Contact, link: Link, values: Mapping[str, Standing]) -> Earlier:
    category, outcome = store.decided_as(other)
    return Earlier(
        contact=other.ulid,
        received=received(other).isoformat(),
        link=link,
        days_before=(received(contact) - received(other)).days,
        agency=said(values, "referrer.organisation"),
        document_type=other.document_type,
        category=category,
        outcome=outcome,
        reference=said(values, "agency_reference"),
    )


def received(contact: Contact) -> date:
    return timezone.localdate(contact.received_at)


def said(values: Mapping[str, Standing], path: str) -> str:
    standing = values.get(path)
    return str(standing.value) if standing and standing.value else ""
