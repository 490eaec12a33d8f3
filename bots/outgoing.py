"""Mail that goes out: from whom, where answers go, and an id of its own house."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from email.utils import make_msgid, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage


def message(subject: str, body: str, to: Sequence[str], headers: Mapping[str, str] | None = None) -> EmailMessage:
    """By the house's own settings; without its own domain a Message-ID would name this host to the world."""
    own = settings.ENVIRONMENT
    domain = own.mail_domain or parseaddr(own.mail_from)[1].rpartition("@")[2] or "localhost"
    return EmailMessage(
        subject,
        body,
        from_email=own.mail_from or None,
        to=list(to),
        reply_to=[own.mail_reply_to] if own.mail_reply_to else None,
        headers={**(headers or {}), "Message-ID": make_msgid(domain=domain)},
    )
