"""A store as it is after years: so many contacts of so many mails, and an audit chain of so many links. Invented, made in bulk, within minutes.

Most contacts are decided, a few thousand wait for people, a few dozen for robots; the days of three years have their mails. Seals are real and
shared between rows: a bench of pages opens what it shows, and no more.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from postroom.contact import Child, Contact, Field, Incident, Status
from postroom.urgency import Urgency
from records import audit, vault
from records.models import (
    Attempt,
    AuditEvent,
    ChainHead,
    ChildRow,
    Document,
    MailMessage,
    OpenPoint,
    SealedFile,
)
from records.models import Contact as ContactRow
from records.upgrade import take_for_granted

DAYS = 1000
AT_ONCE = 2000
FORENAMES = ("Amir", "Adaeze", "Zoe", "Jonah", "Mei", "Callum", "Priya", "Owen", "Sana", "Luca")
SURNAMES = ("Okonkwo", "Brindle", "Takahashi", "Marsh", "Ferreira", "Adeyemi", "Quill", "Novak", "Rahman", "Stone")
STATES = ("finished",) * 90 + ("superseded",) * 2 + ("rejected",) * 2 + ("repeat",) * 2 + ("drafted",) * 2
STATES += ("to_settle", "stopped")


@dataclass(frozen=True)
class Size:
    """How large the store is to be. `links` are of the audit chain."""

    contacts: int = 97_000
    links: int = 1_000_000
    held: int = 400
    set_aside: int = 4_000
    waiting: int = 40


ENVELOPE = {"from": "Desk <desk@met.police.uk>", "address": "desk@met.police.uk", "subject": "Report"}
RAW = b"From: desk@met.police.uk\r\n\r\n" + b"A line of a report.\r\n" * 60


def fill(size: Size) -> None:
    """Into an empty store."""
    chance = random.Random(14)
    _mails(size, chance)
    _contacts(size, chance)
    _attempts()
    take_for_granted()
    links(size.links)


def sealed(row: Any, column: str, content: bytes) -> Any:
    """The row with its content, bound to it."""
    vault.seal(row, column, content)
    return row


def sealed_json(row: Any, column: str, value: Any) -> Any:
    vault.seal_json(row, column, value)
    return row


def chunks(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """So many rows at once that memory stays flat."""
    left = iter(rows)
    while taken := list(islice(left, AT_ONCE)):
        yield taken


def put(model: Any, rows: Iterable[Any]) -> None:
    for some in chunks(rows):
        with transaction.atomic():
            model.objects.bulk_create(some)


def _mails(size: Size, chance: random.Random) -> None:
    states = ["read"] * size.contacts + ["held"] * size.held + ["not_a_contact"] * size.set_aside
    put(MailMessage, (_mail(number, state, chance) for number, state in enumerate(states, start=1)))
    pks = MailMessage.objects.values_list("pk", flat=True)
    put(
        Document,
        (
            sealed(
                Document(mail_id=pk, position=0, media_type="application/pdf", role="primary", pages=1),
                "name_sealed",
                b"report.pdf",
            )
            for pk in pks.iterator()
        ),
    )
    put(
        SealedFile,
        (
            sealed(SealedFile(mail_id=pk, kind="raw", media_type="message/rfc822"), "content_sealed", RAW)
            for pk in pks.iterator()
        ),
    )


def _mail(number: int, state: str, chance: random.Random) -> MailMessage:
    at = _moment(chance)
    return sealed_json(MailMessage(
        account="bench", folder="INBOX", uidvalidity=1, uid=number, size=1300, received_at=at, last_moved_at=at, state=state,
        disposition={"read": "contact"}.get(state, state), reason={"held": "unreadable", "not_a_contact": "auto_reply"}.get(state, ""),
        sha256=sha256(str(number).encode()).hexdigest(), trust="trusted", scan="clean", labelled=True, attachments=1,
    ), "envelope_sealed", ENVELOPE)  # fmt: skip


def _moment(chance: random.Random) -> datetime:
    return timezone.now() - timedelta(seconds=chance.randint(60, DAYS * 86_400))


def _reading(number: int) -> dict[str, Any]:
    """One of some dozens: what a form of one child comes to."""
    chance = random.Random(number)
    child = Child(
        forename=Field(chance.choice(FORENAMES), Status.CERTAIN), surname=Field(chance.choice(SURNAMES), Status.CERTAIN),
        date_of_birth=Field(f"20{number % 20:02d}-03-04", Status.CERTAIN), address=Field("14 Mill Lane, Hayes", Status.CERTAIN),
    )  # fmt: skip
    return Contact(
        document_type=Field("merlin_pac", Status.CERTAIN), agency_reference=Field(f"26PAC{number:06d}", Status.CERTAIN),
        reason=Field("Police attended. " * 40, Status.CERTAIN), incident=Incident(start=Field("2026-03-04T22:15", Status.CERTAIN)), children=(child,),
    ).as_json(explain=True)  # fmt: skip


def _contacts(size: Size, chance: random.Random) -> None:
    readings = [_reading(number) for number in range(60)]
    mails = MailMessage.objects.filter(state="read").order_by("pk")
    put(ContactRow, (_contact(mail, readings, size, chance) for mail in mails.iterator()))
    decision = {"outcome": "none", "candidates": [], "selected": None}
    rows = ContactRow.objects.values_list("pk", "state").order_by("pk")
    put(
        ChildRow,
        (
            sealed_json(
                ChildRow(contact_id=pk, position=0, outcome="none", settled_as="new", mark=f"PR-{pk}"),
                "decision_sealed",
                decision,
            )
            for pk, _ in rows.iterator()
        ),
    )
    put(OpenPoint, (_point(pk, state) for pk, state in rows.iterator()))


def _contact(mail: MailMessage, readings: list[dict[str, Any]], size: Size, chance: random.Random) -> ContactRow:
    state = chance.choice(STATES) if mail.pk > size.waiting else "read"
    known = {"matching_answered": True} if hasattr(ContactRow, "matching_answered") else {}
    row = ContactRow(
        mail_id=mail.pk, position=0, state=state, document_type="merlin_pac", template="met-merlin-pac@1",
        grade=chance.choice(("red", "amber", "green", "blue")), urgency=chance.choice([*Urgency]), received_at=mail.received_at,
        due_at=mail.received_at + timedelta(days=1), last_moved_at=mail.received_at, sensitive=chance.random() < 0.02,
        reference_hash=vault.keyed_hash(f"reference {mail.pk}"), content_hash=vault.keyed_hash(str(mail.pk)), **known,
    )  # fmt: skip
    return sealed_json(row, "reading_sealed", chance.choice(readings))


def _point(pk: int, state: str) -> OpenPoint:
    over = None if state in ("drafted", "to_settle", "stopped") else timezone.now()
    point = OpenPoint(contact_id=pk, kind="check_value", path="reason", question=f"bench {pk}", closed_at=over)
    return sealed(point, "reason_sealed", b"Look at this value.")


def _attempts() -> None:
    """Three a mail, all of which went well."""
    now = timezone.now()
    for step in ("collect", "read", "match"):
        ulids = MailMessage.objects.values_list("ulid", flat=True)
        put(
            Attempt,
            (
                Attempt(step=step, subject=ulid, worker="bench", ended_at=now, outcome="done")
                for ulid in ulids.iterator()
            ),
        )


def links(count: int) -> None:
    """The chain grows to so many links, sealed as audit.record seals them. Every mail has the link of its claim."""
    head, _ = ChainHead.objects.get_or_create(pk=1)
    for some in chunks(_chain(head, count)):
        with transaction.atomic():
            AuditEvent.objects.bulk_create(some)
            audit.set_end(head, some[-1].number, some[-1].own_hash)


def _chain(head: ChainHead, count: int) -> Iterator[AuditEvent]:
    previous, at = head.own_hash, timezone.now() - timedelta(days=DAYS)
    step = timedelta(days=DAYS) / max(1, count)
    for number, (action, subject) in zip(range(head.number + 1, count + 1), _said(), strict=False):
        link = AuditEvent(
            number=number,
            at=at + step * number,
            actor_kind="robot",
            actor="reader",
            action=action,
            subject=subject,
            previous_hash=previous,
        )
        link.own_hash = previous = audit.link_hash(link)
        yield link


def _said() -> Iterator[tuple[str, str]]:
    mails = list(MailMessage.objects.values_list("ulid", flat=True))
    contacts = list(ContactRow.objects.values_list("ulid", flat=True))
    yield from (("mail.claimed", ulid) for ulid in mails)
    while True:
        for action in ("contact.read", "child.matched", "viewed.contact", "contact.drafted", "contact.finished"):
            yield from ((action, ulid) for ulid in contacts)


def told() -> str:
    """What stands in the store."""
    counts = {
        model.__name__: model._default_manager.count() for model in (MailMessage, ContactRow, Attempt, AuditEvent)
    }
    return json.dumps(counts)
