"""Post still flows, and will not for long, or not well: clocks, faults, room, dates, the audit chain, accuracy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from math import sqrt
from pathlib import Path

from cryptography import x509
from django.conf import settings
from django.utils import timezone

from postroom.states import ContactState
from records.models import Attempt, ChainProof, Contact, Correction
from records.queries.alarm import Alarm

SOON = timedelta(minutes=60)
UNDECIDED = (
    ContactState.READ, ContactState.TO_SETTLE, ContactState.SETTLED, ContactState.DRAFTING, ContactState.DRAFTED,
    ContactState.STOPPED,
)  # fmt: skip
LATEST = 200
FAULTS, FAULTY_SHARE = 5, 0.1  # so many in an hour, and such a share of all attempts
ROOM_SHARE, ROOM_BYTES = 0.05, 5 * 1024**3  # too little is what is less than both
EXPIRY_NOTICE = timedelta(days=21)
THIS_WEEK, BEFORE = timedelta(days=7), timedelta(days=35)
ENOUGH_CONTACTS = 30


def trouble_ahead() -> Iterator[Alarm]:
    """The most pressing first."""
    yield from _chain()
    yield from _clocks()
    yield from _faults()
    yield from _room(settings.ENVIRONMENT.state_dir)
    yield from _expiries(timezone.localdate())
    yield from _accuracy()


def _chain() -> Iterator[Alarm]:
    for broken in ChainProof.objects.filter(broken_at__isnull=False):
        yield Alarm("chain", f"The audit chain does not hold: link {broken.broken_at} {broken.broken_how}.")


def _clocks() -> Iterator[Alarm]:
    now = timezone.now()
    due = Contact.objects.filter(state__in=UNDECIDED, due_at__gt=now, due_at__lte=now + SOON)
    if count := due.count():
        what = "One contact has" if count == 1 else f"{count} contacts have"
        yield Alarm("clock", f"{what} less than an hour left to be decided.")


def _faults() -> Iterator[Alarm]:
    since = timezone.now() - timedelta(hours=1)
    latest = Attempt.objects.order_by("-pk").values_list("outcome", "started_at")[:LATEST]
    tried = [outcome for outcome, started in latest if outcome and started > since]
    bad = sum(outcome in {Attempt.Outcome.FAULT, Attempt.Outcome.KILLED} for outcome in tried)
    if bad >= FAULTS and bad >= FAULTY_SHARE * len(tried):
        yield Alarm("errors", f"Many steps go wrong: {bad} of the last {len(tried)} within the hour.")


def room(folder: Path) -> tuple[float, bool]:
    """GB that are free on the disk that the folder is on, or will be; and whether that is too little."""
    usage = shutil.disk_usage(next(each for each in (folder, *folder.resolve().parents) if each.exists()))
    return usage.free / 1024**3, usage.free < min(ROOM_SHARE * usage.total, ROOM_BYTES)


def _room(folder: Path) -> Iterator[Alarm]:
    free, is_too_little = room(folder)
    if is_too_little:
        yield Alarm("disk", f"The disk is nearly full: {free:.1f} GB are free.")


def _expiries(today: date) -> Iterator[Alarm]:
    for name, until in (*settings.ENVIRONMENT.expires, *_certificates()):
        if until - today <= EXPIRY_NOTICE:
            verb = "expires" if until >= today else "expired"
            yield Alarm(f"expires {name}"[:120], f"{name} {verb} on {until:%d %B %Y}.")


def _certificates() -> Iterator[tuple[str, date]]:
    """Of the mail server's own authority, where one is named. A file that cannot be read is told by the mailbox itself."""
    if file := settings.ENVIRONMENT.mailbox.ca_file:
        try:
            found = x509.load_pem_x509_certificates(Path(file).read_bytes())
        except (OSError, ValueError):
            return
        yield "The mail server's certificate authority", min(each.not_valid_after_utc for each in found).date()


def _accuracy() -> Iterator[Alarm]:
    """Corrections a contact of this week against the upper limit of a u chart over the four weeks before."""
    now = timezone.now()
    contacts, corrected = _corrected(now - THIS_WEEK, now)
    contacts_before, corrected_before = _corrected(now - BEFORE, now - THIS_WEEK)
    if min(contacts, contacts_before) < ENOUGH_CONTACTS:
        return
    usual = corrected_before / contacts_before
    if corrected / contacts > usual + 3 * sqrt(usual / contacts):
        yield Alarm(
            "accuracy",
            f"People correct more than they did: {corrected / contacts:.1f} values a contact in the last week, "
            f"{usual:.1f} in the four weeks before.",
        )


def _corrected(since: object, until: object) -> tuple[int, int]:
    """How many contacts that people decided came then, and how many of their values were corrected."""
    came = Contact.objects.filter(
        received_at__gte=since, received_at__lt=until, state__in=(ContactState.APPROVED, ContactState.FINISHED)
    )
    return came.count(), Correction.objects.filter(contact__in=came, confirmed=False).count()
