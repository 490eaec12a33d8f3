"""ClamAV by clamd, where one is configured. Without it the page says that nothing is scanned."""

from __future__ import annotations

import logging
import re
import socket
import struct
from urllib.parse import urlsplit

from django.conf import settings

from bots.nesting import is_followed
from postroom.errors import TryAgainLater
from records import store

log = logging.getLogger(__name__)
CHUNK = 64 * 1024
TIMEOUT_S = 60.0
CLEAN = b"stream: OK"
FOUND = re.compile(rb"stream: (\S.*) FOUND")
LIMIT = b"INSTREAM size limit exceeded. ERROR"
NOT_LOOKED_INTO = (b"Heuristics.Limits.Exceeded", b"Heuristics.Encrypted")
"""What clamd calls found, and is no virus: it met a limit of its own, or a lock."""


class ScannerDown(TryAgainLater):
    """The virus scanner is configured and does not answer. Mail waits: unscanned post is not opened on the quiet."""

    system = "virus_scanner"


def scan(content: bytes, where: str) -> str:
    """clean, infected or not_scanned. `where` is tcp://host:port or unix:///path; empty means that there is no scanner.

    Clean is said only of what clamd looked into from end to end: beyond a limit of its own, or in layers that it does not open, it says OK too.
    """
    if not where:
        return "not_scanned"
    said = _meaning(_ask(content, where))
    if said == "clean" and not is_followed(content):
        log.warning("scanning: the scanner does not see into every layer of a message: it is not called clean")
        return "not_scanned"
    return said


def scanned(raw: bytes) -> str:
    """What the scanner that is set says; that it answered is told too, so that its alarm ends."""
    said = scan(raw, settings.ENVIRONMENT.clamd)
    if settings.ENVIRONMENT.clamd:
        store.system_works(ScannerDown.system)
    return said


def _meaning(answer: bytes) -> str:
    """Of an answer of clamd, exactly as it writes it. Raises ScannerDown for any other."""
    if answer == CLEAN:
        return "clean"
    if answer == LIMIT:
        log.warning("scanning: a message is larger than the scanner takes (its StreamMaxLength): it is not scanned")
        return "not_scanned"
    if found := FOUND.fullmatch(answer):
        if not found[1].startswith(NOT_LOOKED_INTO):
            return "infected"
        log.warning("scanning: the scanner met %s: the message is not scanned", found[1].decode(errors="replace"))
        return "not_scanned"
    raise ScannerDown("The virus scanner could not look at this message.")


def _ask(content: bytes, where: str) -> bytes:
    """The answer. Over its size limit clamd stops taking the message and hangs up, and what it said before that counts."""
    try:
        with _connect(where) as link:
            try:
                _send(link, content)
            except (BrokenPipeError, ConnectionResetError):
                if (said := _answer(link)) != LIMIT:
                    raise
                return said
            return _answer(link)
    except OSError as error:
        raise ScannerDown("The virus scanner does not answer.") from error


def _send(link: socket.socket, content: bytes) -> None:
    link.sendall(b"zINSTREAM\0")
    for start in range(0, len(content), CHUNK):
        part = content[start : start + CHUNK]
        link.sendall(struct.pack("!I", len(part)) + part)
    link.sendall(struct.pack("!I", 0))


def _answer(link: socket.socket) -> bytes:
    """To its end, which clamd marks with a zero byte. What was cut off is no answer."""
    said = b"".join(iter(lambda: link.recv(4096), b""))
    return said[:-1] if said.endswith(b"\0") else b""


def _connect(where: str) -> socket.socket:
    parts = urlsplit(where)
    if parts.scheme == "unix":
        link = socket.socket(socket.AF_UNIX)
        link.settimeout(TIMEOUT_S)
        link.connect(parts.path)
        return link
    return socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 3310), TIMEOUT_S)
