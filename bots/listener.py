"""The listener: claims everything that it finds in the mailbox, and waits for news. One process of these is enough; two do no harm.

One message, or one folder, that the mail server trips over is told and rests; everything else flows.
"""

from __future__ import annotations

import logging
import threading
import time

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection

from bots.database_words import database_trouble
from bots.folder import BATCH, Folder
from bots.leaving import leave_with_parent, stop_when_told
from bots.mailbox import Opened, OpenMailbox, connected
from bots.patience import Rest
from postroom.errors import MailServerDown, MailServerRefuses, Misconfigured, TryAgainLater
from postroom.redaction import fault
from records import store
from records.models import Heartbeat

log = logging.getLogger(__name__)
RECONNECT = 1.0, 120.0  # seconds: the first pause, and the longest
IDLE_REST = 600.0, 3600.0
SLICE_S = 2.0  # how long one IDLE lasts
WHOLE_LOOK_S = 3600.0  # so often a folder is looked through as a whole, for what stands below the last number


class Watch:
    """Signs in, looks into every folder, waits for news, and begins again when the connection is lost."""

    def __init__(self) -> None:
        self.mailbox = settings.ENVIRONMENT.mailbox
        self.stopping = threading.Event()
        self.folders = [Folder(name) for name in self.mailbox.folders]
        self.reconnect = Rest(*RECONNECT)
        self.idle_rest = Rest(*IDLE_REST)
        self.whole_looks: dict[str, float] = {}

    def run(self) -> None:
        while not self.stopping.is_set():
            try:
                with connected(self.mailbox) as session:
                    self._watch(session)
            except (TryAgainLater, Misconfigured) as error:
                log.warning("collect: %s", error.reason)
                self._say_down("mailbox", error.reason)
            except DatabaseError as error:
                log.error("collect: %s", database_trouble(error))  # noqa: TRY400  # its words may name rows
                connection.close()
            except Exception as error:  # noqa: BLE001  # whatever it meets, the listener outlives it
                log.error("collect: %s", fault(error))  # noqa: TRY400
                self._say_down("mailbox", "The listener stumbled. Tell the developers.")
            self.reconnect.failed()
            self.stopping.wait(self.reconnect.pause_s)

    def _say_down(self, system: str, reason: str) -> None:
        try:
            store.system_failed(system, reason)
        except DatabaseError:
            connection.close()

    def _watch(self, session: OpenMailbox) -> None:
        while not self.stopping.is_set():
            for folder in reversed(self.folders):  # the first folder stays selected: news is awaited there
                self._look(session, folder)
            store.system_works("mailbox")
            self._beat()
            close_old_connections()
            self._await_news(session)
            self.reconnect.worked()  # only a round that went through: a server that takes every sign-in may still serve nothing

    def _beat(self) -> None:
        resting = sum(not folder.rest.is_over for folder in self.folders)
        store.beat(Heartbeat.Kind.MAILBOX, "mailbox", folders=len(self.folders), resting=resting)

    def _look(self, session: OpenMailbox, folder: Folder) -> None:
        """A folder that rests, or that a person paused, is passed over."""
        if self.stopping.is_set() or not folder.rest.is_over or store.is_paused(folder.system):
            return
        try:
            opened = session.select(folder.name)
            self._claim_new(session, folder, opened)
            self._tell_lost(session, folder, opened)
        except MailServerRefuses as error:
            folder.rest.failed()
            self._say_down(folder.system, f"Folder {folder.name}: {error.reason}")
            return
        except MailServerDown as error:
            folder.connection_broke()
            self._say_down(folder.system, f"Folder {folder.name}: {error.reason}")
            raise
        folder.works()
        self._add_late_labels(session, folder, opened)

    def _claim_new(self, session: OpenMailbox, folder: Folder, opened: Opened) -> None:
        new = 0
        for count, seen in enumerate(folder.listed(session, self._unclaimed(session, folder, opened)), start=1):
            if self.stopping.is_set():
                return
            place = store.Place(session.account, folder.name, opened.uidvalidity, seen.uid)
            _, is_new = store.claim(place, seen.received_at, seen.size, seen.message_id)
            new += is_new
            if count % BATCH == 0:  # a backlog of thousands takes a while
                self._beat()
        if new:
            log.info("collect: %d new in the mailbox", new)

    def _unclaimed(self, session: OpenMailbox, folder: Folder, opened: Opened) -> list[int]:
        """What stands above the last number that was claimed. The whole folder now and then, and where that number cannot be."""
        last = store.last_uid(session.account, folder.name, opened.uidvalidity)
        cannot_be = 0 < opened.next_uid <= last
        if cannot_be or time.monotonic() >= self.whole_looks.get(folder.name, 0.0):
            self.whole_looks[folder.name] = time.monotonic() + WHOLE_LOOK_S
            last = 0
        found = {*session.uids_above(last), *folder.tripped}
        return sorted(found - store.claimed_uids(session.account, folder.name, opened.uidvalidity, last))

    def _tell_lost(self, session: OpenMailbox, folder: Folder, opened: Opened) -> None:
        for lost in store.left_behind(session.account, folder.name, opened.uidvalidity):
            store.gone_from_mailbox(lost, "the folder was numbered anew")

    def _add_late_labels(self, session: OpenMailbox, folder: Folder, opened: Opened) -> None:
        """A folder that refuses the label is told, and is read all the same."""
        late = store.not_labelled(session.account, folder.name, opened.uidvalidity) if folder.label_rest.is_over else []
        try:
            if late:
                session.label(folder.name, opened.uidvalidity, [mail.uid for mail in late])
        except (MailServerRefuses, MailServerDown) as error:
            folder.label_rest.failed()
            self._say_down(folder.system, f"Folder {folder.name}: the label is refused. {error.reason}")
            if isinstance(error, MailServerDown):
                raise
            return
        for mail in late:
            store.labelled(mail)
        if folder.label_rest.is_over:
            folder.label_rest.worked()
            store.system_works(folder.system)

    def _await_news(self, session: OpenMailbox) -> None:
        """IDLE with a poll behind it: what a server forgets to tell is found at the next poll."""
        until = time.monotonic() + self.mailbox.poll_s
        while not self.stopping.is_set() and time.monotonic() < until:
            if not self._may_idle(session):
                self.stopping.wait(min(SLICE_S, self.mailbox.poll_s))
            elif self._news(session):
                return

    def _may_idle(self, session: OpenMailbox) -> bool:
        return session.can_idle and self.idle_rest.is_over and session.folder == self.folders[0].name

    def _news(self, session: OpenMailbox) -> bool:
        try:
            return session.wait_for_news(SLICE_S)
        except (MailServerRefuses, MailServerDown) as error:
            if not session.idle_was_answered:
                self.idle_rest.failed()  # it says that it can, and cannot: polling does
            raise MailServerDown(error.reason) from error


def main(_argv: list[str]) -> int:
    """`python worker.py collect`: runs until it is told to stop."""
    watch = Watch()
    stop_when_told(watch.stopping)
    leave_with_parent()
    watch.run()
    return 0
