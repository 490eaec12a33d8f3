"""A year of invented contacts in an empty store, with what its reports must say worked out beside it from the plan alone.

The plan is drawn first (seeded); rows are put in bulk, with real seals; the figures are then counted from the audit chain as always.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from hashlib import sha256
from typing import Any

from bench.store_maker import put, sealed, sealed_json
from postroom.clock import LONDON
from postroom.contact import Child, Consent, Contact, Field, Referrer, Status
from postroom.urgency import Urgency
from records import audit, vault
from records.audit import SYSTEM
from records.models import Approval, ChildRow, Correction, Document, MailMessage
from records.models import Contact as ContactRow

PORTAL_SENDER = "forms@portal.example.org"
EMAIL_SENDER = "desk@agency.example.org"
STATES = (
    ("finished",) * 80
    + ("drafted",) * 5
    + ("to_settle",) * 4
    + ("repeat",) * 5
    + ("superseded",) * 3
    + ("rejected",) * 3
)
COUNTED = frozenset({"finished", "drafted", "to_settle"})
SOURCES = ("6",) * 10 + ("2A",) * 4 + ("3A", "3E", "1A", "5D", "9", None)
AGENCIES = ("Metropolitan Police", "Grange Park Primary", "Hillside Surgery", "Kestrel Ambulance Service", None)
ETHNICITIES = ("WBRI", "WOTH", "MWBC", "AIND", "CHNE", "BAFR", "OOTH", "REFU", "NOBT", None)
POSTCODES = ("UB3 1AA", "HA4 8AB", "UB7 0AA", "SW1A 1AA", None)


@dataclass(frozen=True)
class PlannedChild:
    sex: str | None
    born: date | None
    ethnicity: str | None
    postcode: str | None
    person: str


@dataclass(frozen=True)
class Planned:
    """One mail with one contact, as it is to be."""

    at: datetime
    state: str
    channel: str
    source: str | None
    agency: str | None
    has_consent: bool
    outcome: str
    category: str
    corrected: bool
    children: tuple[PlannedChild, ...]

    @property
    def counts(self) -> bool:
        return self.state in COUNTED

    @property
    def day(self) -> date:
        return self.at.astimezone(LONDON).date()

    @cached_property
    def reading(self) -> dict[str, Any]:
        said = Contact(
            document_type=Field("merlin_pac", Status.CERTAIN),
            source_code=_certain(self.source),
            referrer=Referrer(organisation=_certain(self.agency)),
            consent=Consent(consent_to_share=_certain("not_sought" if self.has_consent else None)),
            children=tuple(_child(each) for each in self.children),
        )
        return said.as_json(explain=True)


def _certain(value: Any) -> Field:
    return Field(value, Status.CERTAIN) if value is not None else Field(None, Status.ABSENT)


def _child(child: PlannedChild) -> Child:
    return Child(
        forename=_certain("Zoe"), surname=_certain("Brindle"), sex=_certain(child.sex), ethnicity_code=_certain(child.ethnicity),
        date_of_birth=_certain(child.born.isoformat() if child.born else None), postcode=_certain(child.postcode),
    )  # fmt: skip


def plan(
    contacts: int, first: date, outcomes: Sequence[str], categories: Sequence[str], seed: int = 18
) -> list[Planned]:
    """So many over the 365 days from `first` on, to the minute, by London's clock."""
    chance = random.Random(seed)
    return [_planned(chance, first, outcomes, categories) for _ in range(contacts)]


def _planned(chance: random.Random, first: date, outcomes: Sequence[str], categories: Sequence[str]) -> Planned:
    midnight = datetime.combine(first + timedelta(days=chance.randrange(365)), time.min, LONDON)
    state = chance.choice(STATES)
    is_decided = state == "finished"
    return Planned(
        at=(midnight + timedelta(minutes=chance.randrange(1, 1380))).astimezone(UTC),
        state=state,
        channel=chance.choice(("Email", "Portal")),
        source=chance.choice(SOURCES),
        agency=chance.choice(AGENCIES),
        has_consent=chance.random() < 0.7,
        outcome=chance.choice(outcomes) if is_decided else "",
        category=chance.choice(categories) if is_decided else "",
        corrected=is_decided and chance.random() < 0.1,
        children=tuple(_planned_child(chance, first) for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 4)))),
    )


