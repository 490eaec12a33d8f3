"""What the outside of a message says: sender, subject, date, Message-ID. Reads headers only, however odd they are."""

from __future__ import annotations

import re
from email import policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.parser import BytesHeaderParser

from bots.listing import message_id_of
from extractors.post.headers import sender_of

LONGEST_HEAD = 4000  # bytes of a part's headers on either side of the line that is looked at
BLANK_LINE = re.compile(rb"\r?\n\r?\n")
ATTACHED = re.compile(rb"^content-disposition:\s*attachment", re.IGNORECASE | re.MULTILINE)
NO_FILE = re.compile(
    rb"ms-tnef|winmail\.dat|name=\"?(?:att\d{3,}|mime-attachment|untitled attachment \d+)\.(?:txt|html?)\b",
    re.IGNORECASE,
)
LONGEST_HEADER = 100_000  # bytes of headers that are looked at; the rest of a giant header is the reader's business


def envelope_of(raw: bytes) -> dict[str, str]:
    """Sealed with the mail: for the reply and for the page that shows held post."""
    headers = BytesHeaderParser(policy=policy.compat32).parsebytes(_head(raw))
    said = {name: _readable(str(headers.get(name, ""))) for name in ("From", "Subject", "Date", "Auto-Submitted")}
    _, sender = sender_of(str(headers.get("From", "")))
    _, wished = sender_of(str(headers.get("Reply-To", "")))
    return {
        "from": said["From"],
        "address": _answer_to(sender, wished),
        "subject": said["Subject"],
        "date": said["Date"],
        "message_id": message_id_in(raw),
    }


def _answer_to(sender: str, wished: str) -> str:
    """Only the sender's own house may be answered elsewhere: what is vouched for is the sender, not where answers shall go."""
    same_house = wished.rpartition("@")[2].casefold() == sender.rpartition("@")[2].casefold()
    return wished if wished and same_house else sender


def attachments_in(raw: bytes) -> int:
    """How many attachments the parts of a message say they are. Counted without unwrapping anything, for the ledger to compare.

    A winmail.dat is left out: it may hold nothing but the mail's own formatting. So are the names that a mail server gives to words
    of the mail that stand behind an enclosure.
    """
    return sum(_is_in_a_head(raw, found.start()) for found in ATTACHED.finditer(raw))


def _is_in_a_head(raw: bytes, place: int) -> bool:
    """Whether a line stands in the headers of a part: no blank line between it and the boundary before it."""
    before = raw[max(0, place - LONGEST_HEAD) : place].rpartition(b"\n--")[2]
    after = BLANK_LINE.split(raw[place : place + LONGEST_HEAD], maxsplit=1)[0]
    return not BLANK_LINE.search(before) and not NO_FILE.search(before + after)


def message_id_in(raw: bytes) -> str:
    return message_id_of(_head(raw))


def _head(raw: bytes) -> bytes:
    head = raw[:LONGEST_HEADER].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    return head.replace(b"\0", b"") + b"\n\n"


def _readable(header: str) -> str:
    """Encoded words decoded where they can be; no line breaks, so that nothing can be smuggled into a reply."""
    try:
        decoded = str(make_header(decode_header(header)))
    except (ValueError, LookupError, MessageError):
        decoded = header
    return " ".join(decoded.split())[:1000]
