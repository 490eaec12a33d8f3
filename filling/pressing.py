"""Pressing buttons, links and tabs, and waiting for what comes of it."""

from __future__ import annotations

from playwright.sync_api import ElementHandle, Error
from playwright.sync_api import TimeoutError as TimedOut

from filling.map.fields import Target
from filling.page.asking import Asked
from filling.page.seeking import Seeker
from filling.trip import Trip
from postroom.errors import CaseSystemDown, NeedsAPerson

IS_SHUT = """one => one.disabled === true || one.getAttribute("aria-disabled") === "true"
  || /\\bdisabled\\b/.test(`${one.className} ${one.parentElement?.className || ""}`)"""


def is_shut(handle: ElementHandle) -> bool:
    """Whether a page shows something to press and does not let it be pressed, as a list's "Next" on its last page."""
    return bool(handle.evaluate(IS_SHUT))


def press(seeker: Seeker, trip: Trip, target: Target, *, opens_window: bool = False, sees: str | None = None) -> None:
    """Press the one thing that is meant. Raises CaseSystemDown when the system does not answer in the map's time."""
    browsing, wait_s = seeker.browsing, seeker.screen.wait_s
    meant = trip.meant_target(target)
    handle = seeker.target(meant)
    name = meant.text or "the link of the row"
    before, window = browsing.windows, browsing.page
    was_shut = is_shut(handle)
    browsing.status = None
    trip.pressed = True
    try:
        (handle.hover if target.hover else handle.click)(timeout=wait_s * 1000)
    except TimedOut as error:
        if (
            was_shut
        ):  # asked of a page that is about to be left, it would keep the robot there: a browser may send a form again
            raise NeedsAPerson(f"The page does not let {name!r} be pressed: it is greyed out.") from error
        raise CaseSystemDown(f"Pressing {name!r} was not answered in {wait_s:g} seconds (step: {trip.at}).") from error
    except Error:
        if not (window.is_closed() and browsing.is_alive):  # a window that closes at the press is its answer
            raise
    if opens_window:
        seeker.until(Asked(), lambda _: browsing.windows > before)
    if not browsing.settle(wait_s):
        raise CaseSystemDown(
            f"The system did not answer in {wait_s:g} seconds after {name!r} was pressed (step: {trip.at})."
        )
    if sees and not browsing.was_told(trip.meant(sees)):
        seeker.words(trip.meant(sees))
