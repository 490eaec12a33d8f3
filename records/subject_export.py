"""All that Postroom holds about one child, for the officer who answers a subject access request.

The officer removes what is about other people before anything is disclosed: a report names third parties, and the police's
words may not be the council's to give. The export says so where it matters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from records import audit
from records.audit import Actor
from records.models import AuditEvent, ChildRow, Contact
from records.queries.masks import OpenContact, OpenPost, open_contact, open_post
from records.store.matching import decision_of
from records.store.review import open_masked
from records.store.values import Standing, standing_values

SHUT = "It is masked for you, or matching has not answered yet. Give a reason when you export it, or ask the team that holds the record first."
SENSITIVE = "This record is restricted, or an address in it must not be disclosed: ask the team that holds it first. "
Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """A child by case number, or by name and date of birth."""

    case_id: str = ""
    forename: str = ""
    surname: str = ""
    date_of_birth: str = ""


def export_subject(subject: Subject, actor: Actor, reason: str = "") -> list[dict[str, Any]]:
    """Every contact that is about this child. Each export is a link of the audit chain.

    What is masked for this officer is named and not told, unless they give a reason: that opens it as the page does.
    """
    found = list(_rows_of(subject))
    with transaction.atomic():
        for row, _ in found:
            audit.record(actor, "subject.exported", row.ulid, {"contact": row.contact.ulid})
        if reason:
            _open(found, actor, reason)
    return [_told(row, open_contact(row.contact.ulid, actor), actor) for row, _ in found]


def _open(found: Iterable[tuple[ChildRow, Names]], actor: Actor, reason: str) -> None:
    for contact in {row.contact_id: row.contact for row, _ in found}.values():
        if not open_contact(contact.ulid, actor).is_open:
            open_masked(contact, reason, actor)


def _rows_of(subject: Subject) -> Iterator[tuple[ChildRow, Names]]:
    """A repeat, an older version or a rejected report was never settled as a record: it is found by the child's names, which the
    records under the case number tell.
    """
    known = list(_every_row())
    of_case = [each for each in known if subject.case_id and each[0].settled_as == subject.case_id]
    named = {names for _, names in of_case} | {
        tuple(_folded(each) for each in (subject.forename, subject.surname, subject.date_of_birth))
    }
    wanted = {each for each in named if all(each)}
    settled = {row.pk for row, _ in of_case}
    yield from (each for each in known if each[0].pk in settled or each[1] in wanted)


def _every_row() -> Iterator[tuple[ChildRow, Names]]:
    """With the names alone: the search looks behind every mask, and tells nobody what it saw there."""
    contacts = Contact.objects.exclude(reading_sealed=b"").prefetch_related("children").order_by("pk")
    for contact in contacts.iterator(chunk_size=50):
        values = standing_values(contact)
        yield from ((row, _names(row, values)) for row in contact.children.all())


def _names(row: ChildRow, values: dict[str, Standing]) -> Names:
    return tuple(_folded(_said(row, values, name)) for name in ("forename", "surname", "date_of_birth"))


def _folded(name: str) -> str:
    """Zoë and ZOE, O’Neill and O'Neill are one."""
    bare = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in bare if letter.isalnum())


def _said(row: ChildRow, values: dict[str, Standing], name: str) -> str:
    standing = values.get(f"children[{row.position}].{name}")
    return str(standing.value) if standing and standing.value else ""


def _told(row: ChildRow, seen: OpenContact, actor: Actor) -> dict[str, Any]:
    contact = row.contact
    about = {
        "contact": contact.ulid,
        "received_at": contact.received_at.isoformat(),
        "state": contact.state,
        "document_type": contact.document_type,
        "masked": not seen.is_open or contact.sensitive or contact.restricted,
    }
    if not seen.is_open:
        return about | {"before_disclosure": SHUT}
    return about | _content(row, seen.values, open_post(contact.mail.ulid, actor))


def _content(row: ChildRow, values: dict[str, Standing], post: OpenPost) -> dict[str, Any]:
    contact = row.contact
    mine = f"children[{row.position}]."
    return {
        "mail": {name: said for name, said in post.envelope.items() if name in ("from", "subject", "date")},
        "documents": [post.words(each, "name_sealed") for each in contact.mail.documents.all()],
        "child": {path.removeprefix(mine): _leaf(each) for path, each in values.items() if path.startswith(mine)},
        "report": {path: _leaf(each) for path, each in values.items() if "[" not in path},
        "before_disclosure": SENSITIVE * (contact.sensitive or contact.restricted)
        + "report.reason and report.referrer name other people: remove what is theirs.",
        "match": decision_of(row),
        "settled_as": row.settled_as,
        "settled_by": row.settled_by,
        "draft_reference": row.draft_reference,
        "audit": [
            {"number": each.number, "at": each.at.isoformat(), "actor": each.actor, "action": each.action}
            for each in AuditEvent.objects.filter(subject__in=(contact.ulid, row.ulid, contact.mail.ulid)).order_by(
                "number"
            )
        ],
    }


def _leaf(standing: Standing) -> dict[str, Any]:
    envelope = standing.envelope or {}
    place = {name: envelope.get(name) for name in ("document", "page", "raw")}
    return {"value": standing.value, "status": standing.status, "settled_by": standing.settled_by, **place}
