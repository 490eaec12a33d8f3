"""Two lists side by side: what is chosen is moved from one into the other."""

from __future__ import annotations

from collections.abc import Iterable

from playwright.sync_api import ElementHandle

from filling.hands.entries import Entry
from filling.hands.options import several
from filling.page.looking import OPTION_TEXTS

ITEMS = "list => list.options ? [] : [...list.children]"


def move_over(entry: Entry) -> None:
    """Two lists: what is chosen and not wanted goes back, what is wanted and not chosen comes over."""
    offered, chosen, adds, removes = entry.match.parts
    wanted, held = several(entry.text), several(entry.match.value)
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
