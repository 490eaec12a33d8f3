"""Typing into the kinds of controls there are, each as a person's hands would."""

from __future__ import annotations

import time

from playwright.sync_api import ElementHandle, Error

from filling.browsing import Browsing
from filling.codes import choose
from filling.entries import Entry
from postroom.errors import NeedsAPerson

OFFERED = (
    "() => [...document.querySelectorAll('[role=option],.ui-menu-item,.autocomplete-suggestion,[role=listbox] li')]"
)
OPTIONS = (
    OFFERED
    + ".filter(o => o.getClientRects().length && o.checkVisibility() && o.getAttribute('aria-disabled') !== 'true')"
)
TEXTS = "(options) => options.map(option => (option.innerText || option.textContent).trim())"
LIGHT_UP = "element => { element.style.outline = '3px solid #f80'; element.style.outlineOffset = '1px'; }"
QUIET_S = 1.0
CHOICE_WAIT_S = 10.0


def put(browsing: Browsing, entry: Entry) -> None:
    """Put the entry's text into its control. Raises Playwright's Error when the page was replaced meanwhile."""
    parts = entry.match.parts
    match entry.match.kind:
        case "select" | "multiselect" | "radio" | "tick":
            _choose(entry)
        case "date3":
            for box, part in zip(parts, entry.text.split("/"), strict=True):
                _box(box, part)
        case "autocomplete":
            for one in entry.wanted.several or (entry.text,):
                search(browsing, entry, one)
        case _:
            parts[0].fill(entry.text)


def _choose(entry: Entry) -> None:
    first = entry.match.parts[0]
    match entry.match.kind:
        case "select":
            first.select_option(index=_option(entry, entry.text))
        case "multiselect":
            first.select_option(index=[_option(entry, one) for one in entry.text.split("; ")])
        case "radio":
            _press(entry.match.parts[_option(entry, entry.text)])
        case _:
            _press(first)


def light_up(entry: Entry) -> None:
    """Show a person at a rehearsal which field is meant."""
    for part in entry.match.parts:
        part.evaluate(LIGHT_UP)


def _option(entry: Entry, text: str) -> int:
    at = choose(text, entry.match.options)
    if at is None:
        raise NeedsAPerson(f"{entry.name}: the screen does not offer this option.")
    return at


def _press(element: ElementHandle) -> None:
    """Prettified radio buttons and ticks hide the real one: then their label is pressed."""
    if element.is_visible():
        element.click()
    else:
        element.evaluate("element => ([...(element.labels || [])][0] || element).click()")


def _box(box: ElementHandle, part: str) -> None:
    """One of three boxes of a date; some are lists of numbers or of names of months."""
    if box.evaluate("box => box.tagName") != "SELECT":
        box.fill(part)
        return
    texts: list[str] = box.evaluate("box => [...box.options].map(option => option.text.trim())")
    names = ["", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    numbered = [at for at, text in enumerate(texts) if text.lstrip("0") == part]
    named = [at for at, text in enumerate(texts) if int(part) < len(names) and text.lower()[:3] == names[int(part)]]
    box.select_option(index=(numbered or named)[0])


def search(browsing: Browsing, entry: Entry, text: str) -> None:
    """Type into a box that searches, wait for what it offers, and take the option that says exactly this."""
    box = entry.match.parts[0]
    _type(browsing, box, text)
    option = _awaited_option(browsing, text)
    if option is not None:
        option.click()
    elif entry.wanted.field.free_text:
        browsing.page.keyboard.press("Tab")
    else:
        browsing.page.keyboard.press("Escape")
        raise NeedsAPerson(f"{entry.name}: the search of this field does not offer the value.")


def _type(browsing: Browsing, box: ElementHandle, text: str) -> None:
    """All but the last letter at once, the last by its key: boxes that listen for keys hear one, and ask the server once."""
    keyboard = browsing.page.keyboard
    if box.evaluate("box => ['INPUT', 'TEXTAREA'].includes(box.tagName)"):
        box.fill(text[:-1])
    else:
        box.click()
        if text[:-1]:
            keyboard.insert_text(text[:-1])
    keyboard.type(text[-1])


def _awaited_option(browsing: Browsing, text: str) -> ElementHandle | None:
    """The option, waited for while the box still asks its server or the list still changes."""
    began = last_change = time.monotonic()
    while time.monotonic() - began < CHOICE_WAIT_S:
        found = _offered(browsing, text)
        if found is not None:
            return found
        if browsing.next_change() or not browsing.is_quiet():
            last_change = time.monotonic()
        if time.monotonic() - last_change > QUIET_S:
            return None
    return None


def _offered(browsing: Browsing, text: str) -> ElementHandle | None:
    for frame in browsing.page.frames:
        try:
            options = frame.evaluate_handle(OPTIONS)
            at = choose(text, frame.evaluate(TEXTS, options))
        except Error:
            continue
        if at is not None:
            return options.get_property(str(at)).as_element()
    return None
