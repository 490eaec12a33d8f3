"""Places on a page that turn into a box when they are clicked, and show what was written when they are left."""

from __future__ import annotations

from playwright.sync_api import ElementHandle

from filling.hands.entries import Entry
from filling.map.codes import choose
from filling.page.browsing import Browsing
from postroom.errors import NeedsAPerson

LOOKS = 5
BOX = "place => place.querySelector('input,select,textarea,[contenteditable=true]')"
OPTIONS = "box => box.tagName === 'SELECT' ? [...box.options].map(option => option.text.trim()) : null"


def write_in_cell(browsing: Browsing, entry: Entry) -> None:
    """Click, write into the box that comes, leave it. Raises NeedsAPerson where none comes, or it does not offer the value."""
    box = _opened(browsing, entry.match.parts[0])
    if box is None:
        raise NeedsAPerson(f"{entry.name}: no box comes up here at a click.")
    options: list[str] | None = box.evaluate(OPTIONS)
    if options is None:
        box.fill(entry.text)
        browsing.leave_field()
        return
    at = choose(entry.text, options)
    if at is None:
        raise NeedsAPerson(f"{entry.name}: the screen does not offer this option ({len(options)} others).")
    box.select_option(index=at)
    browsing.leave_field()


def _opened(browsing: Browsing, place: ElementHandle) -> ElementHandle | None:
    """The box in the place, after a click or, where that only marks it, two."""
    for press in (place.click, place.dblclick):
        if box := place.evaluate_handle(BOX).as_element():
            return box
        press()
        for _ in range(LOOKS):
            if box := place.evaluate_handle(BOX).as_element():
                return box
            browsing.next_change()
    return None
