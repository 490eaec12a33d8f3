"""Which hand takes which kind of control."""

from __future__ import annotations

from filling.hands.boxes import fill_boxes
from filling.hands.calendars import pick
from filling.hands.cells import write_in_cell
from filling.hands.clicking import press_choice
from filling.hands.entries import Entry
from filling.hands.options import choose_in_list, choose_radio
from filling.hands.searching import search_all
from filling.hands.ticks import tick_several
from filling.hands.two_lists import move_over
from filling.page.browsing import Browsing

LIGHT_UP = "element => { element.style.outline = '3px solid #f80'; element.style.outlineOffset = '1px'; }"


def put(browsing: Browsing, entry: Entry, *, by_keys: bool = False) -> None:
    """Put the entry's text into its control. Raises Playwright's Error when the page was replaced meanwhile.

    `by_keys` types letter by letter: for boxes that listen to keys and did not keep what was put in at once.
    """
    match entry.match.kind:
        case "select" | "multiselect" | "radio" | "tick" | "ticks" | "pair":
            _choose(entry)
        case "date3" | "time2":
            fill_boxes(browsing, entry)
        case "autocomplete":
            search_all(browsing, entry)
        case _:
            _write(browsing, entry, by_keys=by_keys)


def _write(browsing: Browsing, entry: Entry, *, by_keys: bool) -> None:
    match entry.match.kind:
        case "calendar":
            pick(browsing, entry)
        case "cell":
            write_in_cell(browsing, entry)
        case "text" if by_keys:
            _by_keys(browsing, entry)
        case _:
            entry.match.parts[0].fill(entry.text)


def _by_keys(browsing: Browsing, entry: Entry) -> None:
    box = entry.match.parts[0]
    box.fill("")
    box.focus()
    browsing.page.keyboard.type(entry.text)


def _choose(entry: Entry) -> None:
    match entry.match.kind:
        case "select" | "multiselect":
            choose_in_list(entry)
        case "radio":
            choose_radio(entry)
        case "ticks":
            tick_several(entry)
        case "pair":
            move_over(entry)
        case _:
            press_choice(entry.match.parts[0])


def light_up(entry: Entry) -> None:
    """Show a person at a rehearsal which field is meant."""
    for part in entry.match.parts:
        part.evaluate(LIGHT_UP)
