"""What tells a backup of ours from one that somebody edited: a keyed hash over its lines, with a key that is not in it."""

from __future__ import annotations

import gzip
import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from postroom.errors import NotAllowed
from records.keys import keys
from records.sealing import derived

EDITED = (
    "This backup was edited, cut off, or made under another audit key. Nothing was restored. "
    "Restore it under the POSTROOM_AUDIT_KEY of the day when it was made."
)


def _mac() -> hmac.HMAC:
    return hmac.new(derived(keys().audit, b"backup"), digestmod=hashlib.sha256)


@dataclass(slots=True)
class Signed:
    """Writes lines, and at the end their hash."""

    file: TextIO
    mac: hmac.HMAC = field(default_factory=_mac)

    def write(self, line: str) -> None:
        self.mac.update(f"{line}\n".encode())
        self.file.write(f"{line}\n")

    def end(self) -> None:
        self.file.write(json.dumps({"mac": self.mac.hexdigest()}) + "\n")


def authentic_lines(source: Path) -> Iterator[str]:
    """The lines, once the whole file was proved: nothing of an edited one is looked into. Raises NotAllowed."""
    mac, count, last = _mac(), 0, ""
    with gzip.open(source, "rt", encoding="utf-8", newline="\n") as file:
        for line in file:
            mac.update(last.encode())
            last, count = line, count + 1
    if not hmac.compare_digest(last.encode(), (json.dumps({"mac": mac.hexdigest()}) + "\n").encode()):
        raise NotAllowed(EDITED)
    with gzip.open(source, "rt", encoding="utf-8", newline="\n") as file:
        yield from (line for number, line in enumerate(file, start=1) if number < count)
