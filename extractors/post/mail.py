"""Opens a mail (RFC 5322, MIME): who sent it, its words, and what is enclosed. Never fails: mail is often malformed."""

from __future__ import annotations

import email
from dataclasses import dataclass, field
from datetime import datetime
from email.message import Message

from extractors.post.bodies import page_of
from extractors.post.enclosure import Enclosure, Problem
from extractors.post.headers import header, sender_of, sent_at
from extractors.post.mailbox import bare_mail
from extractors.post.parts import sort_parts


@dataclass(frozen=True, slots=True)
class OpenedMail:
    """A mail with its envelope open.

    `bodies` are what a person would see of its words, marks of HTML quotes included; `page` is the HTML of all of them. `notes` are for people; `problem` says
    why some of the words cannot be had.
    """

    headers: Message = field(default_factory=Message)
    sender_name: str = ""
    sender_address: str = ""
    subject: str = ""
    sent: datetime | None = None
    bodies: tuple[str, ...] = ()
    page: str = ""
    enclosures: tuple[Enclosure, ...] = ()
    content_types: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()
    problem: Problem | None = None

    @property
    def text(self) -> str:
        return "\n\n".join(self.bodies)


def open_mail(data: bytes) -> OpenedMail:
    """Raises RecursionError where parts are nested hundreds deep."""
    message = email.message_from_bytes(bare_mail(data))
    found = sort_parts(message)
    name, address = sender_of(str(message.get("From", "")))
    return OpenedMail(
        headers=message,
        sender_name=name,
        sender_address=address,
        subject=header(message, "Subject"),
        sent=sent_at(header(message, "Date")),
        bodies=tuple(body.text.strip("\n") for body in found.bodies),
        page=page_of(found.bodies),
        enclosures=tuple(found.enclosures),
        content_types=frozenset(found.content_types),
        notes=tuple(found.notes),
        problem=found.problem,
    )
