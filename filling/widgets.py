"""Typing into the kinds of controls there are, each as a person's hands would."""

from __future__ import annotations

from collections.abc import Iterable

from playwright.sync_api import ElementHandle

from filling.browsing import Browsing
from filling.calendars import pick
from filling.cells import write_in_cell
from filling.codes import choose
from filling.entries import Entry
from filling.searching import search_all
from postroom.errors import NeedsAPerson

LIGHT_UP = "element => { element.style.outline = '3px solid #f80'; element.style.outlineOffset = '1px'; }"
PRESS_LABEL = "element => ([...(element.labels || [])][0] || element).click()"
WITHIN_REACH = """element => element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
  && element.offsetWidth > 2 && element.offsetHeight > 2"""
OPTION_TEXTS = "list => [...(list.options || list.children)].map(option => (option.text ?? option.innerText).trim())"
ITEMS = "list => list.options ? [] : [...list.children]"
WANTS = """box => box.tagName === 'SELECT' ? 'a choice' : box.matches('[role=spinbutton]:not(input)') ? 'keys' : /\\{2\\}|\\\\d\\\\d$/.test(box.pattern || '') ? 'two digits' : 'a number'"""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def put(browsing: Browsing, entry: Entry, *, by_keys: bool = False) -> None:
    """Put the entry's text into its control. Raises Playwright's Error when the page was replaced meanwhile.

    `by_keys` types letter by letter: for boxes that listen to keys and did not keep what was put in at once.
    """
    match entry.match.kind:
        case "select" | "multiselect" | "radio" | "tick" | "ticks" | "pair":
            _choose(entry)
        case "date3" | "time2":
            _boxes(browsing, entry)
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
    first = entry.match.parts[0]
    match entry.match.kind:
        case "select":
            first.select_option(index=_option(entry, entry.text))
        case "multiselect":
            first.select_option(index=[_option(entry, one) for one in _several(entry.text)])
        case "radio":
            _press(entry.match.parts[_option(entry, entry.text)])
        case "ticks":
            _tick_several(entry)
        case "pair":
            _move_over(entry)
        case _:
            _press(first)


def light_up(entry: Entry) -> None:
    """Show a person at a rehearsal which field is meant."""
    for part in entry.match.parts:
        part.evaluate(LIGHT_UP)


def _several(text: str) -> list[str]:
    return [one for one in text.split("; ") if one]


def _option(entry: Entry, text: str) -> int:
    at = choose(text, entry.match.options)
    if at is None:
        raise NeedsAPerson(f"{entry.name}: the screen does not offer this option.")
    return at


def _press(element: ElementHandle) -> None:
    """Prettified radio buttons and ticks hide the real one: then their label is pressed."""
    if element.evaluate(WITHIN_REACH):
        element.click()
    else:
        element.evaluate(PRESS_LABEL)


def _tick_several(entry: Entry) -> None:
    wanted, held = _several(entry.text), _several(entry.match.value)
    for option, tick in zip(entry.match.options, entry.match.parts, strict=True):
        if (option in wanted) != (option in held):
            _press(tick)


def _move_over(entry: Entry) -> None:
    """Two lists: what is chosen and not wanted goes back, what is wanted and not chosen comes over."""
    offered, chosen, adds, removes = entry.match.parts
    wanted, held = _several(entry.text), _several(entry.match.value)
    for box, mover, texts in (
        (chosen, removes, [one for one in held if one not in wanted]),
        (offered, adds, [one for one in wanted if one not in held]),
    ):
        if texts:
            _mark(box, texts)
            mover.click()


def _mark(box: ElementHandle, texts: Iterable[str]) -> None:
    """A list of the page's own marks several; in one that is only drawn as a list each is pressed."""
    there: list[str] = box.evaluate(OPTION_TEXTS)
    places = [there.index(text) for text in texts]
    items = box.evaluate_handle(ITEMS)
    drawn = [item for item in (items.get_property(str(at)).as_element() for at in places) if item]
    for item in drawn:
        item.click()
    if not drawn:
        box.select_option(index=places)


def _boxes(browsing: Browsing, entry: Entry) -> None:
    """Day, month and year, or hour and minute; some of the boxes are lists of numbers or names of months, or take only keys."""
    sign = "/" if entry.match.kind == "date3" else ":"
    for box, part in zip(entry.match.parts, entry.text.split(sign), strict=True):
        wants = box.evaluate(WANTS)
        if wants == "a choice":
            box.select_option(index=_numbered(entry, box.evaluate(OPTION_TEXTS), int(part)))
        elif wants == "keys":
            box.focus()
            browsing.page.keyboard.press("Backspace")  # what was typed before gives way
            browsing.page.keyboard.type(part.zfill(2))
        else:
            box.fill(part.zfill(2) if wants == "two digits" else part)


def _numbered(entry: Entry, texts: list[str], number: int) -> int:
    for at, text in enumerate(texts):
        if text.isdecimal() and int(text) == number:
            return at
    if entry.match.kind == "date3":
        for at, text in enumerate(texts):
            if text[:3].lower() in MONTHS and MONTHS.index(text[:3].lower()) + 1 == number:
                return at
    raise NeedsAPerson(f"{entry.name}: one of its lists does not offer {number}.")
