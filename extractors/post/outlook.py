"""Opens what Outlook makes: .msg files and winmail.dat (TNEF)."""

from __future__ import annotations

import struct
from datetime import datetime
from email import message_from_string
from email.message import Message
from typing import Any

import extract_msg
from extract_msg.enums import ErrorBehavior
from extract_msg.exceptions import ExMsgBaseException
from tnefparse import TNEF  # type: ignore[import-untyped]

from extractors.post.charset import text_of
from extractors.post.enclosure import Enclosure
from extractors.post.headers import sender_of
from extractors.post.kinds import OUTLOOK
from extractors.post.mail import OpenedMail
from extractors.post.markup import seen_text
from postroom.errors import UnreadableDocument

BROKEN = (
    ExMsgBaseException,
    OSError,
    ValueError,
    KeyError,
    IndexError,
    AttributeError,
    TypeError,
    LookupError,
    struct.error,
    AssertionError,
)


def open_outlook(data: bytes) -> OpenedMail:
    """A .msg file. Raises UnreadableDocument where it is damaged."""
    try:
        with extract_msg.openMsg(data, strict=False, errorBehavior=ErrorBehavior.SUPPRESS_ALL) as message:
            return _opened(message)
    except BROKEN as error:
        raise UnreadableDocument("The Outlook message is damaged.") from error


def _opened(message: Any) -> OpenedMail:
    """`headers` are the transport headers that Outlook kept; a mail that was never sent has none."""
    headers = message_from_string(str(getattr(message, "headerText", "") or ""))
    enclosures = tuple(filter(None, (_enclosure(each) for each in getattr(message, "attachments", ()))))
    name, address = sender_of(str(headers.get("From", "")) or str(getattr(message, "sender", "") or ""))
    return OpenedMail(
        headers=headers,
        sender_name=name,
        sender_address=address,
        subject=str(getattr(message, "subject", "") or ""),
        sent=_sent(message),
        bodies=(_text(message),),
        enclosures=enclosures,
        content_types=_content_types(message, headers),
    )


def _sent(message: Any) -> datetime | None:
    when = getattr(message, "date", None)
    return when if isinstance(when, datetime) else None


def _text(message: Any) -> str:
    """The plain body, which Outlook always makes; the HTML one where it is missing."""
    plain = str(getattr(message, "body", "") or "").replace("\x00", "").strip()
    if plain:
        return plain
    html = getattr(message, "htmlBody", None) or b""
    return seen_text(text_of(html, "utf-8")) if html else ""


def _content_types(message: Any, headers: Message) -> frozenset[str]:
    """Outlook's own message classes, as the types that the same thing has in mail."""
    kind = str(getattr(message, "classType", "") or "").upper()
    told = {"multipart/report"} if kind.startswith("REPORT.") else set()
    told |= {"text/calendar"} if kind.startswith(("IPM.SCHEDULE", "IPM.APPOINTMENT")) else set()
    told |= {"multipart/signed"} if "SMIME.MULTIPARTSIGNED" in kind else set()
    return frozenset(told | {headers.get_content_type()})


def _enclosure(attachment: Any) -> Enclosure | None:
    """Another mail inside is given as the bytes of its own .msg."""
    name = str(
        getattr(attachment, "longFilename", None)
        or getattr(attachment, "shortFilename", None)
        or getattr(attachment, "name", None)
        or ""
    )
    inside = getattr(attachment, "data", None)
    shown = bool(getattr(attachment, "cid", None)) or bool(getattr(attachment, "hidden", False))
    if isinstance(inside, bytes):
        return Enclosure(name, inside, str(getattr(attachment, "mimetype", "") or ""), shown)
    export = getattr(inside, "exportBytes", None)
    return Enclosure(name or "message.msg", export(), OUTLOOK) if export else None


def open_winmail(data: bytes) -> tuple[str, tuple[Enclosure, ...]]:
    """The text and the attachments of a winmail.dat. Raises UnreadableDocument where it is damaged."""
    try:
        tnef = TNEF(data, do_checksum=False)
        enclosures = tuple(
            Enclosure(_plain(each.long_filename()) or _plain(each.name), bytes(each.data)) for each in tnef.attachments
        )
        html, body = tnef.htmlbody, tnef.body
    except (*BROKEN, RecursionError, UnicodeError) as error:
        raise UnreadableDocument("The winmail.dat attachment is damaged.") from error
    return _plain(body).strip() or (seen_text(_plain(html)) if html else ""), enclosures


def _plain(value: object) -> str:
    """Text out of what tnefparse gives: text, bytes, or a list of one of them."""
    if isinstance(value, list | tuple):
        return _plain(value[0]) if value else ""
    if isinstance(value, bytes):
        return text_of(value, None).replace("\x00", "")
    return str(value or "").replace("\x00", "")
