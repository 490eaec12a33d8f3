"""Looking until what is sought can be seen, and noticing on the way whatever else came up instead."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from playwright.sync_api import ElementHandle, Error

from filling.map.fields import Field, Target
from filling.map.screen import ScreenMap
from filling.map.steps import Means
from filling.page.asking import Asked
from filling.page.browsing import Browsing, is_closed
from filling.page.looking import Found, Match, Sight, look
from filling.page.telling import instead, told
from postroom.errors import CaseSystemBusy, CaseSystemDown, CaseSystemRefused, Misconfigured, NeedsAPerson

SERVER_ERROR = 500
LONGEST_LINE = 160
ALL_WORDS = "() => document.body?.innerText || ''"


class SignedOut(Exception):
    """The system wants a sign-in: the session has ended, or there was none yet."""


class ScreenChanged(Misconfigured):
    """A label is not where the map says, or more than once: the screen is not the one that the map describes."""


class Seeker:
    """Looks at one system's pages, and knows the map's surprises."""

    def __init__(self, browsing: Browsing, screen: ScreenMap) -> None:
        self.browsing = browsing
        self.screen = screen
        self.signing_in = False

    def until(self, asked: Asked, enough: Callable[[Sight], bool], wait_s: float | None = None) -> Sight:
        """The first sight that is enough, or the last when the time is over. Raises what a surprise on the page means."""
        began = time.monotonic()
        limit = self.screen.wait_s if wait_s is None else wait_s
        surprises = self._surprises()
        words = asked.sees + tuple(one for one, _ in surprises)
        while True:
            sight = self._look(replace(asked, sees=words))
            if sight is not None:
                told, sight.said = sight.said[len(asked.sees) :], sight.said[: len(asked.sees)]
                if enough(sight):
                    return sight
                self._met([means for (_, means), seen in zip(surprises, told, strict=True) if seen])
            if time.monotonic() - began > limit:
                return sight if sight is not None else self._must_look(asked)
            self.browsing.next_change()

    def _look(self, asked: Asked) -> Sight | None:
        try:
            return look(self.browsing.page, asked)
        except Error as error:
            if is_closed(error):
                raise
            return None

    def _must_look(self, asked: Asked) -> Sight:
        try:
            return look(self.browsing.page, asked)
        except Error as error:
            raise CaseSystemDown("The page did not become still enough to be read.") from error

    def _surprises(self) -> list[tuple[str, tuple[Means, str]]]:
        known = [(one.sees, (one.means, one.sees)) for one in self.screen.surprises]
        if self.screen.signed_out and not self.signing_in:
            known.append((self.screen.signed_out, (Means.SIGNED_OUT, self.screen.signed_out)))
        return known

    def _met(self, met: list[tuple[Means, str]]) -> None:
        for means, words in met:
            self.raise_for(means, f"The system says: {self._whole_line(words) if means is Means.BUSY else words}.")
        if self.browsing.is_cut_off:
            raise CaseSystemDown("The system cannot be reached, or did not answer to the end.")
        if (self.browsing.status or 0) >= SERVER_ERROR:
            raise CaseSystemDown(f"The system answers with the error {self.browsing.status}.")
        for message in self.browsing.said():
            raise CaseSystemRefused(
                f"The system put up a message: {message[:200]} (where it is meant to, the map's step can say sees: or confirms:)"
            )

    def _whole_line(self, words: str) -> str:
        """The line of the page with these words: it says who holds the lock."""
        for frame in self.browsing.page.frames:
            try:
                text = frame.evaluate(ALL_WORDS)
            except Error:
                continue
            for line in text.splitlines():
                if words.casefold() in line.casefold():
                    return " ".join(line.split()).rstrip(".")[:LONGEST_LINE]
        return words

    def raise_for(self, means: Means, reason: str) -> None:
        match means:
            case Means.PERSON:
                raise CaseSystemRefused(reason)
            case Means.BUSY:
                raise CaseSystemBusy(reason)
            case Means.DOWN:
                raise CaseSystemDown(reason)
            case Means.SIGNED_OUT:
                raise SignedOut

    def surprises_now(self) -> None:
        """Raise for a surprise that is on the page at this moment."""
        self.until(Asked(), lambda _: False, wait_s=0)

    def words(self, text: str) -> None:
        """Wait for words. Raises ScreenChanged when they do not come."""
        if not all(self.until(Asked(sees=(text,)), lambda sight: all(sight.said)).said):
            raise ScreenChanged(f"The page does not say {text!r}.")

    def target(self, target: Target) -> ElementHandle:
        """The one thing to press. Raises ScreenChanged where there is none or more than one, NeedsAPerson where its row is barred."""
        rows = (*((*target.row, words) for words in target.barred), target.row) if target.row else ()
        sight = self.until(
            Asked(targets=(target,), rows=rows), lambda seen: len(seen.targets[0]) == 1 or any(seen.rows[:-1])
        )
        handles = sight.targets[0]
        name = target.text or "its link"
        if not handles:
            self._refuse_barred(target, sight.rows)
            self._tell_missing(target, name, has_row=any(sight.rows[-1:]))
        if len(handles) > 1:
            raise ScreenChanged(
                f"There are {len(handles)} things to press called {name!r}; the map can say within:, row: or nth:."
            )
        return handles[0]

    def _refuse_barred(self, target: Target, rows: list[int]) -> None:
        said = [words for words, seen in zip(target.barred, rows, strict=False) if seen]
        if said:
            raise NeedsAPerson(
                f"The row that was to be chosen says {said[0]!r}: it cannot be chosen. A person must look."
            )

    def _tell_missing(self, target: Target, name: str, *, has_row: bool) -> None:
        if has_row:
            raise ScreenChanged(
                f"The row is there, and has nothing to press called {name!r} (where such rows are merged or restricted, "
                "the map can say barred:)."
            )
        if target.row:
            raise ScreenChanged(f"There is no row with the words of row:, in which {name!r} was to be pressed.")
        offers = self.until(Asked(targets=(target,), explain=True), lambda _: True).offers
        raise ScreenChanged(f"There is nothing to press called {name!r}{instead(name, offers)}.")

    def fields(
        self,
        fields: tuple[Field, ...],
        *,
        row: int | None = None,
        reading: bool = False,
        leave: bool = False,
        in_rows: bool = False,
    ) -> Sight:
        """All fields of one screen, waited for. Raises ScreenChanged with the candidates where a label is not there once.

        `in_rows`: what is only shown may stand in rows, one for each item of a list.
        """
        asked = Asked(fields, reading=reading, in_rows=in_rows or row is not None, ticks=not reading, leave=leave)

        def enough(sight: Sight) -> bool:
            pairs = zip(fields, sight.fields, strict=True)
            return all(self.one(field, found, row) is not None or (reading and found.shown) for field, found in pairs)

        sight = self.until(asked, enough)
        if not enough(sight):
            self._explain(self.until(replace(asked, explain=True), enough, wait_s=0), fields, row)
        return sight

    @staticmethod
    def one(field: Field, found: Found, row: int | None) -> Match | None:
        """The control that is meant: the only one, the map's nth, or the row's."""
        at = field.nth - 1 if field.nth else row
        if at is not None:
            return found.matches[at] if at < len(found.matches) else None
        return found.matches[0] if len(found.matches) == 1 else None

    def _explain(self, sight: Sight, fields: tuple[Field, ...], row: int | None) -> None:
        pairs = zip(fields, sight.fields, strict=True)
        missing = [(one, found) for one, found in pairs if self.one(one, found, row) is None and not found.shown]
        if missing:
            raise ScreenChanged(" ".join(told(field, found, sight.labels) for field, found in missing))
