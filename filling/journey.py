"""Walking a map's journeys for one record, one after the other: where each begins, and the trip that is under way."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from filling.map import steps
from filling.map.fields import Origin
from filling.map.screen import ScreenMap
from filling.map.steps import Step, fields_in
from filling.map.values import Record, as_text, holds, is_left_out, look_up
from filling.page.asking import Asked
from filling.page.seeking import Seeker
from filling.trip import Trip, Walk
from filling.walking import Walker


class Journey:
    """One record's way through a system. `trip` is the last one that was begun."""

    def __init__(self, record: Record, screen: ScreenMap, secrets: Mapping[str, str]) -> None:
        self.record = _marked(record, screen)
        self.screen = screen
        self.secrets = secrets
        self.after_step: Callable[[str], None] | None = None
        self.trip: Trip | None = None
        self._names = names_of(screen)

    @property
    def at(self) -> str:
        return self.trip.at if self.trip else "sign in"

    def walk(self, seeker: Seeker, walk: Walk, journey: tuple[Step, ...], *, own_draft: bool = False) -> Trip:
        known = self.screen.known_person
        self.trip = Trip(
            self.record,
            self.secrets,
            walk,
            own_draft=own_draft,
            knows_person=bool(known and holds(self.record, known)),
            after_step=self.after_step,
            names=self._names,
        )
        Walker(seeker, self.trip).walk(journey)
        return self.trip

    def start(self, seeker: Seeker, journey: tuple[Step, ...], *, may_go_on: bool = False) -> None:
        """A journey that does not open a page itself begins at the system's address.

        One that `may_go_on` begins where the look ended, if what it presses first can be seen there.
        """
        first = next((one.action for one in journey if not is_left_out(one, self.record)), None)
        if first is None or isinstance(first, steps.Open) or (may_go_on and self._is_in_sight(seeker, first)):
            return
        self.walk(seeker, Walk.FILL, (Step("open the system", steps.Open(self.screen.url)),))

    def _is_in_sight(self, seeker: Seeker, action: steps.Action) -> bool:
        if not isinstance(action, steps.Go | steps.Press):
            return False
        asked = Asked(targets=(Trip(self.record, self.secrets).meant_target(action.target),))
        return len(seeker.until(asked, lambda _: True).targets[0]) == 1


def names_of(screen: ScreenMap) -> dict[str, str]:
    """By the record's path what the screen calls it: the first field of the form that takes the value."""
    fields = [one for one in fields_in(screen.begin + screen.form) if one.source.origin is Origin.RECORD]
    return {one.source.text: one.name for one in reversed(fields)}


def _marked(record: Record, screen: ScreenMap) -> Record:
    """The record with its mark under the name `mark`; of a mark that is made of several values all of them, one after the other."""
    if not record or not screen.mark:
        return record
    values = [look_up(record, path) for path in screen.mark]
    return {**record, "mark": values[0] if len(values) == 1 else " ".join(map(as_text, values))}
