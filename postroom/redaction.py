"""The one formatter of log lines. What a line says is decided where it is written: events and ids, never names.

As a second net, what looks like an NHS number, a mail address, a phone number or a postcode is blacked out, and of an
exception only its kind and place are told, because its message may quote a document.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from datetime import UTC, datetime

from postroom.terminal import printable

PERSONAL = re.compile(
    r"(?P<mail>[\w.+-]+@[\w-]+\.[\w.-]+)"
    r"|(?P<nhs>\b\d{3}[ -]?\d{3}[ -]?\d{4}\b)"
    r"|(?P<phone>(?:\+44|\b0)[ \d]{9,13}\b)"
    r"|(?P<postcode>\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b)"
)


def redact(text: str) -> str:
    """Blacks out what looks personal: the shape is told, not the content."""
    return PERSONAL.sub(lambda found: f"[{found.lastgroup}]", text)


class Redacting(logging.Formatter):
    """Time, level, logger and message on one line, or the same as JSON."""

    def __init__(self, *, as_json: bool = False) -> None:
        super().__init__()
        self.as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        said = printable(redact(record.getMessage()))  # one line, whatever was sent: nobody forges a second
        if record.exc_info and record.exc_info[1]:
            said = f"{said} | {fault(record.exc_info[1])}"
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        if self.as_json:
            return json.dumps({"at": at, "level": record.levelname, "logger": record.name, "message": said})
        return f"{at} {record.levelname:<7} {record.name}: {said}"


def fault(error: BaseException) -> str:
    """The kind of an error and the place where it was raised, without its words."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].name}:{frames[-1].lineno}" if frames else "?"
    return f"{type(error).__name__} in {place}"
