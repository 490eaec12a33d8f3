"""Limits on waiting: a call that may hang, and a pause that grows with each failure."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


def bounded(call: Callable[[], T], seconds: float) -> T:
    """What the call gives, or TimeoutError. A call that takes longer is left behind in its thread, and nobody waits for it."""
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(call())
        except BaseException as error:  # noqa: BLE001  # told where it is waited for
            future.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return future.result(seconds)


@dataclass(slots=True)
class Rest:
    """A pause that doubles with every failure in a row, and is forgotten when things work again. In seconds."""

    first_s: float
    longest_s: float
    pause_s: float = 0.0
    until: float = 0.0  # by the monotonic clock

    def failed(self) -> None:
        self.pause_s = min(max(self.first_s, self.pause_s * 2), self.longest_s)
        self.until = time.monotonic() + self.pause_s

    def worked(self) -> None:
        self.pause_s = self.until = 0.0

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self.until
