"""The second look at what a page only prints: does it print this value under these words, asked from the value to the words."""

from __future__ import annotations

import re

from playwright.sync_api import Error, Page

from filling.map.fields import Field
from filling.page.browsing import is_closed
from filling.page.injecting import page_script
from filling.page.looking import frames_of

EYES = """globalThis[Symbol.for("the robot's eyes for print")]"""
LOOK = f"(spec) => {EYES} ? {EYES}(spec) : null"
OPEN_EYES = f"""(spec) => {{
{EYES} = (spec) => {{ {page_script("printed")}
return isPrintedUnder(spec); }};
return {EYES}(spec); }}"""


NAME_ALONE = r"(^|[\s>:/(\[\"'])%s($|[\s,;:)\]\"'(])"


def shows_name(page: Page, name: str) -> bool:
    """Whether the page prints a file's name by itself, or in a link to it, as the browser library's own locators see it."""
    alone = re.compile(NAME_ALONE % re.escape(name), re.IGNORECASE)
    return any(
        one.is_visible() for frame in frames_of(page) for one in frame.get_by_text(alone).element_handles()
    ) or _is_held(page, name)


def _is_held(page: Page, name: str) -> bool:
    held = "(boxes, name) => boxes.some(box => [...box.files].some(file => file.name === name))"
    return any(frame.locator("input[type=file]").evaluate_all(held, name) for frame in frames_of(page))


def is_printed(page: Page, field: Field, value: str) -> bool:
    """Whether any frame of the page prints the value under the field's words."""
    spec = {"label": field.label, "within": field.within, "value": value}
    for frame in frames_of(page):
        try:
            said = frame.evaluate(LOOK, spec)
            if said or (said is None and frame.evaluate(OPEN_EYES, spec)):
                return True
        except Error as error:
            if is_closed(error):
                raise
    return False
