"""What machines say of a mail that they made: a reply by a machine, a delivery report, an invitation, bulk mail.

Only their own words count (RFC 3834 and its kin), never the subject, which people write. And such a word alone dismisses nothing:
a mail is no contact only if it is empty-handed too (emptyhanded.py).
"""

from __future__ import annotations

import re
from email.message import Message

from extractors.post.headers import header
from extractors.post.mail import OpenedMail
from extractors.post.parts import payload
from extractors.post.phrases import Phrases

AUTO_REPLY, DELIVERY_REPORT, CALENDAR, BULK_MAIL = "auto_reply", "delivery_report", "calendar", "bulk_mail"
REPORTS = frozenset(["multipart/report", "message/delivery-status", "message/disposition-notification"])
OUTLOOK_AUTO_REPLY = "ipm.note.rules.ooftemplate"


def said_by_machine(mail: OpenedMail, phrases: Phrases) -> str | None:
    """The contract's reason why this mail might be no contact, None where a person seems to have written it."""
    if mail.content_types & REPORTS or _is_plain_bounce(mail, phrases):
        return DELIVERY_REPORT
    if _is_auto_reply(mail):
        return AUTO_REPLY
    if _is_invitation(mail):
        return CALENDAR
    return BULK_MAIL if _is_bulk(mail.headers) else None


def _is_plain_bounce(mail: OpenedMail, phrases: Phrases) -> bool:
    """A report in words only, as old mail servers write it: sent by the server itself, with no way back."""
    return (
        phrases.delivery_report_sender.match(mail.sender_address) is not None
        and header(mail.headers, "Return-Path") in ("<>", "")
        and phrases.delivery_report_subject.match(mail.subject) is not None
    )


def _is_auto_reply(mail: OpenedMail) -> bool:
    """RFC 3834 says auto-replied; older programs say so in headers of their own. An online form is auto-generated: no reply."""
    said = header(mail.headers, "Auto-Submitted").lower()
    own = any(header(mail.headers, name) for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Reply"))
    return (
        said.startswith("auto-replied")
        or own
        or header(mail.headers, "Precedence").lower() == "auto_reply"
        or OUTLOOK_AUTO_REPLY in mail.content_types
    )


def _is_invitation(mail: OpenedMail) -> bool:
    """A calendar's method (RFC 6047): an appointment that somebody merely encloses has none."""
    parts = [part for part in mail.headers.walk() if part.get_content_type() == "text/calendar"]
    return "text/calendar" in mail.content_types and (not parts or any(_has_method(part) for part in parts))


def _has_method(part: Message) -> bool:
    return bool(part.get_param("method")) or re.search(rb"^METHOD:", payload(part)[0], re.M | re.I) is not None


def _is_bulk(headers: Message) -> bool:
    """Newsletters: a list's headers. A list that leaves no way out may be a team's own address."""
    unsubscribe = header(headers, "List-Unsubscribe") != ""
    return unsubscribe and (
        header(headers, "List-Id") != "" or header(headers, "Precedence").lower() in ("bulk", "list", "junk")
    )
