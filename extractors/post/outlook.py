"""Opens what Outlook makes: .msg files."""

from __future__ import annotations

import io
import struct
from email import message_from_string
from email.message import Message

import olefile  # type: ignore[import-untyped]

from extractors.post.bodies import DIFFER, Body, alternatives, html_body, page_of
from extractors.post.charset import text_of
from extractors.post.enclosure import Enclosure, Problem
from extractors.post.headers import sender_of
from extractors.post.mail import OpenedMail
from extractors.post.msgfile import Storage
from extractors.post.richtext import rtf_text
from postroom.errors import UnreadableDocument

BROKEN = (OSError, ValueError, KeyError, IndexError, AttributeError, TypeError, LookupError, struct.error)
ELSEWHERE = Problem("The enclosure is not in the message: it is kept elsewhere, and only pointed to.", "unreadable")
DRAWN_IN = Problem("An object of another program is drawn into the message. It cannot be taken out.", "unsupported")
RICH_FORM = "The message's words are in a rich form that cannot be read."

# Numbers of properties (MS-OXPROPS).
CLASS, SUBJECT, HEADERS, BODY, HTML, RICH = 0x001A, 0x0037, 0x007D, 0x1000, 0x1013, 0x1009
SENDER_NAME, SENDER_ADDRESSES = (0x0C1A, 0x0042), (0x5D01, 0x5D02, 0x0C1F, 0x0065)
SENT = (0x0039, 0x0E06)
ATTACHED, METHOD, FILE_NAMES, CONTENT_ID, MEDIA_TYPE = 0x3701, 0x3705, (0x3707, 0x3704, 0x3001), 0x3712, 0x370E
BY_REFERENCE = (2, 3, 4, 7)
AUTO_REPLY = "ipm.note.rules.ooftemplate"


def open_outlook(data: bytes) -> OpenedMail:
    """A .msg file. Raises UnreadableDocument where it is damaged, RecursionError where messages are nested hundreds deep."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            return _opened(Storage(container))
    except BROKEN as error:
        raise UnreadableDocument("The Outlook message is damaged.") from error


def _opened(message: Storage) -> OpenedMail:
    """The transport headers are those that Outlook kept; a mail that was never sent has none."""
    headers = message_from_string(message.text(HEADERS))
    name, address = sender_of(str(headers.get("From", "")))
    bodies, problem, differ = _bodies(message)
    return OpenedMail(
        headers=headers,
        sender_name=name or message.text(*SENDER_NAME).strip(),
        sender_address=address or _address(message),
        subject=message.text(SUBJECT).strip(),
        sent=message.time(*SENT),
        bodies=tuple(body.text for body in bodies),
        page=page_of(bodies),
        enclosures=tuple(_enclosure(each) for each in message.storages("__attach_version1.0_")),
        content_types=_content_types(message.text(CLASS).upper(), headers),
        notes=(differ,) if differ else (),
        problem=problem,
    )


def _address(message: Storage) -> str:
    """Addresses inside an organisation may be Exchange's own, which nobody outside can write to."""
    stated = (message.text(number) for number in SENDER_ADDRESSES)
    return next((each.strip().lower() for each in stated if "@" in each), "")


def _bodies(message: Storage) -> tuple[list[Body], Problem | None, str | None]:
    """What its plain, its HTML and its rich form say together; why its words cannot be had where that is all there is."""
    forms = [[Body(plain)]] if (plain := message.text(BODY).strip()) else []
    markup = text_of(message.data(HTML), None) if message.data(HTML) else message.text(HTML)
    forms += [[html_body(markup)]] if markup.strip() else []
    problem = None
    try:
        rich = rtf_text(message.data(RICH)) if message.data(RICH) and len(forms) < 2 else ""
    except UnreadableDocument as error:
        rich, problem = "", None if forms else Problem(RICH_FORM, error.code)
    forms += [[Body(rich)]] if rich else []
    if not forms:
        return [], problem, None
    bodies, differ = alternatives(forms)
    return bodies, problem, DIFFER if differ else None


def _content_types(kind: str, headers: Message) -> frozenset[str]:
    """Outlook's own message classes, as the types that the same thing has in mail."""
    told = {"multipart/report"} if kind.startswith("REPORT.") else set()
    told |= {"text/calendar"} if kind.startswith(("IPM.SCHEDULE", "IPM.APPOINTMENT")) else set()
    told |= {"multipart/signed"} if "SMIME.MULTIPARTSIGNED" in kind else set()
    told |= {AUTO_REPLY} if kind.startswith(AUTO_REPLY.upper()) else set()
    return frozenset(told | {headers.get_content_type()})


def _enclosure(attached: Storage) -> Enclosure:
    """A message inside is opened with the one around it: its storage is no file of its own."""
    name, shown = attached.text(*FILE_NAMES), bool(attached.text(CONTENT_ID))
    if inside := attached.message_inside(ATTACHED):
        return Enclosure(name or "message.msg", b"", opened=_opened(inside))
    if attached.has_storage(ATTACHED):
        return Enclosure(name, b"", problem=DRAWN_IN)
    data = attached.data(ATTACHED)
    elsewhere = ELSEWHERE if not data and attached.number(METHOD) in BY_REFERENCE else None
    return Enclosure(name, data, attached.text(MEDIA_TYPE).lower(), shown, elsewhere)
