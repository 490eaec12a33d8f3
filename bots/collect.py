"""Collect: fetches a claimed message, keeps it sealed, then labels it in the mailbox."""

from __future__ import annotations

import logging
import time
from functools import cache

from django.conf import settings
from django.db import transaction

from bots.envelope import envelope_of, message_id_in
from bots.mailbox import FolderRenumbered, OpenMailbox, open_mailbox
from bots.scanning import scanned
from bots.steps import step
from postroom.errors import MailServerDown, MailServerRefuses, MessageWithheld
from postroom.states import MailState
from records import store, vault
from records.models import MailMessage

log = logging.getLogger(__name__)
STALE_S = 3.0  # a session that died meanwhile says so at once: then a new one is asked
TOO_SHORT = 2  # so many times larger the server announced the message: Exchange's sizes are near, not exact
CUT_SHORT = (
    "The mail server announced a much larger message than it gave. Compare it with the message in the mailbox; "
    "`Read it again` takes it as it is."
)


@step("collect", MailMessage, MailState.CLAIMED, system="mailbox")
def collect(mail: MailMessage) -> None:
    """Fetches a claimed message, keeps it, and only then touches the mailbox."""
    if mail.size > settings.ENVIRONMENT.mailbox.max_bytes:
        store.hold(mail, "too_large", store.SYSTEM)
        return
    try:
        raw = _fetch(mail)
    except FolderRenumbered:
        log.info("collect: %s waits until the listener has found it under its new number", mail.ulid)
        return
    if raw is None:
        store.gone_from_mailbox(mail, "before it was kept")
        return
    _keep(mail, raw)
    try:
        _session().label(mail.folder, mail.uidvalidity, [mail.uid])
    except MailServerDown:
        _forget_session()  # it is kept; the listener adds the label when the server is back
    except MailServerRefuses as error:
        log.info("collect: the label of %s is refused (%s)", mail.ulid, error.reason)
    else:
        store.labelled(mail)


def _keep(mail: MailMessage, raw: bytes) -> None:
    """As it came. What is much less than was announced goes to a person, not to the reader."""
    message_id = message_id_in(raw)
    if mail.message_id_hash and message_id and vault.keyed_hash(message_id) != mail.message_id_hash:
        raise MessageWithheld("The mail server gives another message than the one that was asked for.")
    is_short, said = mail.size > TOO_SHORT * len(raw), scanned(raw)
    with transaction.atomic():
        store.keep_raw(mail, raw, message_id, envelope_of(raw), scan=said)
        if is_short:
            store.hold(mail, "unreadable", store.SYSTEM, sentence=CUT_SHORT)


def _fetch(mail: MailMessage) -> bytes | None:
    """By the open session; by a new one when that has died meanwhile."""
    began = time.monotonic()
    try:
        return _fetch_once(mail)
    except (MailServerDown, MessageWithheld):
        if time.monotonic() - began > STALE_S:
            raise
    return _fetch_once(mail)


def _fetch_once(mail: MailMessage) -> bytes | None:
    try:
        return _session().fetch(mail.folder, mail.uidvalidity, mail.uid, mail.size)
    except (MailServerDown, MessageWithheld):
        _forget_session()
        raise


@cache
def _session() -> OpenMailbox:
    """The worker's own session, kept open between messages."""
    return open_mailbox(settings.ENVIRONMENT.mailbox)


def _forget_session() -> None:
    _session.cache_clear()


def warm() -> None:
    """Signs in before the first message waits for it."""
    _session()
