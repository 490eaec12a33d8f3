"""Reading a saved record's fields back: what each control holds, what is only printed, and what the second witness says of it."""

from __future__ import annotations

from dataclasses import replace

from playwright.sync_api import Error

from filling.hands.comparing import is_shown
from filling.hands.entries import Entry, prepare
from filling.map.fields import Field, WhenFilled
from filling.map.values import Wanted, wanted
from filling.page.browsing import is_closed
from filling.page.looking import Found, Match
from filling.page.printed import is_printed
from filling.page.seeking import Seeker
from filling.page.witness import testify
from filling.proving import doubts
from filling.trip import Trip
from postroom.errors import CaseSystemDown, NeedsAPerson

ROUNDS = 4  # a page may be replaced while it is read
LATE_LOOKS = 2  # at a saved record whose fields are empty: some fill them in a moment after the page came


def shown_for(shown: list[str], at: int | None, item_at: int | None) -> str:
    """What is shown beside the label: in this row, or all of it where nothing says which is meant.

    Items of a list that were put in one by one stand in rows afterwards, or each on a page of its own.
    """
    at = item_at if at is None and len(shown) > 1 else at
    if at is None:
        return " | ".join(shown)
    return shown[at] if at < len(shown) else ""


class ReadingBack:
    """The fields of one step, in one row if they stand in rows."""

    def __init__(self, seeker: Seeker, trip: Trip, fields: tuple[Field, ...], row: int | None) -> None:
        self._seeker = seeker
        self._trip = trip
        self._fields = fields
        self._row = row

    def read(self) -> None:
        """Tell each field that the record has a value for. Raises CaseSystemDown where the page keeps being replaced."""
        for attempt in range(ROUNDS):
            pairs = self._look()
            entries = {goal.name: self._held(goal, found) for goal, found in pairs}
            try:
                doubted = doubts([one for one in entries.values() if one])
            except Error as error:
                if is_closed(error):
                    raise
                continue
            if attempt < LATE_LOOKS and self._may_come_late(pairs, entries):
                continue
            for goal, found in pairs:
                self._tell(goal, found, entries[goal.name], doubted.get(goal.name))
            return
        raise CaseSystemDown("The saved record's page did not become still enough to be read.")

    def _look(self) -> list[tuple[Wanted, Found]]:
        in_rows = self._trip.item_at is not None
        sight = self._seeker.fields(self._fields, row=self._row, reading=True, in_rows=in_rows)
        goals = [wanted(field, self._trip.record, self._trip.secrets) for field in self._fields]
        return [(goal, found) for goal, found in zip(goals, sight.fields, strict=True) if goal.value is not None]

    def _one(self, goal: Wanted, found: Found) -> Match | None:
        return self._seeker.one(goal.field, found, self._row)

    def _may_come_late(self, pairs: list[tuple[Wanted, Found]], entries: dict[str, Entry | None]) -> bool:
        """Whether something still shows nothing: a list that depends on another gets its options a moment after the page came."""
        if not any(self._is_empty(self._one(goal, found), entries[goal.name]) for goal, found in pairs if goal.value):
            return False
        self._seeker.browsing.settle_form(self._seeker.screen.wait_s)
        return True

    @staticmethod
    def _is_empty(match: Match | None, entry: Entry | None) -> bool:
        return bool(match and match.kind != "tick" and not match.value and not (entry and entry.is_same))

    def _held(self, goal: Wanted, found: Found) -> Entry | None:
        """The control that holds this field of the saved record, as if it were to be filled; None where it is only shown."""
        match = self._one(goal, found)
        if match is None:
            return None
        unguarded = replace(goal, field=replace(goal.field, when_filled=WhenFilled.REPLACE))
        try:
            return prepare(unguarded, replace(match, locked=False, max=None, given=False), typed_before=True)
        except NeedsAPerson:  # the saved record does not even offer the value
            return None

    def _tell(self, goal: Wanted, found: Found, entry: Entry | None, doubt: str | None) -> None:
        if entry is None:
            self._tell_shown(goal, found)
            return
        if doubt:
            self._trip.doubts.append(f"{self._trip.prefix}{goal.name}: {doubt}.")
        kept = not entry.is_same and bool(entry.match.value) and self._trip.is_the_systems(goal.field)
        self._trip.add_result(goal.name, entry.text, entry.match.value, entry.is_same and not doubt, kept)

    def _tell_shown(self, goal: Wanted, found: Found) -> None:
        match = self._one(goal, found)
        at = goal.field.nth - 1 if goal.field.nth else self._row
        shown = match.value if match else shown_for(found.shown, at, self._trip.item_at)
        same = is_shown(goal, shown) and self._is_borne_out(goal.field, match, shown)
        self._trip.add_result(goal.name, goal.value or "", shown, same)

    def _is_borne_out(self, field: Field, match: Match | None, shown: str) -> bool:
        """The second witness of what is only shown; of several lines that are one value the first will do."""
        if match:
            return testify([(field, match)])[0].agrees
        page = self._seeker.browsing.page
        return any(is_printed(page, field, one) for one in (shown, shown.partition("\n")[0]))
