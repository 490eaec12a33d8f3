"""What a folder says of a message before it is fetched: when it came, how large it is, its Message-ID. As far as it can be had."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.parser import BytesHeaderParser
from typing import Any

WITHOUT_DATE = ["RFC822.SIZE", "BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]"]
WANTED = ["INTERNALDATE", *WITHOUT_DATE]
OLDEST = timedelta(days=15 * 365)  # the library reads the year 1 as 2001
CLOCKS_DIFFER = timedelta(days=1)
LARGEST_SIZE = 2**40


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as the folder lists it. `received_at` is None where the server gives no day that can be: it is then held."""

    uid: int
    received_at: datetime | None = None
    size: int = 0
    message_id: str = ""


def read_listing(uid: int, said: Mapping[bytes, Any]) -> Seen:
    header = next((value for name, value in said.items() if name.startswith(b"BODY[HEADER")), b"")
    size = said.get(b"RFC822.SIZE")
    return Seen(
        uid,
        _day_that_can_be(said.get(b"INTERNALDATE")),
        size if isinstance(size, int) and 0 <= size <= LARGEST_SIZE else 0,
        message_id_of(header if isinstance(header, bytes) else b""),
    )


def _day_that_can_be(said: object) -> datetime | None:
    """In UTC. A day to come would set the clock of a police report to start then."""
    try:
        came = said.astimezone(UTC) if isinstance(said, datetime) else None
    except (OverflowError, ValueError):
        return None
    now = datetime.now(UTC)
    return came if came and now - OLDEST <= came <= now + CLOCKS_DIFFER else None


def message_id_of(header: bytes) -> str:
    """The Message-ID as it stands, without blanks; empty where there is none."""
    stated = BytesHeaderParser().parsebytes(header[:100_000].replace(b"\0", b"")).get("Message-ID", "")
    return "".join(str(stated).split())[:500]
