"""Collect: watches the mailbox, claims what is new, keeps each message sealed, then labels it in the mailbox."""

from __future__ import annotations

import logging
import signal
import threading
import time
from functools import cache

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection

from bots.envelope import envelope_of, message_id_in
from bots.leaving import leave_with_parent
from bots.mailbox import BATCH, FolderRenumbered, OpenMailbox, connected, open_mailbox
from bots.scanning import ScannerDown, scan
from bots.steps import step
from postroom.errors import MailServerDown, TryAgainLater
from postroom.states import MailState
from records import store
from records.models import Heartbeat, MailMessage

log = logging.getLogger(__name__)
SLICE_S = 2.0  # how long a stop request may wait for IDLE
LONGEST_PAUSE_S = 120.0


@step("collect", MailMessage, MailState.CLAIMED, system="mailbox")
def collect(mail: MailMessage) -> None:
    """Fetches a claimed message, keeps it, and only then touches the mailbox."""
    limit = settings.ENVIRONMENT.mailbox.max_bytes
    if mail.size > limit:
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
    store.keep_raw(mail, raw, message_id_in(raw), envelope_of(raw), scan=_scanned(raw))
    try:
        _session().label(mail.folder, mail.uidvalidity, [mail.uid])
    except MailServerDown:
        _forget_session()  # it is kept; the listener adds the label when the server is back
    else:
        store.labelled(mail)


def _scanned(raw: bytes) -> str:
    """What the scanner says; that it answered is told too, so that its alarm ends."""
    said = scan(raw, settings.ENVIRONMENT.clamd)
    if settings.ENVIRONMENT.clamd:
        store.system_works(ScannerDown.system)
    return said


def _fetch(mail: MailMessage) -> bytes | None:
    """By the open session; by a new one when that has died meanwhile."""
    try:
        return _session().fetch(mail.folder, mail.uidvalidity, mail.uid)
    except MailServerDown:
        _forget_session()
        return _session().fetch(mail.folder, mail.uidvalidity, mail.uid)


@cache
def _session() -> OpenMailbox:
    """The worker's own session, kept open between messages."""
    return open_mailbox(settings.ENVIRONMENT.mailbox)


def _forget_session() -> None:
    _session.cache_clear()


class Watch:
    """The listener: claims everything that it finds, and waits for news. One process of these is enough; two do no harm."""

    def __init__(self) -> None:
        self.mailbox = settings.ENVIRONMENT.mailbox
        self.stopping = threading.Event()

    def run(self) -> None:
        pause = 1.0
        while not self.stopping.is_set():
            try:
                with connected(self.mailbox) as session:
                    pause = 1.0
                    self._watch(session)
            except TryAgainLater as error:
                log.warning("collect: %s Next try in %d s", error.reason, pause)
                self._say_down(error)
            except DatabaseError as error:
                log.error("collect: the database is away (%s)", type(error).__name__)  # noqa: TRY400  # its words may name rows
                connection.close()
            self.stopping.wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE_S)

    def _say_down(self, error: TryAgainLater) -> None:
        try:
            store.system_failed(error.system, error.reason)
        except DatabaseError:
            connection.close()

    def _watch(self, session: OpenMailbox) -> None:
        while not self.stopping.is_set():
            for folder in reversed(self.mailbox.folders):  # the first folder stays selected: news is awaited there
                self._claim_new(session, folder)
            store.system_works("mailbox")
            self._beat()
            close_old_connections()
            self._await_news(session)

    def _beat(self) -> None:
        store.beat(Heartbeat.Kind.MAILBOX, "mailbox", folders=len(self.mailbox.folders))

    def _claim_new(self, session: OpenMailbox, folder: str) -> None:
        uidvalidity = session.select(folder)
        new = 0
        for count, seen in enumerate(session.above(store.last_uid(session.account, folder, uidvalidity)), start=1):
            if self.stopping.is_set():
                return
            place = store.Place(session.account, folder, uidvalidity, seen.uid)
            _, is_new = store.claim(place, seen.received_at, seen.size, seen.message_id)
            new += is_new
            if count % BATCH == 0:  # a backlog of thousands takes a while
                self._beat()
        if new:
            log.info("collect: %d new in the mailbox", new)
        for lost in store.left_behind(session.account, folder, uidvalidity):
            store.gone_from_mailbox(lost, "the folder was numbered anew")
        if late := store.not_labelled(session.account, folder, uidvalidity):
            session.label(folder, uidvalidity, [mail.uid for mail in late])
            for mail in late:
                store.labelled(mail)

    def _await_news(self, session: OpenMailbox) -> None:
        """IDLE with a poll behind it: what a server forgets to tell is found at the next poll."""
        until = time.monotonic() + self.mailbox.poll_s
        while not self.stopping.is_set() and time.monotonic() < until:
            if not session.can_idle:
                self.stopping.wait(min(SLICE_S, self.mailbox.poll_s))
            elif session.wait_for_news(SLICE_S):
                return


def warm() -> None:
    """Signs in before the first message waits for it."""
    _session()


def main(argv: list[str]) -> int:
    """`python worker.py collect`: runs until it is told to stop."""
    watch = Watch()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: watch.stopping.set())
    leave_with_parent()
    if not watch.mailbox.host:
        raise MailServerDown("POSTROOM_MAIL_HOST is not set.")
    watch.run()
    return 0
