"""Pressing a radio button or a tick; where a prettified one hides the real one, its label."""

from __future__ import annotations

from playwright.sync_api import ElementHandle

PRESS_LABEL = "element => ([...(element.labels || [])][0] || element).click()"
WITHIN_REACH = """element => {
  const { pointerEvents, clip, clipPath } = getComputedStyle(element);
  const isSeen = element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const isCut = /rect\\((0|1px, 1px)/.test(clip) || /inset\\((50|100)%/.test(clipPath);
  return isSeen && element.offsetWidth > 2 && element.offsetHeight > 2 && pointerEvents !== "none" && !isCut;
}"""


def press_choice(element: ElementHandle) -> None:
    """Prettified radio buttons and ticks hide the real one: then their label is pressed."""
    if element.evaluate(WITHIN_REACH):
        element.click()
    else:
        element.evaluate(PRESS_LABEL)
