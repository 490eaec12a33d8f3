"""The steps over a form: its fields, its rows, boxes that only add rows, files; to fill, to read back, or only to look."""

from __future__ import annotations

from filling.attaching import attach
from filling.entering import ListedRow
from filling.filling_in import FillingIn
from filling.map import steps
from filling.map.fields import Field
from filling.page.asking import Asked
from filling.page.seeking import Seeker
from filling.pressing import press
from filling.reading_back import ReadingBack
from filling.trip import Trip, Walk


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
                ReadingBack(self._seeker, self._trip, fields, row).read()
            case Walk.FILL:
                FillingIn(self._seeker, self._trip, fields, row).type_in()

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
