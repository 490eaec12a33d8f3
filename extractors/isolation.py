"""Reads post in processes of their own that can be killed: time, memory and crashes of a parser stop one piece of post, not the line.

A process stays warm between pieces of post: libraries, templates and the language model are loaded once, before it is made.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from multiprocessing.connection import wait
from typing import Self

from extractors.options import ReadOptions
from extractors.reading import warm_up
from extractors.reading_process import Post, ReadingProcess
from postroom.contact import Reading

__all__ = ["Post", "Readers", "read_isolated"]

HEARTBEAT_S = 0.1  # how often time and memory are looked at


class Readers:
    """A few warm reading processes. Use as a context manager, or `close()` it: no process is left behind."""

    def __init__(self, options: ReadOptions | None = None, processes: int = 1) -> None:
        self._options = options or ReadOptions()
        if processes > 1:  # each gets one core
            self._options = replace(self._options, sheets=replace(self._options.sheets, ocr_threads=1))
        warm_up(self._options)
        self._processes = [ReadingProcess(self._options) for _ in range(processes)]

    @property
    def process_ids(self) -> list[int]:
        """Of the processes alive now, for whoever measures them."""
        return [process.pid for process in self._processes]

    def read(self, post: Post) -> Reading:
        """Never raises for bad content; a process that had to be killed gives a held Reading that says why."""
        return next(self.read_each([post]))

    def read_each(self, posts: Iterable[Post]) -> Iterator[Reading]:
        """The readings in the order of `posts`, as soon as each is known."""
        for process in self._processes:
            process.drop()  # what a caller that was interrupted left behind must never answer for another mail
        waiting = enumerate(posts)
        done: dict[int, Reading] = {}
        place = 0
        while self._hand_out(waiting) or done:
            for process in self._busy():
                if (reading := process.result()) is not None:
                    done[process.place] = reading
            while place in done:
                yield done.pop(place)
                place += 1

    def _hand_out(self, waiting: Iterator[tuple[int, Post]]) -> bool:
        """Gives every idle process its next piece. True while any is at work."""
        for process in self._processes:
            if not process.is_busy and (next_one := next(waiting, None)) is not None:
                process.give(*next_one)
        return any(process.is_busy for process in self._processes)

    def _busy(self) -> list[ReadingProcess]:
        """Those at work, after a heartbeat or as soon as one has something to say."""
        busy = [process for process in self._processes if process.is_busy]
        wait([process.connection for process in busy], timeout=HEARTBEAT_S)
        return busy

    def close(self) -> None:
        for process in self._processes:
            process.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


_shared: dict[tuple[int, ReadOptions], Readers] = {}


def read_isolated(data: bytes, name: str, options: ReadOptions | None = None) -> Reading:
    """Reads one piece of post in this process's own warm reader, made at the first call. For the line's workers.

    A worker that forks for each job gets a reader of its own: two processes must never share a pipe.
    """
    chosen = (os.getpid(), options or ReadOptions())
    if chosen not in _shared:
        _shared[chosen] = Readers(chosen[1])
    return _shared[chosen].read(Post(data, name))
