"""What the tables say now, in the same digests as the links of the chain: the other side of records.facts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, groupby

from django.contrib.auth.models import User

from records.facts import (
    Stands,
    of_account,
    of_approval,
    of_child,
    of_contact,
    of_envelope,
    of_hold,
    of_marks,
    of_purge,
    of_read_back,
    of_reply,
    of_state,
    of_template,
    of_value,
)
from records.models import Approval, ChildRow, Contact, Correction, MailMessage, PublishedTemplate, Reply

NOT_KEPT = frozenset({"text", "envelope"})  # a letter goes with its mail, and its row too
SAID_LATER = frozenset({"read_back", "envelope"})  # rows from before the chain spoke of these have no digest of them
LASTING = frozenset({"state", "marks", "settled"})  # what stays of a contact when its content is purged
A_BATCH = 200

Said = Iterator[tuple[str, Stands]]


def standing() -> Said:
    """(subject, digests) of every row that the chain speaks of."""
    return chain(_mails(), _contacts(), _children(), _values(), _approvals(), _letters(), _templates(), _accounts())


def gone_with_their_time() -> frozenset[str]:
    """Contacts and children whose content was purged. That each purge has its link is compared with the mails."""
    purged = Contact.objects.filter(mail__purged_at__isnull=False)
    children = ChildRow.objects.filter(contact__in=purged)
    return frozenset(purged.values_list("ulid", flat=True)) | frozenset(children.values_list("ulid", flat=True))


def _mails() -> Said:
    for mail in MailMessage.objects.iterator(A_BATCH):
        content = of_purge(mail) if mail.purged_at else of_envelope(mail)
        yield mail.ulid, of_state(mail) | of_hold(mail, mail.legal_hold) | content


def _contacts() -> Said:
    for contact in Contact.objects.select_related("mail").iterator(A_BATCH):
        yield contact.ulid, of_state(contact) | of_marks(contact) if contact.mail.purged_at else of_contact(contact)


def _children() -> Said:
    for row in ChildRow.objects.select_related("contact__mail").iterator(A_BATCH):
        said = of_child(row) | of_read_back(row)
        yield row.ulid, {"settled": said["settled"]} if row.contact.mail.purged_at else said


def _values() -> Said:
    """The latest word on each leaf."""
    rows = Correction.objects.select_related("contact").order_by("contact_id", "pk").iterator(A_BATCH)
    for contact, said in groupby(rows, key=lambda each: each.contact.ulid):
        latest: Stands = {}
        for each in said:
            latest |= of_value(each)
        yield contact, latest


def _approvals() -> Said:
    kept = Approval.objects.filter(contact__mail__purged_at__isnull=True).select_related("contact")
    yield from ((each.contact.ulid, of_approval(each)) for each in kept.iterator(A_BATCH))


def _letters() -> Said:
    yield from ((each.ulid, of_reply(each)) for each in Reply.objects.iterator(A_BATCH))


def _templates() -> Said:
    yield from ((f"{each.name}@{each.version}", of_template(each)) for each in PublishedTemplate.objects.iterator())


def _accounts() -> Said:
    yield from ((f"account-{each.pk}", of_account(each)) for each in User.objects.iterator())
