"""A date in three boxes, a time in two: boxes, lists of numbers or names of months, or parts that take only keys."""

from __future__ import annotations

from filling.hands.entries import Entry
from filling.page.browsing import Browsing
from filling.page.looking import OPTION_TEXTS
from postroom.errors import NeedsAPerson

WANTS = """box => box.tagName === 'SELECT' ? 'a choice' : box.matches('[role=spinbutton]:not(input)') ? 'keys' : /\\{2\\}|\\\\d\\\\d$/.test(box.pattern || '') ? 'two digits' : 'a number'"""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def fill_boxes(browsing: Browsing, entry: Entry) -> None:
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
