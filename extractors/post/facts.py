"""What a mail says about itself, and its text parted into what is new and what is not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Part(StrEnum):
    """What a stretch of a mail's text is."""

    GREETING = "greeting"
    NEW = "new"
    CLOSING = "closing"
    SIGNATURE = "signature"
    DISCLAIMER = "disclaimer"
    QUOTED = "quoted"


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` of the whole text."""

    part: Part
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class MailText:
    """The whole text as it came, with what each stretch is. Nothing is cut out, so that any decision can be undone."""

    whole: str
    spans: tuple[Span, ...]

    def of(self, *parts: Part) -> str:
        """The stretches of these parts, in order, a blank line between them."""
        return "\n\n".join(self.whole[span.start : span.end].strip("\n") for span in self.spans if span.part in parts)

    def followed_by(self, other: MailText) -> MailText:
        """Both, a blank line between them."""
        by = len(self.whole) + 2
        moved = tuple(Span(each.part, each.start + by, each.end + by) for each in other.spans)
        return MailText(f"{self.whole}\n\n{other.whole}", self.spans + moved)

    @property
    def new(self) -> str:
        """What the sender wrote this time, without greeting, sign-off, signature, disclaimer and older messages."""
        return self.of(Part.NEW)


@dataclass(frozen=True, slots=True)
class MailFacts:
    """Who sent a mail, when and about what. The sender of a forwarded mail is not the referrer: see the innermost.

    `page` is the HTML of its words, where nothing in it is quoted from older messages.
    """

    sender_name: str = ""
    sender_address: str = ""
    subject: str = ""
    sent: datetime | None = None
    text: MailText = MailText("", ())
    page: str = ""
