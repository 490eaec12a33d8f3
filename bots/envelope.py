"""What the outside of a message says: sender, subject, date, Message-ID. Reads headers only, however odd they are."""

from __future__ import annotations

import re
from email import policy
from email.header import decode_header, make_header
from email.parser import BytesHeaderParser
from email.utils import parseaddr

from bots.mailbox import message_id_of

NEXT_PART = re.compile(rb"\r?\n--")
BLANK_LINE = re.compile(rb"\r?\n\r?\n")
ATTACHED = re.compile(rb"^content-disposition:\s*attachment", re.IGNORECASE | re.MULTILINE)
TNEF = re.compile(rb"ms-tnef|winmail\.dat", re.IGNORECASE)
LONGEST_HEADER = 100_000  # bytes of headers that are looked at; the rest of a giant header is the reader's business


def envelope_of(raw: bytes) -> dict[str, str]:
    """Sealed with the mail: for the reply and for the page that shows held post."""
    headers = BytesHeaderParser(policy=policy.compat32).parsebytes(_head(raw))
    said = {
        name: _readable(str(headers.get(name, "")))
        for name in ("From", "Reply-To", "Subject", "Date", "Auto-Submitted")
    }
    return {
        "from": said["From"],
        "address": _answer_to(parseaddr(said["From"])[1], parseaddr(said["Reply-To"])[1]),
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

    A winmail.dat is left out: it may hold nothing but the mail's own formatting.
    """
    heads = (BLANK_LINE.split(part, maxsplit=1)[0] for part in NEXT_PART.split(raw))
    return sum(1 for head in heads if ATTACHED.search(head) and not TNEF.search(head))


def message_id_in(raw: bytes) -> str:
    return message_id_of(_head(raw))


def _head(raw: bytes) -> bytes:
    head = raw[:LONGEST_HEADER].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    return head.replace(b"\0", b"") + b"\n\n"


def _readable(header: str) -> str:
    """Encoded words decoded where they can be; no line breaks, so that nothing can be smuggled into a reply."""
    try:
        decoded = str(make_header(decode_header(header)))
    except (ValueError, LookupError, UnicodeError):
        decoded = header
    return " ".join(decoded.split())[:1000]
