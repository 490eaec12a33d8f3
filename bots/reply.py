"""Reply: sends a mail to the sender of a report, after a person said so. Sent at most once."""

from __future__ import annotations

import logging
import smtplib

from django.conf import settings

from bots import outgoing
from records import store

log = logging.getLogger(__name__)


def reply(ulid: str) -> None:
    """Claims the reply before it is sent: after a crash in between a person is asked, and nobody is written to twice."""
    claimed = store.claim_reply(ulid)
    if claimed is None:
        return
    try:
        message = outgoing.message(claimed.subject, claimed.body, [claimed.to], claimed.headers)
        sent = message.send(fail_silently=False) if settings.ENVIRONMENT.can_send_mail else 0
    except ValueError:  # Django refuses a header with a line break
        store.reply_failed(ulid, "The sender's address cannot be written to.")
        log.warning("reply %s: its address cannot be written to", ulid)
        return
    except (smtplib.SMTPException, OSError):
        store.reply_failed(ulid, "The outgoing mail server is down or refused the mail.")
        log.warning("reply %s: could not be sent", ulid)
        return
    store.reply_sent(ulid, really=bool(sent))
    log.info("reply %s: %s", ulid, "sent" if sent else "written, and not sent: no outgoing mail server is set")
