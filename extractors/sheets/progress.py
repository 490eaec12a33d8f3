"""Tells whoever waits that one more page is being read from its picture, which takes many times as long as a page of text."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

_listener: ContextVar[Callable[[], None] | None] = ContextVar("listener", default=None)


def listen(listener: Callable[[], None]) -> None:
    """`listener` hears of every page that is read by OCR from now on, before it is read."""
    _listener.set(listener)


def picture_begun() -> None:
    """One more page is now read from its picture."""
    if listener := _listener.get():
        listener()
