"""Walking a journey's steps, one after the other: to fill, to read back, or only to look."""

from __future__ import annotations

from urllib.parse import urljoin

from playwright.sync_api import Error

from filling import signing
from filling.forms import Form
from filling.map import steps
from filling.map.steps import Step
from filling.map.values import is_left_out
from filling.page.asking import Asked
from filling.page.browsing import is_closed
from filling.page.seeking import ScreenChanged, Seeker
from filling.pressing import press
from filling.trip import Trip, Walk
from postroom.errors import CaseSystemDown, CaseSystemRefused


class Walker:
    """Walks for one trip. What it finds is gathered in the trip."""

    def __init__(self, seeker: Seeker, trip: Trip) -> None:
        self.seeker = seeker
        self.trip = trip
        self.form = Form(seeker, trip)
        self._is_lost = False  # while looking: a page was not reached, so nothing can be said of what is on it

    def walk(self, journey: tuple[Step, ...]) -> None:
        """From the first step to the last. Raises ScreenChanged with all that a look found changed."""
        self.go_through(journey)
        changes = self.trip.changes
        if changes:
            self.trip.at = changes[0][0]
            told = " | ".join(f"{step}: {reason}" for step, reason in changes)
            raise ScreenChanged(changes[0][1] if len(changes) == 1 else f"{len(changes)} steps find a change. {told}")

    def go_through(self, journey: tuple[Step, ...]) -> None:
        for step in journey:
            if is_left_out(step, self.trip.record):
                continue
            self.trip.at = step.name
            if self.trip.walk is Walk.LOOK:
                self._look_at(step)
            else:
                self.do(step.action)
            if self.trip.after_step:
                self.trip.after_step(step.name)

    def _look_at(self, step: Step) -> None:
        """A look goes on after what it misses, as far as it gets: all that changed is told at once."""
        leads = isinstance(step.action, steps.Open | steps.Go | steps.Either)
        if self._is_lost and not leads:
            return
        try:
            self.do(step.action)
            self._is_lost = self._is_lost and not leads
        except ScreenChanged as error:
            self._is_lost = leads
            unseen = " What lies behind it was not looked at." if leads else ""
            self.trip.changes.append((step.name, error.reason + unseen))

    def do(self, action: steps.Action) -> None:
        match action:
            case steps.Fill() | steps.Rows() | steps.Enter() | steps.Attach():
                self.form.do(action)
            case steps.Answer() | steps.Letters():
                signing.prove(self.seeker, action, self.trip.secrets)
            case steps.Open() | steps.Go() | steps.Press():
                self._lead(action)
            case steps.Check() | steps.Either() | steps.Stop():
                self._decide(action)
            case steps.Repeat(over, inner):
                for _ in self.trip.each(over):
                    self.go_through(inner)

    def _lead(self, action: steps.Open | steps.Go | steps.Press) -> None:
        match action:
            case steps.Open(address):
                self.open(address)
            case steps.Go(target, opens_window, sees):
                press(self.seeker, self.trip, target, opens_window=opens_window, sees=sees)
            case steps.Press():
                self._act(action)

    def _decide(self, action: steps.Check | steps.Either | steps.Stop) -> None:
        match action:
            case steps.Check(sees, lacks):
                self._check(sees, lacks)
            case steps.Either(branches):
                self._either(branches)
            case steps.Stop(reason, means):
                self.seeker.raise_for(means, reason)

    def open(self, address: str) -> None:
        words = self.trip.named(address) if self.trip.record else address.partition("{")[0]  # a canary has no record
        place = urljoin(self.seeker.screen.url, words)
        try:
            self.seeker.browsing.go_to(place, self.seeker.screen.wait_s)
        except Error as error:
            if is_closed(error):
                raise
            raise CaseSystemDown("The system cannot be reached, or does not answer in time.") from error
        self.seeker.surprises_now()

    def _act(self, action: steps.Press) -> None:
        """A press that does something: only while filling; a canary sees that the button is there."""
        if self.trip.walk is Walk.LOOK:
            self.seeker.target(self.trip.meant_target(action.target))
        if self.trip.walk is not Walk.FILL:
            return
        self.seeker.browsing.confirms = action.confirms
        try:
            press(self.seeker, self.trip, action.target, opens_window=action.opens_window, sees=action.sees)
        finally:
            self.seeker.browsing.confirms = False

    def _check(self, sees: str | None, lacks: str | None) -> None:
        if self.trip.walk is Walk.LOOK:
            return
        if sees:
            self.seeker.words(self.trip.meant(sees))
        if lacks and self.seeker.until(Asked(sees=(self.trip.meant(lacks),)), lambda _: True).said[0]:
            raise CaseSystemRefused(f"The page says {self.trip.meant(lacks)!r}.")

    def _either(self, branches: tuple[steps.Branch, ...]) -> None:
        asked = Asked(sees=tuple(self.trip.meant(branch.sees) for branch in branches))
        sight = self.seeker.until(asked, lambda seen: any(seen.said))
        for branch, seen in zip(branches, sight.said, strict=True):
            if seen:
                self.go_through(branch.steps)
                return
        raise ScreenChanged(f"None of these pages came: {', '.join(asked.sees)}.")
