"""Rows of a list that boxes only add to: the row of one item, looked for by all that it must say, and read under its columns."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from filling.hands.comparing import is_shown
from filling.map import steps
from filling.map.values import TICK_WORDS, Wanted, wanted
from filling.page.asking import Asked
from filling.page.seeking import ScreenChanged, Seeker
from filling.trip import Trip


class ListedRow:
    """The row of the item at hand."""

    def __init__(self, seeker: Seeker, trip: Trip, action: steps.Enter) -> None:
        goals = [wanted(trip.meant_field(one), trip.record, trip.secrets) for one in action.fields]
        if action.files:
            goals.append(_by_name(wanted(action.files, trip.record, trip.secrets)))
        self._goals = [goal for goal in goals if goal.value]
        self._words = tuple(goal.value or "" for goal in self._goals if not _is_tick(goal))
        self._seeker = seeker
        self._trip = trip
        self._action = action

    def count(self) -> int:
        """How many rows say all of it."""
        return self._seeker.until(Asked(rows=(self._words,)), lambda _: True).rows[0]

    def await_one_more(self, before: int) -> None:
        """Raises ScreenChanged when no further row comes up: what was put in was not taken."""
        sight = self._seeker.until(Asked(rows=(self._words,)), lambda seen: seen.rows[0] > before)
        if sight.rows[0] <= before:
            raise ScreenChanged(
                f"Pressing {self._action.press.text!r} put no row into the list that says what was filled in."
            )

    def read(self) -> None:
        """Each value where a row says all of them, and the column of that name, if there is one, says it too."""
        fields = tuple(goal.field for goal in self._goals)
        asked = Asked(fields, rows=(self._words,), printed=True)
        sight = self._seeker.until(asked, lambda seen: seen.rows[0] > 0)
        for goal, found in zip(self._goals, sight.fields, strict=True):
            said = next((one for one in found.shown if is_shown(goal, one)), "")
            is_there = sight.rows[0] > 0 and bool(said or not found.shown)
            is_proved = is_there and not (_is_tick(goal) and not said)
            self._trip.add_result(
                goal.name, goal.value or "", (said or goal.value or "") if is_proved else "", is_proved
            )


def _by_name(files: Wanted) -> Wanted:
    """A list says of a file its name."""
    return replace(files, value=files.value and Path(files.value).name, several=())


def _is_tick(goal: Wanted) -> bool:
    return (goal.value or "").lower() in TICK_WORDS
