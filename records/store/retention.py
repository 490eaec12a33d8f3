"""Working copies go when their time is over, with a certificate; ids, hashes and the audit chain stay, without content.

The record of truth is the case system. The periods are the council's (settings); a legal hold keeps everything.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from postroom.states import ContactState, MailState
from records import audit, vault
from records.audit import Actor
from records.models import (
    Approval,
    Attempt,
    Certificate,
    ChildRow,
    Contact,
    Correction,
    Document,
    MailMessage,
    OpenPoint,
    Reason,
    Reply,
    SealedFile,
)

DECIDED = (ContactState.FINISHED,)
PUT_ASIDE = (ContactState.REJECTED, ContactState.REPEAT, ContactState.SUPERSEDED)
PUT_ASIDE_MAIL = (MailState.NOT_A_CONTACT, MailState.REPEAT, MailState.CLOSED)


def due_for_purge(now: datetime) -> Iterator[tuple[MailMessage, str]]:
    """(mail, rule) of every mail whose period is over: all its contacts are decided, or it never was one."""
    decided = now - timedelta(days=settings.ENVIRONMENT.retain_days)
    aside = now - timedelta(days=settings.ENVIRONMENT.retain_rejected_days)
    kept = MailMessage.objects.filter(purged_at__isnull=True, legal_hold=False, last_moved_at__lt=max(decided, aside))
    for mail in kept.prefetch_related("contacts"):
        if rule := _rule(mail, decided, aside):
            yield mail, rule


def _rule(mail: MailMessage, decided: datetime, aside: datetime) -> str:
    contacts = list(mail.contacts.all())
    if not contacts:
        return "put_aside" if mail.state in PUT_ASIDE_MAIL and mail.last_moved_at < aside else ""
    last = max(contact.last_moved_at for contact in contacts)
    states = {contact.state for contact in contacts}
    if states <= {*DECIDED}:
        return "decided" if last < decided else ""
    return "put_aside" if states <= {*DECIDED, *PUT_ASIDE} and last < aside else ""


def purge_due(actor: Actor, now: datetime | None = None) -> Certificate | None:
    """Deletes the content of everything whose period is over, and certifies it. None when there was nothing."""
    moment = now or timezone.now()
    due = (_purge(mail, rule, actor, moment) for mail, rule in due_for_purge(moment))
    gone = [each for each in due if each]
    if not gone:
        return None
    with transaction.atomic():
        certificate = Certificate(items=gone)
        certificate.save()
        audit.record(actor, "certificate.purged", certificate.ulid, {"mails": len(gone)})
        return certificate


def _purge(mail: MailMessage, rule: str, actor: Actor, now: datetime) -> dict[str, str] | None:
    """None where a hold was set, or the mail put back into the line, since it was found to be due."""
    with transaction.atomic():
        standing = MailMessage.objects.select_for_update().get(pk=mail.pk)
        if standing.legal_hold or standing.purged_at or standing.last_moved_at != mail.last_moved_at:
            return None
        files, _ = mail.files.all().delete()
        for contact in mail.contacts.all():
            _empty(contact)
        for rows, column in _sealed_about(mail):
            rows.update(**{column: b""})
        mail.documents.update(problem="")
        mail.replies.all().delete()
        mail.envelope_sealed, mail.purged_at = b"", now
        mail.save(update_fields=["envelope_sealed", "purged_at"])
        audit.record(actor, "mail.purged", mail.ulid, {"rule": rule, "files": files, "sha256": mail.sha256})
    return {"mail": mail.ulid, "sha256": mail.sha256, "received": mail.received_at.isoformat(), "rule": rule}


def _empty(contact: Contact) -> None:
    Correction.objects.filter(contact=contact).delete()
    contact.event_keys.all().delete()


def _sealed_about(mail: MailMessage) -> Iterator[tuple[QuerySet[Any], str]]:
    """(rows, column) of all that is sealed about a mail: what the purge empties, and what its proof counts."""
    contacts = Contact.objects.filter(mail=mail)
    children = ChildRow.objects.filter(contact__mail=mail)
    subjects = [mail.ulid, *contacts.values_list("ulid", flat=True), *children.values_list("ulid", flat=True)]
    yield MailMessage.objects.filter(pk=mail.pk), "envelope_sealed"
    yield MailMessage.objects.filter(pk=mail.pk), "password_sealed"
    yield SealedFile.objects.filter(mail=mail), "content_sealed"
    yield Document.objects.filter(mail=mail), "name_sealed"
    yield contacts, "reading_sealed"
    yield children, "decision_sealed"
    yield children, "read_back_sealed"
    yield Correction.objects.filter(contact__mail=mail), "value_sealed"
    yield Approval.objects.filter(contact__mail=mail), "frozen_sealed"
    yield Reply.objects.filter(mail=mail), "text_sealed"
    yield OpenPoint.objects.filter(Q(mail=mail) | Q(contact__mail=mail)), "reason_sealed"
    yield Attempt.objects.filter(subject__in=subjects), "evidence_sealed"
    yield Reason.objects.filter(event__subject__in=subjects), "text_sealed"


def content_left(mail: MailMessage) -> int:
    """Bytes of content that are still stored about a mail: what the certificate's proof counts."""
    found = (sealed for rows, column in _sealed_about(mail) for sealed in rows.values_list(column, flat=True))
    return sum(len(vault.unseal(each)) for each in found)
