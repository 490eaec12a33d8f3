"""The robot: one browser, one signed-in session, many records. Looks before it types, and reads back what was saved."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import TracebackType
from typing import Literal, Self

from playwright.sync_api import Error

from filling import people
from filling.draft import Draft
from filling.map.screen import ScreenMap
from filling.map.values import Record
from filling.page.browsing import Browsing, is_closed
from filling.page.pictures import PictureStore, picture_of
from filling.page.seeking import ScreenChanged, Seeker, SignedOut
from filling.session import sign_in, sign_out
from postroom.errors import CaseSystemBusy, CaseSystemDown, NeedsAPerson, NotAllowed, PostroomError
from postroom.filling import Approval, FillOutcome, FillResult, PersonFound, StopKind, Stopped

log = logging.getLogger(__name__)
MOST_STARTS = 4  # a session lost, a browser gone: the record is begun again, from the look, so often
LOCK_LOOK_MS = 1000


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A journey shown to a person: slow, each field lit up, a picture a step; nothing is saved."""

    headed: bool = False
    slow_ms: float = 250
    invented: bool = False  # the record is of nobody: its boxes need no cover in the pictures


class Robot:
    """Use as a context manager. Gives back session and browser at the end, also after a fault."""

    def __init__(
        self,
        secrets: Mapping[str, str] = os.environ,
        *,
        pictures: PictureStore | None = None,
        rehearsal: Rehearsal | None = None,
    ) -> None:
        self._secrets = secrets
        self._pictures = pictures
        self._rehearsal = rehearsal
        self._browsing: Browsing | None = None
        self._session: ScreenMap | None = None
        self._canary_sang: dict[str, date] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Sign out, where the map says how, and close the browser."""
        if self._browsing and self._session:
            sign_out(Seeker(self._browsing, self._session), self._secrets)
        self._abandon()

    def fill(
        self,
        record: Record,
        screen: ScreenMap,
        submit: Approval | Literal[False] = False,
        *,
        revise: bool = False,
    ) -> FillResult:
        """Bring the system to a verified draft of this record; harmless when run twice.

        `submit` presses the map's final button as well, where the map allows it and a named person approved exactly this
        record. `revise` brings our own earlier draft to this record's values, where it differs. Never raises for what the
        system or the record is like: that is `stopped_at` in the result.
        """
        warning = self._canary_of_the_day(screen)
        if warning:
            return warning
        draft = Draft(record, screen, self._secrets, submit, revise=revise)
        if self._rehearsal:
            draft.rehearse(self._show)
        try:
            return self._persist(draft)
        except (PostroomError, Error, SignedOut) as error:
            return draft.stopped(self._stop(draft, error))

    def search_person(self, record: Record, screen: ScreenMap, *, by_id: bool = False) -> list[PersonFound]:
        """What the system's own search shows for this record's child, or for the record that it was given (match.case_id).

        Raises the errors of postroom.errors.
        """
        try:
            return self._search(record, screen, by_id=by_id)
        except ScreenChanged:
            self._abandon()  # the browser may have lost a part of itself, or be signed in unknown to us
            raise
        except (SignedOut, Error) as error:
            self._session = None
            if isinstance(error, Error) and is_closed(error):
                self._abandon()
        try:
            return self._search(record, screen, by_id=by_id)
        except (SignedOut, Error) as error:
            raise CaseSystemDown("The person search did not answer: session or browser went again.") from error

    def _search(self, record: Record, screen: ScreenMap, *, by_id: bool) -> list[PersonFound]:
        try:
            return people.search(self._ready(screen), record, self._secrets, by_id=by_id)
        except Error as error:
            if is_closed(error):
                raise
            raise CaseSystemDown("The person search did not answer as a page does.") from error

    def canary(self, screen: ScreenMap) -> FillResult:
        """See that every label of the map is there, typing into no form; `stopped_at` says what has changed."""
        draft = Draft({}, screen, self._secrets)
        try:
            draft.sing(self._ready(screen))
        except (PostroomError, Error, SignedOut) as error:
            return draft.stopped(self._stop(draft, error))
        self._canary_sang[screen.name] = date.today()
        return FillResult(FillOutcome.ALREADY_THERE, None)

    def _canary_of_the_day(self, screen: ScreenMap) -> FillResult | None:
        """Before the first item of the day and after every surprise, where the map has a way to an empty form."""
        if screen.canary is None or self._canary_sang.get(screen.name) == date.today():
            return None
        heard = self.canary(screen)
        return heard if heard.stopped_at else None

    def _persist(self, draft: Draft) -> FillResult:
        """Begin again, from the look, when session or browser has gone; wait for locks as long as the map says."""
        began, starts = time.monotonic(), 0
        while True:
            try:
                return draft.bring_about(self._ready(draft.screen))
            except CaseSystemBusy:
                if time.monotonic() - began > draft.screen.lock_wait_s:
                    raise
                self._browse().next_change(LOCK_LOOK_MS)
            except (SignedOut, CaseSystemDown, Error) as error:
                starts += 1
                if starts == MOST_STARTS or not self._can_begin_again(draft, error):
                    raise

    def _can_begin_again(self, draft: Draft, error: Exception) -> bool:
        if isinstance(error, SignedOut):
            log.info("session ended step=%s", draft.at)
            self._session = None
            draft.was_answered()
            return True
        if isinstance(error, Error) and is_closed(error):
            log.warning("browser gone step=%s", draft.at)
            self._abandon()
            return True
        return draft.must_look_again

    def _ready(self, screen: ScreenMap) -> Seeker:
        """Signed in, with no windows left over from the record before."""
        seeker = Seeker(self._browse(), screen)
        seeker.browsing.close_pop_ups()
        if self._session is None or self._session.url != screen.url:
            sign_in(seeker, self._secrets)
            self._session = screen
        return seeker

    def _browse(self) -> Browsing:
        if self._browsing is None:
            show = self._rehearsal
            self._browsing = Browsing(headed=bool(show and show.headed), slow_ms=show.slow_ms if show else 0)
        return self._browsing

    def _abandon(self) -> None:
        if self._browsing:
            self._browsing.close()
        self._browsing, self._session = None, None

    def _stop(self, draft: Draft, error: Exception) -> Stopped:
        """Say where and why, with a picture; after a surprise the canary sings before the next record."""
        picture = self._picture()
        if isinstance(error, ScreenChanged):
            self._canary_sang.pop(draft.screen.name, None)
        kind = StopKind.BUSINESS if isinstance(error, NeedsAPerson | NotAllowed) else StopKind.APPLICATION
        log.info("stopped step=%s kind=%s error=%s", draft.at, kind, type(error).__name__)
        if isinstance(error, ScreenChanged):
            self._abandon()  # the browser may have lost a part of itself, or be signed in unknown to us
        if isinstance(error, PostroomError):
            return Stopped(draft.at, kind, error.reason, picture)
        if isinstance(error, Error) and is_closed(error):
            self._abandon()
        return Stopped(draft.at, kind, f"The page did not answer as a page does ({type(error).__name__}).", picture)

    def _picture(self) -> str | None:
        if self._pictures is None or self._browsing is None:
            return None
        try:
            return self._pictures.keep(
                picture_of(self._browsing.page, boxes=not (self._rehearsal and self._rehearsal.invented))
            )
        except Error:
            return None  # no picture is better than no report

    def _show(self, step: str) -> None:
        log.info("rehearsal step=%s picture=%s", step, self._picture())
