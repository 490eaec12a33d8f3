"""Watch: tells operations by mail and webhook when post may not be flowing, and when it flows again. Needs neither Redis nor a worker."""

from __future__ import annotations

import logging
import smtplib
import threading
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection

from bots import alarm_hook, outgoing
from bots.database_words import database_trouble
from bots.leaving import leave_with_parent
from records.queries import overview
from records.queries.alarm_kinds import kind_of
from records.queries.alarms import alarms, notices
from records.store.alarms import ToTell, note_alarms, told

log = logging.getLogger(__name__)
EVERY_S = 30.0
NOTHING_IS_LOST = "Nothing is lost: work goes on when it is in order again."
AWAY_LOOKS = 4  # two minutes


def main(_argv: list[str]) -> int:
    """Until the process is ended. A database that is away cannot keep what was told, so that is told once a spell."""
    leave_with_parent()
    away = 0
    while True:
        try:
            watch()
            away = 0
        except DatabaseError as error:
            connection.close()
            away += 1
            if away == AWAY_LOOKS:
                send(
                    "Postroom: the database cannot be used", [f"It is so: {database_trouble(error)}.", NOTHING_IS_LOST]
                )
        close_old_connections()
        threading.Event().wait(EVERY_S)


def watch() -> None:
    """One look. What could not be sent is tried again at the next."""
    what = note_alarms([*alarms(overview()), *notices()])
    for each in what.begun:
        log.warning("watch: %s", each.sentence)
    if (what.begun or what.ended) and send(_subject(what), _lines(what)):
        told(what)


def _subject(what: ToTell) -> str:
    return "Postroom: somebody must look" if what.begun else "Postroom: in order again"


def _lines(what: ToTell) -> list[str]:
    begun = [f"- {each.sentence} {_what_to_do(each.key)}" for each in what.begun]
    over = [f"- Over: {each.sentence}" for each in what.ended]
    return [*begun, *over, "", "The operations page has the details. This mail holds nothing about any child."]


def _what_to_do(key: str) -> str:
    kind = kind_of(key)
    return f"What to do: {kind.act} (runbook: docs/how-to/runbooks/{kind.runbook}.md)"


def send(subject: str, lines: list[str]) -> bool:
    """Whether that is done with: told by one way at least, or there is none but the log and the operations page."""
    ways: list[Callable[[], bool]] = []
    if settings.ENVIRONMENT.alarm_to and settings.ENVIRONMENT.can_send_mail:
        ways.append(lambda: _mail(subject, lines))
    if settings.ENVIRONMENT.alarm_hook.address:
        ways.append(lambda: alarm_hook.post(settings.ENVIRONMENT.alarm_hook, subject, lines))
    told_by = [way() for way in ways]  # every way is tried
    return not ways or any(told_by)


def _mail(subject: str, lines: list[str]) -> bool:
    try:
        automatic = {"Auto-Submitted": "auto-generated"}
        outgoing.message(subject, "\n".join(lines), settings.ENVIRONMENT.alarm_to, automatic).send()
    except (smtplib.SMTPException, OSError) as error:
        log.warning("watch: the outgoing mail server is down (%s)", type(error).__name__)
        return False
    return True
