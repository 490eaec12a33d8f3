"""One folder of the mailbox as the listener minds it: what is new in it, told apart from what the server trips over."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.text import slugify

from bots.listing import Seen
from bots.mailbox import OpenMailbox
from bots.patience import Rest
from postroom.errors import MailServerDown, MailServerRefuses

log = logging.getLogger(__name__)
BATCH = 250
FOLDER_REST = 5.0, 600.0  # seconds: the first pause, and the longest
LABEL_REST = 30.0, 1200.0
TRIPS = 4  # looks in which a message cannot be listed, until it is claimed and held without
HANG_UPS = 2  # connections that break over one message, until it is asked for no more
NONE_WORKS = 8  # messages refused one by one, and none given: it is the folder, not the message


@dataclass(slots=True)
class Folder:
    """`careful`: a connection broke while messages of this folder were listed, so they are asked for one by one."""

    name: str
    rest: Rest = field(default_factory=lambda: Rest(*FOLDER_REST))
    label_rest: Rest = field(default_factory=lambda: Rest(*LABEL_REST))
    careful: bool = False
    asked_for: list[int] = field(default_factory=list)
    tripped: Counter[int] = field(default_factory=Counter)
    hung_up: Counter[int] = field(default_factory=Counter)

    @property
    def system(self) -> str:
        """What the operations page and the alarms call this folder among the outside systems."""
        return f"folder-{slugify(self.name)[:30] or 'other'}"

    def connection_broke(self) -> None:
        """While this folder was at hand: next time each message is asked for by itself."""
        self.careful = True
        if len(self.asked_for) == 1:
            self.hung_up[self.asked_for[0]] += 1
        self.rest.failed()

    def works(self) -> None:
        self.careful = False
        self.rest.worked()

    def listed(self, session: OpenMailbox, uids: list[int]) -> Iterator[Seen]:
        """Each of these messages as far as it can be had. One that is refused is tried again at the next looks.

        Raises MailServerRefuses where none of many can be had: then it is the folder.
        """
        size = 1 if self.careful else BATCH
        given, refused = 0, []
        for start in range(0, len(uids), size):
            for uid, seen in self._batch(session, uids[start : start + size]):
                if seen:
                    given += 1
                    self.tripped.pop(uid, None)
                    yield seen
                    continue
                refused.append(uid)
                if not given and len(refused) >= NONE_WORKS:
                    raise MailServerRefuses("The mail server gives none of the messages.")
        self.asked_for = []
        for uid in refused:
            yield from self._refused(session, uid)

    def _batch(self, session: OpenMailbox, uids: list[int]) -> Iterator[tuple[int, Seen | None]]:
        """All at once; where the server trips over them, each half by itself. None for one that is refused."""
        if len(uids) == 1 and self.hung_up[uids[0]] >= HANG_UPS:
            yield uids[0], Seen(uids[0])
            return
        self.asked_for = uids
        try:
            found = session.listed(uids)
        except MailServerRefuses:
            if len(uids) == 1:
                yield uids[0], None
                return
            half = len(uids) // 2
            yield from self._batch(session, uids[:half])
            yield from self._batch(session, uids[half:])
            return
        missing = [uid for uid in uids if uid not in found]
        unsaid = session.still_there(missing) if missing else set()  # the others were deleted meanwhile
        for uid in uids:
            if uid in found or uid in unsaid:
                yield uid, found.get(uid)

    def _refused(self, session: OpenMailbox, uid: int) -> Iterator[Seen]:
        self.tripped[uid] += 1
        if self.tripped[uid] < TRIPS:
            return
        log.warning("collect: a message cannot be listed (%s, UID %d): it is claimed and held", self.system, uid)
        del self.tripped[uid]
        yield self._without_date(session, uid)

    def _without_date(self, session: OpenMailbox, uid: int) -> Seen:
        try:
            found = session.listed([uid], dated=False)
        except (MailServerRefuses, MailServerDown):
            return Seen(uid)
        return found.get(uid, Seen(uid))
