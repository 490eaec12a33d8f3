"""Fields of a form: typing what differs until the form holds it, reading what a saved record holds, rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from playwright.sync_api import Error

from filling.attaching import attach
from filling.entering import ListedRow
from filling.hands.entries import Entry, is_shown, prepare
from filling.hands.putting import light_up, put
from filling.map import steps
from filling.map.fields import Field, WhenFilled
from filling.map.values import Wanted, wanted
from filling.page.browsing import is_closed
from filling.page.looking import Asked, Found, Sight, as_words
from filling.page.printed import is_printed
from filling.page.seeking import ScreenChanged, Seeker
from filling.pressing import press
from filling.proving import doubts
from filling.trip import Trip, Walk
from postroom.errors import CaseSystemDown, NeedsAPerson

LATE_LOOKS = 2  # at a saved record whose fields are empty: some fill them in a moment after the page came
ROUNDS = 4  # a postback may replace a form while it is being filled: look again so often without getting on
FIRES_POSTBACKS = {"select", "multiselect", "radio", "tick", "ticks", "autocomplete"}


def shown_for(shown: list[str], at: int | None, item_at: int | None) -> str:
    """What is shown beside the label: in this row, or all of it where nothing says which is meant.

    Items of a list that were put in one by one stand in rows afterwards, or each on a page of its own.
    """
    at = item_at if at is None and len(shown) > 1 else at
    if at is None:
        return " | ".join(shown)
    return shown[at] if at < len(shown) else ""


class Form:
    """The form at hand, for one trip."""

    def __init__(self, seeker: Seeker, trip: Trip) -> None:
        self._seeker = seeker
        self._trip = trip

    def do(self, action: steps.Fill | steps.Rows | steps.Enter | steps.Attach) -> None:
        match action:
            case steps.Fill(fields):
                self._fill(fields)
            case steps.Rows():
                self._rows(action)
            case steps.Enter():
                self._enter(action)
            case steps.Attach(field):
                attach(self._seeker, self._trip, field)

    def _fill(self, fields: tuple[Field, ...], row: int | None = None) -> None:
        fields = tuple(self._trip.meant_field(one) for one in fields)
        match self._trip.walk:
            case Walk.LOOK:
                self._seeker.fields(fields, row=row)
            case Walk.READ:
                self._read(fields, row)
            case Walk.FILL:
                self._type_in(fields, row)

    def _enter(self, action: steps.Enter) -> None:
        """Boxes that only add a row: a row with all of an item is waited for after each, and read in the saved record."""
        if self._trip.walk is Walk.LOOK:
            self._seeker.target(self._trip.meant_target(action.press))
            return
        for _ in self._trip.each(action.over):
            row = ListedRow(self._seeker, self._trip, action)
            if self._trip.walk is Walk.READ or (self._trip.own_draft and row.count()):
                row.read()
                continue
            before = row.count()
            self._fill(action.fields)
            if action.files:
                attach(self._seeker, self._trip, action.files)
            press(self._seeker, self._trip, action.press)
            row.await_one_more(before)

    def _rows(self, action: steps.Rows) -> None:
        if self._trip.walk is Walk.LOOK:
            self._seeker.target(self._trip.meant_target(action.add))
            return
        for at in self._trip.each(action.over):
            row = None if action.is_numbered else at
            if self._trip.walk is Walk.FILL:
                self._ensure_row(action, row or 0)
            self._fill(action.fields, row)

    def _ensure_row(self, action: steps.Rows, at: int) -> None:
        asked = Asked((self._trip.meant_field(action.fields[0]),), in_rows=True)
        if len(self._seeker.until(asked, lambda _: True).fields[0].matches) > at:
            return
        press(self._seeker, self._trip, action.add)
        self._seeker.until(asked, lambda seen: len(seen.fields[0].matches) > at)

    def _read(self, fields: tuple[Field, ...], row: int | None) -> None:
        for attempt in range(ROUNDS):
            sight = self._seeker.fields(fields, row=row, reading=True, in_rows=self._trip.item_at is not None)
            goals = [
                (wanted(field, self._trip.record, self._trip.secrets), found)
                for field, found in zip(fields, sight.fields, strict=True)
            ]
            entries = {goal.name: self._held(goal, found, row) for goal, found in goals if goal.value is not None}
            try:
                doubted = doubts([one for one in entries.values() if one])
            except Error as error:
                if is_closed(error):
                    raise
                continue  # the page was replaced meanwhile: look again
            if attempt < LATE_LOOKS and self._may_come_late(goals, entries, row):
                continue
            for goal, found in goals:
                if goal.value is not None:
                    self._read_one(goal, found, row, entries[goal.name], doubted.get(goal.name))
            return
        raise CaseSystemDown("The saved record's page did not become still enough to be read.")

    def _may_come_late(
        self, goals: list[tuple[Wanted, Found]], entries: dict[str, Entry | None], row: int | None
    ) -> bool:
        """Whether something still shows nothing: a list that depends on another gets its options a moment after the page came."""
        wanted_ones = [(goal, found) for goal, found in goals if goal.value]
        held = [(entries[goal.name], self._seeker.one(goal.field, found, row)) for goal, found in wanted_ones]
        if not any(
            match and match.kind != "tick" and not match.value and not (entry and entry.is_same)
            for entry, match in held
        ):
            return False
        self._seeker.browsing.settle_form(self._seeker.screen.wait_s)
        return True

    def _held(self, goal: Wanted, found: Found, row: int | None) -> Entry | None:
        """The control that holds this field of the saved record, as if it were to be filled; None where it is only shown."""
        match = self._seeker.one(goal.field, found, row)
        if match is None:
            return None
        unguarded = replace(goal, field=replace(goal.field, when_filled=WhenFilled.REPLACE))
        try:
            return prepare(unguarded, replace(match, locked=False, max=None, given=False), typed_before=True)
        except NeedsAPerson:  # the saved record does not even offer the value
            return None

    def _read_one(self, goal: Wanted, found: Found, row: int | None, entry: Entry | None, doubt: str | None) -> None:
        if entry is None:
            match = self._seeker.one(goal.field, found, row)
            at = goal.field.nth - 1 if goal.field.nth else row
            shown = match.value if match else shown_for(found.shown, at, self._trip.item_at)
            same = is_shown(goal, shown) and (bool(match) or self._is_printed(goal.field, shown))
            self._trip.add_result(goal.name, goal.value or "", shown, same)
            return
        if doubt:
            self._trip.doubts.append(f"{self._trip.prefix}{goal.name}: {doubt}.")
        kept = not entry.is_same and bool(entry.match.value) and self._is_the_systems(goal)
        self._trip.add_result(goal.name, entry.text, entry.match.value, entry.is_same and not doubt, kept)

    def _is_printed(self, field: Field, shown: str) -> bool:
        """The second witness of what is only shown. A list of several is printed one under the other: each of them."""
        page = self._seeker.browsing.page
        return any(is_printed(page, field, one) for one in (shown, shown.partition("\n")[0]))

    def _is_the_systems(self, goal: Wanted) -> bool:
        """Details of a person whom the system knows, where the map says that the system's own value stands."""
        return self._trip.knows_person and goal.field.when_filled is WhenFilled.KEEP

    def _is_ours(self, goal: Wanted) -> bool:
        return self._trip.own_draft and not self._is_the_systems(goal)

    def _type_in(self, fields: tuple[Field, ...], row: int | None) -> None:
        """Type what differs, look again, until the form holds all of it: a postback may take back what was typed."""
        trip = self._trip
        goals = [wanted(field, trip.record, trip.secrets) for field in fields]
        trip.left_empty += [trip.prefix + goal.name for goal in goals if goal.value is None]
        trip.named_ticks |= {field.label for field in fields}
        touched: set[str] = set()
        most, without_progress = -1, 0
        while without_progress < ROUNDS:
            entries, waiting = self._prepared(goals, self._look(fields, row, leave=bool(touched)), row, touched)
            todo = [entry for entry in entries if not entry.is_done]
            if not todo and not waiting:
                if self._bear_out(entries):
                    return
                without_progress += 1
                continue
            if not todo:
                self._await_open(fields, waiting, row)
                continue
            done = len(entries) - len(todo)
            most, without_progress = (done, 0) if done > most else (most, without_progress + 1)
            self._put_all(todo, touched)
        raise NeedsAPerson(f"{', '.join(entry.name for entry in todo)}: the form does not keep what is typed.")

    def _look(self, fields: tuple[Field, ...], row: int | None, *, leave: bool) -> Sight:
        """The form as it stands; what leaving the last field set off is waited for."""
        sight = self._seeker.fields(fields, row=row, reading=leave, leave=leave)
        if not leave or self._seeker.browsing.is_quiet():
            return sight
        self._seeker.browsing.settle_form(self._seeker.screen.wait_s)
        return self._seeker.fields(fields, row=row, reading=True)

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
            raise ScreenChanged(
                " ".join(f"{name}: {doubt}." for name, doubt in doubted.items()) + " This page was not saved."
            )
        return True

    def _await_open(self, fields: tuple[Field, ...], names: list[str], row: int | None) -> None:
        """Fields that open, or get their options, only after others were answered."""

        def are_open(sight: Sight) -> bool:
            pairs = [
                (field, self._seeker.one(field, found, row)) for field, found in zip(fields, sight.fields, strict=True)
            ]
            return not any(match is None or match.waits for field, match in pairs if field.name in names)

        if not are_open(self._seeker.until(Asked(fields), are_open)):
            raise NeedsAPerson(f"{', '.join(names)}: the form does not let this be filled in; it stays closed.")

    def _prepared(
        self, goals: Sequence[Wanted], sight: Sight, row: int | None, touched: set[str]
    ) -> tuple[list[Entry], list[str]]:
        """What to type, for all fields of the screen at once: nothing is typed where any of them cannot be.

        Besides it the names of the fields that are not open yet.
        """
        entries: list[Entry] = []
        problems: list[str] = []
        waiting: list[str] = []
        for goal, found in zip(goals, sight.fields, strict=True):
            match = self._seeker.one(goal.field, found, row)
            if match is None and found.shown and goal.name in touched:
                match = as_words(found.shown[0])
            if match is None:
                raise ScreenChanged(f"There is no field labelled {goal.field.label!r}.")
            try:
                entry = prepare(goal, match, self._is_ours(goal) or goal.name in touched)
            except NeedsAPerson as error:
                (waiting if match.waits else problems).append(goal.name if match.waits else error.reason)
                continue
            if entry is not None:
                entries.append(entry)
        if problems:
            raise NeedsAPerson(" ".join(problems))
        return entries, waiting

    def _put_all(self, todo: list[Entry], touched: set[str]) -> None:
        browsing = self._seeker.browsing
        for entry in todo:
            try:
                if self._trip.after_step:
                    light_up(entry)
                put(browsing, entry, by_keys=entry.name in touched)
            except Error as error:
                if is_closed(error):
                    raise
                self._seeker.surprises_now()
                return  # the page was replaced under the hands: look again
            touched.add(entry.name)
            if entry.match.kind in FIRES_POSTBACKS and not browsing.is_quiet():
                browsing.settle_form(self._seeker.screen.wait_s)
                return
