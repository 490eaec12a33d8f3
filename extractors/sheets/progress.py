"""The clock of one piece of post while its pages are read from pictures, which takes many times as long as pages of text."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field

SPARE = 0.1  # of the time there is: for what is left to do once the pages are read


def _now() -> tuple[float, float]:
    return time.monotonic(), time.process_time()


@dataclass(slots=True)
class Watch:
    """`seconds` is how long all of it may take, by the clock or by the processor, whichever is less."""

    seconds: float
    listener: Callable[[], None]
    _began: tuple[float, float] = field(default_factory=_now)
    _page_began: float | None = None
    _slowest: float = 0.0

    def begin(self) -> bool:
        """Whether one more page fits into the time, by the slowest so far. The first always does."""
        worked = min(now - began for now, began in zip(_now(), self._began, strict=True))
        if self._page_began is not None:
            self._slowest = max(self._slowest, worked - self._page_began)
            if worked + self._slowest > (1 - SPARE) * self.seconds:
                return False
        self._page_began = worked
        self.listener()
        return True


_watch: ContextVar[Watch | None] = ContextVar("watch", default=None)


def watch(seconds: float, listener: Callable[[], None]) -> None:
    """From now on each page that is to be read by OCR is begun only if it fits into `seconds`; `listener` hears of it first."""
    _watch.set(Watch(seconds, listener))


def may_begin_picture() -> bool:
    """To be asked before each page that is read from its picture; False where no time is left for it."""
    current = _watch.get()
    return current is None or current.begin()