def _planned_child(chance: random.Random, first: date) -> PlannedChild:
    born = first - timedelta(days=chance.randrange(0, 17 * 365)) if chance.random() < 0.9 else None
    person = f"C{chance.randrange(1, 4000)}" if chance.random() < 0.6 else ""
    return PlannedChild(
        chance.choice(("M", "F", None)), born, chance.choice(ETHNICITIES), chance.choice(POSTCODES), person
    )


def fill(planned: Sequence[Planned]) -> None:
    """Into an empty store, and a link of the chain for each contact."""
    put(MailMessage, (_mail(number, each) for number, each in enumerate(planned, start=1)))
    mails = list(MailMessage.objects.order_by("uid"))
    put(Document, (_document(mail) for mail in mails))
    put(ContactRow, (_contact(mail, each) for mail, each in zip(mails, planned, strict=True)))
    contacts = list(ContactRow.objects.order_by("mail__uid").defer("reading_sealed"))
    pairs = list(zip(contacts, planned, strict=True))
    put(ChildRow, (row for contact, each in pairs for row in _children(contact, each)))
    put(Approval, (_approval(contact, each) for contact, each in pairs if each.outcome))
    put(Correction, (_correction(contact) for contact, each in pairs if each.corrected))
    audit.record_all(SYSTEM, (("contact.read", contact.ulid, {}) for contact in contacts))


def _mail(number: int, each: Planned) -> MailMessage:
    state = "repeat" if each.state == "repeat" else "read"
    mail = MailMessage(
        account="year", folder="INBOX", uidvalidity=1, uid=number, size=900, received_at=each.at, last_moved_at=each.at, state=state,
        disposition="contact", sha256=sha256(f"year {number}".encode()).hexdigest(), trust="trusted", scan="clean", attachments=1,
    )  # fmt: skip
    sender = PORTAL_SENDER if each.channel == "Portal" else EMAIL_SENDER
    return sealed_json(mail, "envelope_sealed", {"from": sender, "address": sender, "subject": "Report"})  # type: ignore[no-any-return]


def _document(mail: MailMessage) -> Document:
    document = Document(mail_id=mail.pk, position=0, media_type="application/pdf", role="primary", pages=1)
    return sealed(document, "name_sealed", b"report.pdf")  # type: ignore[no-any-return]


def _contact(mail: MailMessage, each: Planned) -> ContactRow:
    row = ContactRow(
        mail_id=mail.pk, position=0, state=each.state, document_type="merlin_pac", template="met-merlin-pac@1", grade="amber",
        urgency=Urgency.BY_THE_CLOCK, received_at=each.at, due_at=each.at + timedelta(days=1), last_moved_at=each.at,
        matching_answered=True, reference_hash=vault.keyed_hash(f"year {mail.uid}"), content_hash=vault.keyed_hash(f"said {mail.uid}"),
    )  # fmt: skip
    return sealed_json(row, "reading_sealed", each.reading)  # type: ignore[no-any-return]


def _children(contact: ContactRow, each: Planned) -> Iterator[ChildRow]:
    for position, child in enumerate(each.children):
        row = ChildRow(
            contact_id=contact.pk, position=position, outcome="none", settled_as=child.person or ChildRow.NEW,
            settled_by="ola" if each.outcome else "", mark=f"PR-{contact.ulid}-{position}",
        )  # fmt: skip
        yield sealed_json(row, "decision_sealed", {"outcome": "none", "candidates": [], "selected": None})


def _approval(contact: ContactRow, each: Planned) -> Approval:
    approval = Approval(contact_id=contact.pk, category=each.category, outcome=each.outcome, approved_by="ola")
    return sealed(approval, "frozen_sealed", b"[]")  # type: ignore[no-any-return]


def _correction(contact: ContactRow) -> Correction:
    word = Correction(contact_id=contact.pk, path="children[0].forename", made_by="ola")
    return sealed_json(word, "value_sealed", "Zoë")  # type: ignore[no-any-return]
