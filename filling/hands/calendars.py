"""Boxes that take no typing: their calendar is opened, turned to the month, and the day is pressed."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import ElementHandle, JSHandle

from filling.hands.entries import Entry
from filling.page.browsing import Browsing
from filling.page.injecting import page_script
from postroom.errors import NeedsAPerson

LOOKS = 10
MOST_TURNS = 400
CALENDAR = f"(box, day) => {{ {page_script('calendar')}\nreturn calendar(day); }}"
MONTH_SHOWN = "open => open ? [open.year, open.month] : null"
PART = "(open, [name, inner]) => inner ? open[name]?.[inner] || null : open[name] || null"


def pick(browsing: Browsing, entry: Entry) -> None:
    """Open the box's calendar and press the day. Raises NeedsAPerson where no calendar comes, or it does not turn."""
    box, day = entry.match.parts[0], date.fromisoformat(entry.text)
    box.click()
    sheet = _looked(browsing, box, day, None)
    if sheet is None:
        raise NeedsAPerson(f"{entry.name}: the form takes no typing here, and no calendar opens that can be read.")
    for _ in range(MOST_TURNS):
        shown = sheet.evaluate(MONTH_SHOWN)
        if shown == [day.year, day.month]:
            _part(sheet, "day").click()
            return
        _turn(sheet, day, *shown)
        sheet = _looked(browsing, box, day, shown)
        if sheet is None:
            break
    raise NeedsAPerson(f"{entry.name}: its calendar does not turn to the month that is wanted.")


def _looked(browsing: Browsing, box: ElementHandle, day: date, before: list[int] | None) -> JSHandle | None:
    """The calendar as soon as it shows another month than before, None when it does not come to that."""
    for _ in range(LOOKS):
        sheet = box.evaluate_handle(CALENDAR, day.day)
        shown = sheet.evaluate(MONTH_SHOWN)
        if shown and shown != before:
            return sheet
        browsing.next_change()
    return None


def _turn(sheet: JSHandle, day: date, year: int, month: int) -> None:
    off = (year - day.year) * 12 + month - day.month
    years, months = _find(sheet, "years"), _find(sheet, "months")
    if years and year != day.year:
        _set(years, str(day.year))
    elif months:
        months.select_option(index=day.month - 1)
    else:
        way = "back" if off > 0 else "forth"
        by_year = _find(sheet, way, "year") if abs(off) >= 12 else None
        (by_year or _part(sheet, way, "month")).click()


def _set(years: ElementHandle, year: str) -> None:
    if years.evaluate("one => one.tagName") == "SELECT":
        years.select_option(label=year)
    else:
        years.fill(year[:-1])
        years.type(year[-1])  # some calendars listen for keys alone


def _find(sheet: JSHandle, name: str, inner: str = "") -> ElementHandle | None:
    return sheet.evaluate_handle(PART, [name, inner]).as_element()


def _part(sheet: JSHandle, name: str, inner: str = "") -> ElementHandle:
    found = _find(sheet, name, inner)
    if found is None:
        raise NeedsAPerson("The calendar has no such day, or no arrow to turn it.")
    return found
