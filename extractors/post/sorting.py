"""What kind of mail it is, told by what mail programs say about it: replies by machines, delivery reports, invitations, bulk mail.

A mail that carries a document is never dismissed, whatever it says about itself: losing one would be worse than looking at ten.
"""

from __future__ import annotations

from email.message import Message

from extractors.post.enclosure import Document
from extractors.post.mail import OpenedMail, header
from extractors.post.phrases import Phrases


def not_a_contact(mail: OpenedMail, documents: list[Document], phrases: Phrases) -> str | None:
    """The contract's reason why this mail is no contact, None where it may be one."""
    if _is_delivery_report(mail, phrases):
        return "delivery_report"
    if any(_is_substance(document) for document in documents):
        return None
    if _is_auto_reply(mail, phrases):
        return "auto_reply"
    if "text/calendar" in mail.content_types or phrases.calendar_subject.match(mail.subject):
        return "calendar"
    return "bulk_mail" if _is_bulk(mail.headers) else None


def _is_substance(document: Document) -> bool:
    """Something enclosed that a person would open: not the mail's own text, not a logo."""
    return not document.ignored and not document.is_message


def _is_delivery_report(mail: OpenedMail, phrases: Phrases) -> bool:
    """Also read receipts. What a report gives back of our own mail is not read."""
    if (
        mail.content_types & {"message/delivery-status", "message/disposition-notification"}
        or "multipart/report" in mail.content_types
    ):
        return True
    from_a_machine = (
        phrases.delivery_report_sender.match(mail.sender_address) is not None
        or header(mail.headers, "Return-Path") == "<>"
    )
    return from_a_machine and phrases.delivery_report_subject.match(mail.subject) is not None


def _is_auto_reply(mail: OpenedMail, phrases: Phrases) -> bool:
    """RFC 3834 says auto-replied; older programs say so in headers of their own or only in the subject."""
    submitted = header(mail.headers, "Auto-Submitted").lower()
    if (
        submitted.startswith("auto-replied")
        or header(mail.headers, "X-Autoreply")
        or header(mail.headers, "X-Autorespond")
    ):
        return True
    if header(mail.headers, "Precedence").lower() == "auto_reply":
        return True
    return phrases.auto_reply_subject.match(mail.subject) is not None


def _is_bulk(headers: Message) -> bool:
    """Newsletters: a list's headers. A list that leaves no way out may be a team's own address."""
    unsubscribe = header(headers, "List-Unsubscribe") != ""
    return unsubscribe and (
        header(headers, "List-Id") != "" or header(headers, "Precedence").lower() in ("bulk", "list", "junk")
    )
