"""Filling in the fields of one screen: typing what differs, looking again, until the form holds all of it."""

from __future__ import annotations

from playwright.sync_api import Error

from filling.hands.entries import Entry, prepare
from filling.hands.putting import light_up, put
from filling.map.fields import Field
from filling.map.values import Wanted, wanted
from filling.page.asking import Asked
from filling.page.browsing import is_closed
from filling.page.looking import Match, Sight, as_words
from filling.page.seeking import ScreenChanged, Seeker
from filling.proving import doubts
from filling.trip import Trip
from postroom.errors import NeedsAPerson

ROUNDS = 4  # a postback may replace a form while it is being filled: look again so often without getting on
FIRES_POSTBACKS = {"select", "multiselect", "radio", "tick", "ticks", "autocomplete"}


class FillingIn:
    """The fields of one step, in one row if they stand in rows. `_touched`: names of those that our hands were on."""

    def __init__(self, seeker: Seeker, trip: Trip, fields: tuple[Field, ...], row: int | None) -> None:
        self._seeker = seeker
        self._trip = trip
        self._fields = fields
        self._row = row
        self._touched: set[str] = set()

    def type_in(self) -> None:
        """Until the form holds all of it and the second witness bears it out: a postback may take back what was typed."""
        goals = self._goals()
        most, without_progress = -1, 0
        todo: list[Entry] = []
        while without_progress < ROUNDS:
            entries, waiting = self._prepared(goals, self._look())
            todo = [entry for entry in entries if not entry.is_done]
            if not todo and waiting:
                self._await_open(waiting)
                continue
            if not todo and self._bear_out(entries):
                return
            done = len(entries) - len(todo)
            most, without_progress = (done, 0) if todo and done > most else (most, without_progress + 1)
            self._put_all(todo)
        raise NeedsAPerson(f"{self._names(todo)}: the form does not keep what is typed.")

    def _names(self, todo: list[Entry]) -> str:
        return ", ".join([entry.name for entry in todo] or [field.name for field in self._fields])

    def _goals(self) -> list[Wanted]:
        trip = self._trip
        goals = [wanted(field, trip.record, trip.secrets) for field in self._fields]
        trip.left_empty += [trip.prefix + goal.name for goal in goals if goal.value is None]
        trip.named_ticks |= {field.label for field in self._fields}
        return goals

    def _look(self) -> Sight:
        """The form as it stands; what leaving the last field set off is waited for."""
        leave = bool(self._touched)
        sight = self._seeker.fields(self._fields, row=self._row, reading=leave, leave=leave)
        if not leave or self._seeker.browsing.is_quiet():
            return sight
        self._seeker.browsing.settle_form(self._seeker.screen.wait_s)
        return self._seeker.fields(self._fields, row=self._row, reading=True)

    def _bear_out(self, entries: list[Entry]) -> bool:
        """Before anything is saved the second witness looks at what was filled. False where the page changed meanwhile.

        Raises ScreenChanged where it says that a field's words belong to another control.
        """
        try:
            doubted = doubts(entries)
        except Error as error:
            if is_closed(error):
                raise
            return False
        for one in entries:
            same = one.is_same and one.name not in doubted
            self._trip.add_result(one.name, one.text, one.match.value, same, one.kept)
        if doubted:
            told = " ".join(f"{name}: {doubt}." for name, doubt in doubted.items())
            raise ScreenChanged(f"{told} This page was not saved.")
        return True

    def _await_open(self, names: list[str]) -> None:
        """Fields that open, or get their options, only after others were answered."""

        def are_open(sight: Sight) -> bool:
            found = zip(self._fields, sight.fields, strict=True)
            pairs = [(field, self._seeker.one(field, one, self._row)) for field, one in found]
            return not any(match is None or match.waits for field, match in pairs if field.name in names)

        if not are_open(self._seeker.until(Asked(self._fields), are_open)):
            raise NeedsAPerson(f"{', '.join(names)}: the form does not let this be filled in; it stays closed.")

    def _prepared(self, goals: list[Wanted], sight: Sight) -> tuple[list[Entry], list[str]]:
        """What to type, for all fields of the screen at once: nothing is typed where any of them cannot be.

        Besides it the names of the fields that are not open yet.
        """
        entries: list[Entry] = []
        problems: list[str] = []
        waiting: list[str] = []
        for goal, match in zip(goals, self._matches(goals, sight), strict=True):
            try:
                entry = prepare(goal, match, self._is_ours(goal) or goal.name in self._touched)
            except NeedsAPerson as error:
                (waiting if match.waits else problems).append(goal.name if match.waits else error.reason)
                continue
            entries += [entry] if entry else []
        if problems:
            raise NeedsAPerson(" ".join(problems))
        return entries, waiting

    def _matches(self, goals: list[Wanted], sight: Sight) -> list[Match]:
        """Each field's control. What was answered may have been replaced by its words. Raises ScreenChanged where there is none."""
        matches: list[Match] = []
        for goal, found in zip(goals, sight.fields, strict=True):
            match = self._seeker.one(goal.field, found, self._row)
            if match is None and found.shown and goal.name in self._touched:
                match = as_words(found.shown[0])
            if match is None:
                raise ScreenChanged(f"There is no field labelled {goal.field.label!r}.")
            matches.append(match)
        return matches

    def _is_ours(self, goal: Wanted) -> bool:
        return self._trip.own_draft and not self._trip.is_the_systems(goal.field)

    def _put_all(self, todo: list[Entry]) -> None:
        browsing = self._seeker.browsing
        for entry in todo:
            if not self._put(entry):
                return
            self._touched.add(entry.name)
            if entry.match.kind in FIRES_POSTBACKS and not browsing.is_quiet():
                browsing.settle_form(self._seeker.screen.wait_s)
                return

    def _put(self, entry: Entry) -> bool:
        """False where the page was replaced under the hands: look again then."""
        try:
            if self._trip.after_step:
                light_up(entry)
            put(self._seeker.browsing, entry, by_keys=entry.name in self._touched)
        except Error as error:
            if is_closed(error):
                raise
            self._seeker.surprises_now()
            return False
        return True
