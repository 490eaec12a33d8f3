"""The only place that changes a state, and the leases that keep two steps off one record."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from postroom.states import ContactState, MailState, check_contact_move, check_mail_move
from records import audit, dispatch
from records.audit import Actor
from records.facts import of_state
from records.models import Contact, MailMessage
from records.store.books import day_changed

NEXT_FOR_MAIL: dict[MailState, str] = {MailState.CLAIMED: "collect", MailState.STORED: "read"}
NEXT_FOR_CONTACT: dict[ContactState, str] = {
    ContactState.READ: "match",
    ContactState.SETTLED: "prefill",
    ContactState.APPROVED: "finish",
}
"""What the line does with a record that stands in a state. The sweep asks by the same tables. Two tables, because states of
the two kinds may bear the same word."""

INTERRUPTED: dict[ContactState, ContactState] = {
    ContactState.DRAFTING: ContactState.SETTLED,
    ContactState.FINISHING: ContactState.APPROVED,
}
"""Where a contact goes back to when the robot was killed at it. The robot looks for its mark before it types again."""

LEASE = timedelta(seconds=30)
FAR_AHEAD = timedelta(minutes=5)
URGENT = 2  # rungs of postroom.urgency up to this one go to the front of the queue


def move_mail(mail: MailMessage, to: MailState, actor: Actor, **details: object) -> None:
    """Moves a mail, writes the link of the chain, and asks for what comes next: all in one transaction."""
    with transaction.atomic():
        now = MailState(_standing(mail))
        check_mail_move(now, to)
        _move(mail, now, to, actor, details)


def move_contact(contact: Contact, to: ContactState, actor: Actor, **details: object) -> None:
    """The same for a contact."""
    with transaction.atomic():
        now = ContactState(_standing(contact))
        check_contact_move(now, to)
        _move(contact, now, to, actor, details)


def _standing(record: MailMessage | Contact) -> str:
    """The state as it is stored now, locked until the transaction ends."""
    return type(record)._default_manager.select_for_update().only("state").get(pk=record.pk).state


def _move(record: MailMessage | Contact, now: str, to: str, actor: Actor, details: dict[str, object]) -> None:
    record.state, record.last_moved_at = to, timezone.now()
    record.save(
        update_fields=[each.name for each in record._meta.concrete_fields if not record.stands_apart(each.name)]
    )
    kind = "mail" if isinstance(record, MailMessage) else "contact"
    audit.record(actor, f"{kind}.{to}", record.ulid, {"from": now, **details}, stands=of_state(record))
    day_changed(record.received_at)
    request_next(record)


def request_next(record: MailMessage | Contact) -> None:
    """Asks for what comes next for a record that stands where it is: after it was made, and by the sweep."""
    if isinstance(record, MailMessage):
        step = NEXT_FOR_MAIL.get(MailState(record.state))
    else:
        step = NEXT_FOR_CONTACT.get(ContactState(record.state))
    if step:
        dispatch.ask(step, record.ulid, urgent=isinstance(record, Contact) and record.urgency <= URGENT)


def free_lease() -> Q:
    """Nobody's now. A lease far ahead is left from a clock that was set back meanwhile."""
    return Q(lease_until__isnull=True) | Q(lease_until__lt=Now()) | Q(lease_until__gt=Now() + FAR_AHEAD)


def take_lease(record: MailMessage | Contact, holder: str) -> bool:
    """Whether the record is now this holder's alone. One UPDATE: two workers cannot both win.

    The database tells the time, so that hosts whose clocks differ agree on when a lease is over.
    """
    free = free_lease() | Q(lease_holder=holder)
    return bool(
        type(record)._default_manager.filter(free, pk=record.pk).update(lease_holder=holder, lease_until=Now() + LEASE)
    )


def renew_lease(record: MailMessage | Contact, holder: str) -> bool:
    """False when somebody else has it: the step must stop before its next outside act."""
    return bool(
        type(record)._default_manager.filter(pk=record.pk, lease_holder=holder).update(lease_until=Now() + LEASE)
    )


def give_lease_back(record: MailMessage | Contact, holder: str) -> None:
    type(record)._default_manager.filter(pk=record.pk, lease_holder=holder).update(lease_holder="", lease_until=None)
