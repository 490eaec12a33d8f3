"""The way to an empty form, with given steps or with a person at the window, and the look at each of its tabs."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Error

from filling.drawing.inventory import PageSeen, take_inventory
from filling.map import screenmap
from filling.map.fields import Target
from filling.map.screen import ScreenMap
from filling.map.steps import Open
from filling.page.browsing import Browsing
from filling.page.seeking import ScreenChanged, Seeker
from filling.pressing import press
from filling.session import sign_in
from filling.trip import Trip, Walk
from filling.walking import Walker
from postroom.errors import CaseSystemDown

MOST_TABS = 20
ON_THE_WAY = (
    "screen",
    "version",
    "url",
    "signed_out",
    "sign_in",
    "sign_out",
    "surprises",
    "begin",
    "wait_s",
    "lock_wait_s",
)
"""Parts of a map that lead to its form; what speaks of the form's own fields waits until they are known."""

Asks = Callable[[str], None]


def provisional(told: Mapping[str, Any], name: str) -> ScreenMap:
    """A map of the way to the form, so that its steps can be walked. Raises Misconfigured with what was expected."""
    way = {part: told[part] for part in ON_THE_WAY if part in told}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.yaml"
        path.write_text(yaml.safe_dump({**way, "form": [{"check": "-"}]}, allow_unicode=True), encoding="utf-8")
        return screenmap.load(path)


def go_to_form(browsing: Browsing, screen: ScreenMap, secrets: Mapping[str, str], ask: Asks | None) -> str:
    """Signs in, goes to the empty form; the address of the form. `ask`: a person leads the way at the window, and is asked to say when."""
    seeker = Seeker(browsing, screen)
    if ask:
        Walker(seeker, Trip({}, secrets)).do(Open(screen.url))
        ask("Sign in and go to the empty form in the window. Then press Enter here.")
    else:
        sign_in(seeker, secrets)
        if not (screen.begin and isinstance(screen.begin[0].action, Open)):
            Walker(seeker, Trip({}, secrets)).do(Open(screen.url))
        Walker(seeker, Trip({}, secrets)).go_through(screen.begin)
    browsing.settle(screen.wait_s)
    return browsing.page.url


def parts_of(browsing: Browsing, screen: ScreenMap) -> list[tuple[str | None, PageSeen]]:
    """(tab, what it shows) of each tab of the form that leads to fields; one without a name where it has no tabs."""
    whole = _taken(browsing)
    seeker = Seeker(browsing, screen)
    found: list[tuple[str | None, PageSeen]] = []
    for tab in whole.tabs[:MOST_TABS]:
        try:
            press(seeker, Trip({}, {}, Walk.LOOK), Target(tab, kind="tab"), opens_window=False, sees=None)
        except (ScreenChanged, Error):
            continue  # words that look like a tab and are none
        browsing.settle_form(screen.wait_s)
        seen = _taken(browsing)
        if seen.fields:
            found.append((tab, seen))
    return found or [(None, whole)]


def _taken(browsing: Browsing) -> PageSeen:
    try:
        return take_inventory(browsing.page)
    except Error:
        browsing.settle_form(2)
    try:
        return take_inventory(browsing.page)
    except Error as error:
        raise CaseSystemDown("The page did not become still enough to be looked at.") from error
