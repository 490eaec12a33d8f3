"""Working copies go when their time is over, with a certificate; ids, hashes and the audit chain stay, without content.

The record of truth is the case system. The periods are the council's (settings); a legal hold keeps everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Prefetch, QuerySet
from django.utils import timezone

from postroom.states import ContactState, MailState
from records import audit, vault
from records.audit import Actor
from records.facts import of_purge
from records.models import (
    Approval,
    Attempt,
    AuditEvent,
    Certificate,
    ChildRow,
    Contact,
    Correction,
    Document,
    EventKey,
    FamilyKey,
    MailMessage,
    OpenPoint,
    Reason,
    Reply,
    SealedFile,
)

DECIDED = (ContactState.FINISHED,)
PUT_ASIDE = (ContactState.REJECTED, ContactState.REPEAT, ContactState.SUPERSEDED)
A_BATCH = 200  # mails with one certificate: a second or so in which nothing else is written
PUT_ASIDE_MAIL = (MailState.NOT_A_CONTACT, MailState.REPEAT, MailState.CLOSED)


def due_for_purge(now: datetime) -> Iterator[tuple[MailMessage, str]]:
    """(mail, rule) of every mail whose period is over: all its contacts are decided, or it never was one."""
    last = 0
    while found := _next_looked_at(now, last):
        last = found[-1].pk
        yield from _due(found, now)


def _next_looked_at(now: datetime, last: int) -> list[MailMessage]:
    """Some mails further that may be due. Memory holds no more than these."""
    period = min(settings.ENVIRONMENT.retain_days, settings.ENVIRONMENT.retain_rejected_days)
    kept = MailMessage.objects.filter(purged_at__isnull=True, legal_hold=False, pk__gt=last)
    contacts = Prefetch("contacts", Contact.objects.only("mail", "state", "last_moved_at"))
    old = kept.filter(last_moved_at__lt=now - timedelta(days=period)).order_by("pk")
    return list(old.prefetch_related(contacts)[:A_BATCH])


def _due(found: Iterable[MailMessage], now: datetime) -> Iterator[tuple[MailMessage, str]]:
    decided = now - timedelta(days=settings.ENVIRONMENT.retain_days)
    aside = now - timedelta(days=settings.ENVIRONMENT.retain_rejected_days)
    for mail in found:
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


def purge_due(actor: Actor, now: datetime | None = None) -> list[str]:
    """Deletes the content of everything whose period is over, a batch at a time, and certifies each: killed in the middle, it goes on
    where the last certificate ends. The references of the certificates; empty when there was nothing.
    """
    moment, last, made = now or timezone.now(), 0, list[str]()
    while found := _next_looked_at(moment, last):
        last = found[-1].pk
        if certificate := _purge(list(_due(found, moment)), actor, moment):
            made.append(certificate.ulid)
    return made


def _purge(due: list[tuple[MailMessage, str]], actor: Actor, now: datetime) -> Certificate | None:
    """One batch and its certificate, which stand or fall together. What was held or put back into the line meanwhile is left."""
    with transaction.atomic():
        pks = [mail.pk for mail, _ in due]
        standing = {mail.pk: mail for mail in MailMessage.objects.select_for_update().filter(pk__in=pks)}
        gone = [(standing[mail.pk], rule) for mail, rule in due if _is_as_it_was(standing.get(mail.pk), mail)]
        if not gone:
            return None
        files = _emptied([mail for mail, _ in gone], now)
        certificate = Certificate.objects.create(items=[_item(mail, rule) for mail, rule in gone])
        told = (
            (
                "mail.purged",
                mail.ulid,
                {"rule": rule, "files": files.get(mail.pk, 0), "sha256": mail.sha256, "stands": of_purge(mail)},
            )
            for mail, rule in gone
        )
        end = ("certificate.purged", certificate.ulid, {"mails": len(gone)})
        audit.record_all(actor, [*told, end])
        return certificate


def _is_as_it_was(standing: MailMessage | None, mail: MailMessage) -> bool:
    """Neither held, nor purged, nor put back into the line since it was found to be due."""
    return bool(
        standing and not standing.legal_hold and not standing.purged_at and standing.last_moved_at == mail.last_moved_at
    )


def _emptied(mails: list[MailMessage], now: datetime) -> dict[int, int]:
    """How many files went of each mail."""
    files = SealedFile.objects.filter(mail__in=mails)
    counts = dict(files.order_by().values_list("mail").annotate(Count("pk")))
    files.delete()
    contacts = Contact.objects.filter(mail__in=mails)
    Correction.objects.filter(contact__in=contacts).delete()
    EventKey.objects.filter(contact__in=contacts).delete()
    FamilyKey.objects.filter(contact__in=contacts).delete()
    for rows, column in _sealed_about(mails):
        rows.update(**{column: b""})
    Document.objects.filter(mail__in=mails).update(problem="")
    Reply.objects.filter(mail__in=mails).delete()
    MailMessage.objects.filter(pk__in=[mail.pk for mail in mails]).update(purged_at=now)
    return counts


def _item(mail: MailMessage, rule: str) -> dict[str, str]:
    return {"mail": mail.ulid, "sha256": mail.sha256, "received": mail.received_at.isoformat(), "rule": rule}


def _sealed_about(mails: list[MailMessage]) -> Iterator[tuple[QuerySet[Any], str]]:
    """(rows, column) of all that is sealed about mails: what the purge empties, and what its proof counts."""
    pks = [mail.pk for mail in mails]
    contacts = Contact.objects.filter(mail__in=pks)
    known = dict(contacts.values_list("pk", "ulid"))
    children = ChildRow.objects.filter(contact__in=list(known))
    subjects = [*(mail.ulid for mail in mails), *known.values(), *children.values_list("ulid", flat=True)]
    events = AuditEvent.objects.filter(subject__in=subjects).values("pk")
    yield MailMessage.objects.filter(pk__in=pks), "envelope_sealed"
    yield MailMessage.objects.filter(pk__in=pks), "password_sealed"
    yield SealedFile.objects.filter(mail__in=pks), "content_sealed"
    yield Document.objects.filter(mail__in=pks), "name_sealed"
    yield Contact.objects.filter(pk__in=list(known)), "reading_sealed"
    yield children, "decision_sealed"
    yield children, "read_back_sealed"
    yield Correction.objects.filter(contact__in=list(known)), "value_sealed"
    yield Approval.objects.filter(contact__in=list(known)), "frozen_sealed"
    yield Reply.objects.filter(mail__in=pks), "text_sealed"
    yield OpenPoint.objects.filter(mail__in=pks), "reason_sealed"
    yield OpenPoint.objects.filter(contact__in=list(known)), "reason_sealed"
    yield Attempt.objects.filter(subject__in=subjects), "evidence_sealed"
    yield Reason.objects.filter(event__in=events), "text_sealed"


def content_left(mail: MailMessage) -> int:
    """Bytes of content that are still stored about a mail: what the certificate's proof counts."""
    return sum(len(vault.unseal(row, column)) for rows, column in _sealed_about([mail]) for row in rows)
