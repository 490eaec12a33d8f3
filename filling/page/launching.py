"""Starting the browser: which one, with what it does without, and the one driver that all robots of a thread share."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Mapping

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

from postroom.errors import CaseSystemDown

DEBIAN = ("chromium", "chromium-browser", "google-chrome")
# Without the parts that draw a window: a draft costs a third less of the processor.
WINDOWLESS = "chromium-headless-shell"
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-features=Translate,OptimizationHints,MediaRouter",
    "--no-first-run",
)


def executable(surroundings: Mapping[str, str], *, headed: bool = False) -> str | None:
    """Debian's Chromium, or the one that POSTROOM_CHROMIUM names; None leaves it to Playwright's own."""
    names = DEBIAN if headed else (WINDOWLESS, *DEBIAN)
    return surroundings.get("POSTROOM_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


_HERE = threading.local()


def _driver() -> Playwright:
    """Playwright allows one driver a thread: robots in one thread share it, and the last one stops it."""
    if not getattr(_HERE, "users", 0):
        _HERE.playwright, _HERE.users = sync_playwright().start(), 0
    _HERE.users += 1
    driver: Playwright = _HERE.playwright
    return driver


def give_back_driver() -> None:
    _HERE.users -= 1
    if not _HERE.users:
        _HERE.playwright.stop()


def launch(*, headed: bool, slow_ms: float, surroundings: Mapping[str, str]) -> Browser:
    """Raises CaseSystemDown where it does not start. `give_back_driver` must follow when it was closed."""
    driver = _driver()
    try:
        return driver.chromium.launch(
            executable_path=executable(surroundings, headed=headed),
            headless=not headed,
            slow_mo=slow_ms,
            args=[*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])],
        )
    except Error as error:
        give_back_driver()
        raise CaseSystemDown("The robot's browser did not start (is the path of TMPDIR short?).") from error
