"""ClamAV by clamd, where one is configured. Without it the page says that nothing is scanned."""

from __future__ import annotations

import socket
import struct
from urllib.parse import urlsplit

from postroom.errors import TryAgainLater

CHUNK = 64 * 1024
TIMEOUT_S = 60.0


class ScannerDown(TryAgainLater):
    """The virus scanner is configured and does not answer. Mail waits: unscanned post is not opened on the quiet."""

    system = "virus_scanner"


def scan(content: bytes, where: str) -> str:
    """clean, infected or not_scanned. `where` is tcp://host:port or unix:///path; empty means that there is no scanner."""
    if not where:
        return "not_scanned"
    try:
        with _connect(where) as link:
            link.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), CHUNK):
                part = content[start : start + CHUNK]
                link.sendall(struct.pack("!I", len(part)) + part)
            link.sendall(struct.pack("!I", 0))
            answer = b"".join(iter(lambda: link.recv(4096), b"")).rstrip(b"\0")
    except OSError as error:
        raise ScannerDown("The virus scanner does not answer.") from error
    if answer.endswith(b"OK"):
        return "clean"
    if answer.endswith(b"FOUND"):
        return "infected"
    raise ScannerDown("The virus scanner could not look at this message.")


def _connect(where: str) -> socket.socket:
    parts = urlsplit(where)
    if parts.scheme == "unix":
        link = socket.socket(socket.AF_UNIX)
        link.settimeout(TIMEOUT_S)
        link.connect(parts.path)
        return link
    return socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 3310), TIMEOUT_S)
