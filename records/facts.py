"""What people settled, as keyed digests: a link of the chain carries them, and verifying compares them with the tables.

A digest says nothing of the value to anybody without the linking key, and equal values of two records differ.
"""

from __future__ import annotations

import json
from typing import Any

from django.contrib.auth.models import User
from django.db import models

from records import vault
from records.models import Approval, ChildRow, Contact, Correction, MailMessage, PublishedTemplate, Reply
from records.sealing import CannotOpen

LENGTH = 32  # of 64 hexadecimal digits: 128 bits are enough to compare with, and a store has a million links

Stands = dict[str, str]


def digest(subject: str, name: str, value: Any) -> str:
    """Empty for what is empty."""
    if not any(value) if isinstance(value, list) else not value:
        return ""
    return vault.keyed_hash(json.dumps(["stands", subject, name, value], sort_keys=True))[:LENGTH]


def of_state(record: MailMessage | Contact) -> Stands:
    """Where a mail or a contact stands, and what makes a mail trusted."""
    if isinstance(record, Contact):
        return _digests(record.ulid, state=str(record.state))
    return _digests(record.ulid, state=str(record.state), kept=[record.sha256, record.trust, record.scan])


def of_contact(contact: Contact) -> Stands:
    """The reading itself, beside where the contact stands and what masks it."""
    return of_state(contact) | of_marks(contact) | _digests(contact.ulid, reading=_content(contact, "reading_sealed"))


def of_marks(contact: Contact) -> Stands:
    """What masks it."""
    return _digests(contact.ulid, marks=[bool(contact.sensitive), bool(contact.restricted)])


def of_child(row: ChildRow) -> Stands:
    """Who the child is, by whom, and the candidates that were shown."""
    return _digests(row.ulid, settled=[row.settled_as, row.settled_by], decision=_content(row, "decision_sealed"))


def of_read_back(row: ChildRow) -> Stands:
    """What was read back of the draft in the case system."""
    return _digests(row.ulid, read_back=_content(row, "read_back_sealed"))


def of_envelope(mail: MailMessage) -> Stands:
    """Who sent it, what about, and what the reader found of it as a whole."""
    return _digests(mail.ulid, envelope=_content(mail, "envelope_sealed"))


def of_value(said: Correction) -> Stands:
    """What a person said that a leaf is."""
    name = f"value {said.path}"
    value = [_content(said, "value_sealed"), said.confirmed, said.made_by]
    return {name: digest(said.contact.ulid, name, value)}


def of_approval(approval: Approval | None) -> Stands:
    """Exactly what was approved; None: it was taken back."""
    if approval is None:
        return {"approval": ""}
    said = [_content(approval, "frozen_sealed"), approval.category, approval.outcome, approval.approved_by]
    return _digests(approval.contact.ulid, approval=said)


def of_hold(mail: MailMessage, on: bool) -> Stands:
    return _digests(mail.ulid, hold=on)


def of_purge(mail: MailMessage) -> Stands:
    return _digests(mail.ulid, purged=True)


def of_reply(reply: Reply) -> Stands:
    return _digests(reply.ulid, text=_content(reply, "text_sealed"))


def of_template(made: PublishedTemplate) -> Stands:
    return _digests(f"{made.name}@{made.version}", template=made.template)


def of_account(person: User) -> Stands:
    """What somebody may do, and whether they may sign in."""
    roles = sorted(person.groups.values_list("name", flat=True))
    return _digests(f"account-{person.pk}", roles=[roles, person.is_active])


def _digests(subject: str, **values: Any) -> Stands:
    return {name: digest(subject, name, value) for name, value in values.items()}


def _content(row: models.Model, column: str) -> str:
    """What cannot be opened is not what was said either."""
    try:
        return vault.unseal(row, column).decode()
    except CannotOpen:
        return "cannot be opened"
