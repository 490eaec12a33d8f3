"""One process that reads post and can be killed: its pipe, its clock, its memory, and what it does inside.

Linux only: processor time and resident memory are counted from /proc.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import resource
import signal
import time
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path

from extractors.options import ReadOptions
from extractors.reading import read_post
from extractors.sheets import progress
from postroom.contact import Disposition, DocumentFacts, Reading, Role

FAIR_SHARE, IDLE_SHARE = 0.8, 0.02  # of one processor: it had what it needed; it does nothing at all
LONGEST_WAIT = 5  # times the limit, on the busiest machine
RECYCLE_AT = 0.8  # of the memory limit: a process that has grown so far is replaced between two pieces of post
# Above what its parent had mapped already; stops a single huge allocation that no heartbeat would see.
ADDRESS_SPACE = 6 * 1024**3

_forking = multiprocessing.get_context("fork")


@dataclass(frozen=True, slots=True)
class Post:
    """One file as it arrived."""

    data: bytes
    name: str


class ReadingProcess:
    """One process, its pipe, and what it is at."""

    def __init__(self, options: ReadOptions) -> None:
        self._options = options
        self.place = -1
        self.is_busy = False
        self._so_far: Reading | None = None
        self._ocr_pages = 0
        self._start()

    def _start(self) -> None:
        self.connection, theirs = _forking.Pipe()
        self._process = _forking.Process(target=_serve, args=(theirs, self._options), daemon=True)
        self._process.start()
        theirs.close()

    @property
    def pid(self) -> int:
        return self._process.pid or 0

    def give(self, place: int, post: Post) -> None:
        """Hands over one piece of post; `result` tells when it is read."""
        self.place, self.is_busy, self._ocr_pages = place, True, 0
        self._so_far = _held(post.name, "unreadable", None)
        self._began, self._cpu_before = time.monotonic(), _cpu_seconds(self.pid)
        try:
            self.connection.send(post)
        except (BrokenPipeError, OSError):  # it died while idle
            self._restart()
            self.connection.send(post)

    def drop(self) -> None:
        """Forgets what it is at, if anything."""
        if self.is_busy:
            self._restart()
            self.is_busy = False

    def result(self) -> Reading | None:
        """The reading, None while it is still being made."""
        try:
            while self.connection.poll():
                finished, reading = self.connection.recv()
                if finished:
                    return self._finish(reading)
                self._note(reading)
        except (EOFError, OSError):
            return self._give_up("unreadable", "The reader failed on this file.")
        if self._is_overdue():
            return self._give_up("too_large", "Reading this took too long.")
        if _resident_bytes(self.pid) > self._options.limits.memory_bytes:
            return self._give_up("too_large", "Reading this took too much memory.")
        return None

    def _note(self, known: Reading | None) -> None:
        """News from a process at work: what it knows so far, or only (None) that it begins a page by OCR."""
        if known is None:
            self._ocr_pages += 1
        else:
            self._so_far = known

    def _is_overdue(self) -> bool:
        """Time that the machine gave to others is not counted, up to a point: a scan on a busy evening is no attack."""
        allowed, passed = self._options.limits.seconds_with(self._ocr_pages), time.monotonic() - self._began
        if passed <= allowed:
            return False
        worked = _cpu_seconds(self.pid) - self._cpu_before
        was_starved = IDLE_SHARE * passed < worked < FAIR_SHARE * passed
        return (
            not was_starved
            or worked > allowed
            or passed > min(LONGEST_WAIT * allowed, self._options.limits.longest_seconds)
        )

    def _finish(self, reading: Reading) -> Reading:
        self.is_busy = False
        if _resident_bytes(self.pid) > RECYCLE_AT * self._options.limits.memory_bytes:
            self._restart()
        return reading

    def _give_up(self, reason: str, sentence: str) -> Reading:
        """What was known before the process had to be stopped, held for a person."""
        self._restart()
        self.is_busy = False
        known = self._so_far or _held("", reason, sentence)
        documents = tuple(replace(each, problem=each.problem or sentence) for each in known.documents)
        return replace(known, disposition=Disposition.HELD, reason=reason, documents=documents)

    def _restart(self) -> None:
        self.end()
        self._start()

    def end(self) -> None:
        """Kills the process and waits for it."""
        self._process.kill()
        self._process.join()
        self.connection.close()


def _held(name: str, reason: str, sentence: str | None) -> Reading:
    facts = DocumentFacts(name, "application/octet-stream", Role.SUPPORTING, problem=sentence)
    return Reading(Disposition.HELD, reason, (facts,))


def _resident_bytes(pid: int) -> int:
    """0 where the process is gone: the pipe then tells."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize()
    except (OSError, IndexError, ValueError):
        return 0


def _mapped_bytes() -> int:
    """Of this process: a worker that also matches has mapped much that is no fault of the post."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def _cpu_seconds(pid: int) -> float:
    """Processor time of all its threads; 0 where the process is gone."""
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, IndexError, ValueError):
        return 0.0


def _serve(connection: Connection, options: ReadOptions) -> None:
    """The process: reads what it is given until its parent is gone."""
    parent = os.getppid()
    _settle_in()
    with contextlib.suppress(EOFError, OSError):  # the other end is gone
        while os.getppid() == parent:
            if connection.poll(1.0):
                connection.send((True, _read(connection, connection.recv(), options)))


def _settle_in() -> None:
    """Silent (parsers print and log what they read), not to be interrupted by the terminal, and with a ceiling for memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    logging.disable(logging.CRITICAL)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    ceiling = _mapped_bytes() + ADDRESS_SPACE
    resource.setrlimit(resource.RLIMIT_AS, (ceiling, ceiling))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(connection: Connection, post: Post, options: ReadOptions) -> Reading:
    progress.watch(options.limits.most_seconds, lambda: connection.send((False, None)))
    try:
        return read_post(post.data, post.name, options, lambda known: connection.send((False, known)))
    except MemoryError:
        return _held(post.name, "too_large", "Reading this took too much memory.")
    except Exception as error:  # noqa: BLE001  # the last fence: a parser's fault must become a person's task
        return _held(post.name, "unreadable", f"The reader failed on this file ({_where(error)}).")


def _where(error: Exception) -> str:
    """The kind of error and the line of code, never its message: that could hold what the document says."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "unknown place"
    return f"{type(error).__name__} at {place}"
