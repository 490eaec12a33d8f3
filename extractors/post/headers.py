"""Header fields as people read them: decoded, whole, and however a mail program broke the rules (RFC 2047, RFC 5322)."""

from __future__ import annotations

import re
from datetime import datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from extractors.post.charset import text_of

LONGEST_HEADER = 2000
_ENCODED_WORD = re.compile(r"=\?([^?\s]{1,60})\?b\?([A-Za-z0-9+/=\s]*)\?=", re.I)
_ANGLED = re.compile(r"<\s*([^<>@\s]+@[^<>@\s]+)\s*>")
_BARE = re.compile(r"([^<>@\s\"',;:()]+@[^<>@\s\"',;:()]+)")


def repair_headers(part: Message) -> None:
    """Raw eight-bit headers, which are against the rules and frequent, as the text that they are."""
    for name, value in list(part.raw_items()):
        if any("\udc80" <= char <= "\udcff" for char in str(value)):
            part.replace_header(name, text_of(str(value).encode("utf-8", "surrogateescape"), None))


def header(message: Message, name: str) -> str:
    """The first header of this name, decoded, on one line; empty where there is none.

    What is behind the first LONGEST_HEADER characters is not looked at: a subject of megabytes is an attack on whoever searches it.
    """
    return " ".join(decoded(str(message.get(name, ""))[:LONGEST_HEADER]).split())


def decoded(value: str) -> str:
    """Encoded words as text; the text as it stands where they are broken."""
    padded = _ENCODED_WORD.sub(_padded, value)
    try:
        pieces = decode_header(padded)
        return "".join(text_of(piece, charset) if isinstance(piece, bytes) else piece for piece, charset in pieces)
    except (HeaderParseError, LookupError, ValueError, AssertionError):
        return value.encode("utf-8", "replace").decode("utf-8")


def _padded(word: re.Match[str]) -> str:
    letters = re.sub(r"[\s=]", "", word[2])
    return f"=?{word[1]}?B?{letters + '=' * (-len(letters) % 4)}?="


def sender_of(value: str) -> tuple[str, str]:
    """Name and address out of a From field as it came.

    Addresses are parted before names are decoded: a comma in an encoded name parts nothing.
    """
    raw = " ".join(value[:LONGEST_HEADER].split())
    name, address = name_and_address(raw)
    if not address:
        name, address = name_and_address(decoded(raw))
    return decoded(name).strip(" '\""), address


def name_and_address(value: str) -> tuple[str, str]:
    """Of the first address in it: ("Smith, Anna", "a@b.example"), also where the quotes around the name are missing."""
    found = _ANGLED.search(value) or _BARE.search(value)
    if not found:
        return value.strip(), ""
    before = value[: found.start()].strip().removesuffix(",")
    listed = next((name for name, address in getaddresses([value]) if address.lower() == found[1].lower()), "")
    is_cut = len(listed) < len(before.strip("\"'")) and "@" not in before and "(" not in before
    return (before if is_cut else listed), found[1].lower()


def addresses_in(value: str) -> set[str]:
    """Every address that a field names, in whatever way: also one that stands in a name's place."""
    plain = " ".join(value.split())
    return {address.lower() for _, address in getaddresses([plain]) if "@" in address} | set(
        _ANGLED.findall(plain.lower())
    )


def sent_at(value: str) -> datetime | None:
    try:
        return parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
