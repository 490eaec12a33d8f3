"""Sweep: asks again for every record that stands still. This is why losing Redis, or a killed worker, loses nothing."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db.models import F, Q
from django.utils import timezone

from postroom.errors import NotAllowed
from records import dispatch, store
from records.models import BookedDay, Contact, Heartbeat, MailMessage, Rehearsal, Replay, Reply
from records.queries.ledger import kept
from records.store.clocks import not_ahead
from records.store.figures import catch_up
from records.store.moves import free_lease
from records.store.replies import interrupted_replies

log = logging.getLogger(__name__)
STANDS_STILL = timedelta(seconds=20)
LINKS_COUNTED = 150  # of the audit chain, for the reports' figures: a report that is asked for counts the rest
MOST = 500  # of each kind at once; the next sweep takes the next


def sweep() -> None:
    """Runs every few seconds. Records under a lease are being worked on; records at a later interval wait for their hour."""
    now = timezone.now()
    free = free_lease()
    still = free & (Q(last_moved_at__lt=now - STANDS_STILL) | ~not_ahead("last_moved_at", now))
    interrupted = list(Contact.objects.filter(free, state__in=store.INTERRUPTED)[:MOST])
    for contact in interrupted:
        _put_back(contact)
    contacts = list(
        Contact.objects.filter(still, state__in=store.NEXT_FOR_CONTACT).order_by("urgency", "due_at")[:MOST]
    )
    mails = list(MailMessage.objects.filter(still, state__in=store.NEXT_FOR_MAIL).order_by("pk")[:MOST])
    found: tuple[Contact | MailMessage, ...] = (*contacts, *mails)
    waiting = store.wait_for_their_hour([record.ulid for record in found])
    for record in found:
        if record.ulid not in waiting:
            store.request_next(record)
    _ask_for_what_is_no_record()
    catch_up(LINKS_COUNTED)
    difference = _close_the_books()
    store.beat(Heartbeat.Kind.SWEEP, "sweep", asked=len(found), put_back=len(interrupted), ledger_difference=difference)
    if interrupted:
        log.info("sweep: %d interrupted contacts put back", len(interrupted))


def _put_back(contact: Contact) -> None:
    try:
        store.put_back(contact, store.SYSTEM)
    except NotAllowed:
        log.info("sweep: %s moved on meanwhile", contact.ulid)


def _ask_for_what_is_no_record() -> None:
    """Replies that a person released, and the studio's work."""
    for ulid in interrupted_replies():
        store.reply_failed(ulid, "It is not known whether this reply went out. Ask before you send it again.")
    waiting = {
        "reply": Reply.objects.filter(state=Reply.State.TO_SEND),
        "rehearse": Rehearsal.objects.filter(state=Rehearsal.State.ASKED),
        "replay": Replay.objects.filter(done__lt=F("total")),
    }
    for step, rows in waiting.items():
        for ulid in rows.values_list("ulid", flat=True)[:MOST]:
            dispatch.ask(step, ulid)


def _close_the_books() -> int:
    """Mails and attachments of today and yesterday that are in no column of the ledger, and days that the nightly check disproved.

    Not 0 is an alarm: in the log, the figures, the page.
    """
    today = timezone.localdate()
    difference = sum(abs(day.difference) for day in kept([today, today - timedelta(days=1)]))
    difference += BookedDay.objects.filter(is_disproved=True).count()
    if difference:
        log.error("sweep: the ledger does not close, %d mails or attachments are in no column", difference)
    return difference
