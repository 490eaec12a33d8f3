"""Pressing a radio button or a tick; where a prettified one hides the real one, its label."""

from __future__ import annotations

from playwright.sync_api import ElementHandle

PRESS_LABEL = "element => ([...(element.labels || [])][0] || element).click()"
WITHIN_REACH = """element => element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
  && element.offsetWidth > 2 && element.offsetHeight > 2"""


def press_choice(element: ElementHandle) -> None:
    """Prettified radio buttons and ticks hide the real one: then their label is pressed."""
    if element.evaluate(WITHIN_REACH):
        element.click()
    else:
        element.evaluate(PRESS_LABEL)
