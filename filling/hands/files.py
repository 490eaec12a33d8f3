"""Handing over files: to a field that takes them, or to what a button asks with."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import ElementHandle
from playwright.sync_api import TimeoutError as TimedOut

from filling.map.fields import Field
from filling.page.browsing import Browsing
from filling.page.seeking import ScreenChanged
from postroom.errors import NeedsAPerson

CHOOSER_MS = 5000
NAMES_HELD = "box => [...(box.files || [])].map(file => file.name)"


def hand_over(field: Field, box: ElementHandle, paths: list[Path]) -> None:
    """Raises NeedsAPerson where the field takes one file and there are more."""
    if len(paths) > 1 and not box.evaluate("box => box.multiple"):
        raise NeedsAPerson(f"{field.name}: the form takes one file, and there are {len(paths)}.")
    box.set_input_files(paths)


def through_chooser(browsing: Browsing, field: Field, button: ElementHandle, paths: list[Path]) -> None:
    """Press a button that asks for files. Raises ScreenChanged where it does not ask."""
    try:
        with browsing.page.expect_file_chooser(timeout=CHOOSER_MS) as asked:
            button.click()
    except TimedOut as error:
        raise ScreenChanged(f"{field.name}: the button does not ask for files.") from error
    if len(paths) > 1 and not asked.value.is_multiple():
        raise NeedsAPerson(f"{field.name}: the form takes one file, and there are {len(paths)}.")
    asked.value.set_files(paths)
