"""The robot that this worker drives: one browser and one signed-in session, kept warm between records.

It lives in a thread of its own: Playwright keeps an event loop where it runs, and Django's store refuses to work beside one.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from filling.map.screen import ScreenMap
from filling.map.screenmap import load
from filling.robot import Robot
from postroom.errors import NotSetUp
from postroom.filling import FillResult, PersonFound
from records import store

ACTOR = store.Actor.robot("prefill")


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen map and the name that the audit chain and the record keep."""

    map: ScreenMap
    version_name: str


_thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="robot")


@cache
def _robot() -> Robot:
    return Robot(os.environ)


def screen() -> Screen:
    """The map in use, read again when its file has changed. Raises NotSetUp without a case system."""
    chosen = settings.ENVIRONMENT.case_system
    path = Path(settings.BASE_DIR) / chosen.screen
    if not chosen.is_named:
        raise NotSetUp("No case system is named: set POSTROOM_CASE_URL and POSTROOM_CASE_SCREEN.", "case_system")
    if not path.is_file():
        raise NotSetUp(f"The screen map {chosen.screen} is not there: see POSTROOM_CASE_SCREEN.", "case_system")
    return _loaded(path, chosen.url, path.stat().st_mtime_ns)


@cache
def _loaded(path: Path, url: str, _changed_at: int) -> Screen:
    loaded = load(path, url or None)
    return Screen(loaded, f"{loaded.name}@{loaded.version}")


def fill(record: Mapping[str, Any], *, revise: bool) -> FillResult:
    chosen = screen().map
    return _thread.submit(lambda: _robot().fill(record, chosen, revise=revise)).result()


def search(record: Mapping[str, Any], *, by_id: bool = False) -> list[PersonFound]:
    """What the case system's own search shows; `by_id` for the record in match.case_id. Raises the errors of postroom.errors."""
    chosen = screen().map
    return _thread.submit(lambda: _robot().search_person(record, chosen, by_id=by_id)).result()


def warm() -> None:
    """Browser up and signed in before the first record waits for it."""
    chosen = screen().map
    _thread.submit(lambda: _robot().canary(chosen)).result()


def cool_down() -> None:
    """Gives the session and the browser back."""
    if _robot.cache_info().currsize:
        _thread.submit(_robot().close).result()
        _robot.cache_clear()
