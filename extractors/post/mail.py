"""Opens a mail (RFC 5322, MIME): who sent it, its text, and what is enclosed. Never fails: mail is often malformed."""

from __future__ import annotations

import email
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.errors import CloseBoundaryNotFoundDefect, HeaderParseError, StartBoundaryNotFoundDefect
from email.header import decode_header, make_header
from email.message import Message
from email.utils import collapse_rfc2231_value, parseaddr, parsedate_to_datetime

from extractors.post.charset import text_of
from extractors.post.enclosure import Enclosure, Problem
from extractors.post.kinds import SMIME
from extractors.post.markup import seen_text

CUT_SHORT = Problem("The mail was cut short before the end of this enclosure.", "unreadable")
LONGEST_HEADER = 2000


@dataclass(frozen=True, slots=True)
class OpenedMail:
    """A mail with its envelope open. `text` is what a person would see of its body, marks of HTML quotes included."""

    headers: Message = field(default_factory=Message)
    sender_name: str = ""
    sender_address: str = ""
    subject: str = ""
    sent: datetime | None = None
    text: str = ""
    enclosures: tuple[Enclosure, ...] = ()
    content_types: frozenset[str] = frozenset()


def open_mail(data: bytes) -> OpenedMail:
    """Raises RecursionError where parts are nested hundreds deep."""
    message = email.message_from_bytes(data.lstrip(b"\r\n"))
    parts = list(_leaves(message))
    for part in (message, *parts):
        _repair_headers(part)
    plain, marked, enclosures = _sort(parts)
    if _ends_early(message):
        enclosures = _with_last_cut(enclosures)
    return OpenedMail(
        headers=message,
        **sender_of(header(message, "From")),
        subject=header(message, "Subject"),
        sent=sent_at(header(message, "Date")),
        text=_body(plain, marked),
        enclosures=tuple(enclosures),
        content_types=frozenset(part.get_content_type() for part in (message, *parts)),
    )


def _repair_headers(part: Message) -> None:
    """Raw eight-bit headers, which are against the rules and frequent, as the text that they are."""
    for name, value in list(part.raw_items()):
        if any("\udc80" <= char <= "\udcff" for char in str(value)):
            part.replace_header(name, text_of(str(value).encode("utf-8", "surrogateescape"), None))


def header(message: Message, name: str) -> str:
    """The first header of this name, decoded (RFC 2047), on one line; empty where there is none.

    What is behind the first LONGEST_HEADER characters is not looked at: a subject of megabytes is an attack on whoever searches it.
    """
    return " ".join(decoded(str(message.get(name, ""))[:LONGEST_HEADER]).split())


def decoded(value: str) -> str:
    """Encoded words as text; the text as it stands where they are broken."""
    try:
        return str(make_header(decode_header(value)))
    except (HeaderParseError, LookupError, ValueError):
        return value.encode("utf-8", "replace").decode("utf-8")


def sender_of(value: str) -> dict[str, str]:
    """Name and address out of a From header, under the names of OpenedMail."""
    name, address = parseaddr(value)
    return {"sender_name": name.strip(), "sender_address": address.strip().lower()}


def sent_at(value: str) -> datetime | None:
    try:
        return parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _leaves(message: Message) -> Iterator[Message]:
    """Every part that is not merely a folder of parts. A mail inside is one leaf."""
    stack = [message]
    while stack:
        part = stack.pop()
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            stack.extend(reversed(part.get_payload()))  # type: ignore[arg-type]  # parts are messages
        else:
            yield part


def _sort(parts: list[Message]) -> tuple[list[str], list[str], list[Enclosure]]:
    """Plain bodies, HTML bodies, and what is enclosed."""
    plain: list[str] = []
    marked: list[str] = []
    enclosures: list[Enclosure] = []
    for part in parts:
        kind = part.get_content_type()
        if (
            kind in ("text/plain", "text/html")
            and not file_name(part)
            and part.get_content_disposition() != "attachment"
        ):
            (plain if kind == "text/plain" else marked).append(text_of(payload(part), part.get_content_charset()))
        else:
            enclosures.append(_enclosure(part))
    return plain, marked, enclosures


def _enclosure(part: Message) -> Enclosure:
    kind = part.get_content_type()
    return Enclosure(
        name=file_name(part),
        data=payload(part),
        declared=SMIME if kind == "application/x-pkcs7-mime" else kind,
        shown=part.get_content_disposition() == "inline" or bool(part.get("Content-ID")),
    )


def file_name(part: Message) -> str:
    """The declared file name: RFC 2231 parameters, and encoded words inside quotes, which are against the rules and frequent."""
    try:
        raw = part.get_filename()
    except (ValueError, LookupError, TypeError):
        raw = None
    return decoded(collapse_rfc2231_value(raw)) if raw else ""


def payload(part: Message) -> bytes:
    """The decoded bytes. A mail inside is given as its own bytes; broken base64 gives what can be had of it."""
    inside = part.get_payload()
    if isinstance(inside, list):
        return b"\r\n\r\n".join(_written(each) for each in inside if isinstance(each, Message))
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _written(message: Message) -> bytes:
    """The mail as bytes again. What was read in a damaged place may hold letters that a mail's own bytes cannot say."""
    try:
        return message.as_bytes()
    except UnicodeEncodeError:
        return message.as_string().encode("utf-8", "surrogateescape")


def _body(plain: list[str], marked: list[str]) -> str:
    """The plain body, unless it is only a stub beside the HTML one."""
    text, seen = "\n\n".join(plain).strip(), "\n\n".join(seen_text(html) for html in marked).strip("\n")
    return seen if len(seen) > 1.5 * len(text) else text


def _ends_early(message: Message) -> bool:
    """A multipart without its closing boundary: the mail was cut on its way."""
    return any(
        isinstance(defect, CloseBoundaryNotFoundDefect | StartBoundaryNotFoundDefect)
        for part in message.walk()
        for defect in part.defects
    )


def _with_last_cut(enclosures: list[Enclosure]) -> list[Enclosure]:
    """The last enclosure is the one that misses its end."""
    if not enclosures:
        return enclosures
    last = enclosures[-1]
    return [*enclosures[:-1], Enclosure(last.name, last.data, last.declared, last.shown, CUT_SHORT)]
