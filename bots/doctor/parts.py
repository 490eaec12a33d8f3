"""What the doctor looks at, in the order in which post passes it. Each look changes nothing and takes seconds."""

from __future__ import annotations

import os
import smtplib
import urllib.error
import urllib.request
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import get_connection
from django.db import connection
from django.utils import timezone
from rq import Worker

from bots.doctor.finding import Finding, State
from bots.mailbox import connected
from bots.register import exports, index_dir
from bots.scanning import scan
from matching.register import open_register
from postroom.errors import Misconfigured
from postroom.matching import Thresholds
from records import dispatch
from records.queries.trouble_ahead import room
from records.start import changes_to_make, prove_keys

ANSWER_S = 8.0
OFF_S = 120.0  # a clock that is further off misses clocks of law, and one-time codes are refused


def mailbox() -> Finding:
    with connected(settings.ENVIRONMENT.mailbox) as session:
        idle = "it tells of new mail at once" if session.can_idle else "it is looked at every few minutes (no IDLE)"
    return Finding("Mailbox", State.WELL, f"Signed in; {idle}.")


def queue() -> Finding:
    link = dispatch.connection()
    try:
        memory = link.info("memory")
    except Exception as error:  # noqa: BLE001  # whatever kept Redis from answering
        return Finding("Redis", State.BROKEN, f"It does not answer ({type(error).__name__}).", "Start it with queue/redis.conf, and check POSTROOM_REDIS_URL.")  # fmt: skip
    if (policy := memory.get("maxmemory_policy")) != "noeviction":
        return Finding("Redis", State.LOOK, f"When it is full it forgets jobs ({policy}).", "Start it with queue/redis.conf.")  # fmt: skip
    return Finding("Redis", State.WELL, f"It answers, and holds {memory['used_memory_human']}B.")


def workers() -> Finding:
    served = {name for worker in Worker.all(connection=dispatch.connection()) for name in worker.queue_names()}
    lacking = sorted({plan.queue for plan in dispatch.plans().values()} - served)
    if lacking:
        return Finding("Workers", State.BROKEN, f"Nobody does the jobs of: {', '.join(lacking)}.", "Start `python worker.py work`.")  # fmt: skip
    return Finding("Workers", State.WELL, "Every queue has a worker.")


def store() -> Finding:
    undone = changes_to_make()
    if undone:
        return Finding("Store", State.BROKEN, f"{undone} changes of its tables are not made yet.", "Run `python manage.py migrate`.")  # fmt: skip
    return Finding("Store", State.WELL, f"{connection.vendor} answers, and its tables are up to date.")


def keys() -> Finding:
    prove_keys()
    return Finding("Keys", State.WELL, "They open what the store holds, and the audit chain's seal.")


def register() -> Finding:
    if not list(exports()):
        return Finding("Register", State.LOOK, "No export of the case system is named: no child can be found on file.", "Set POSTROOM_REGISTER.")  # fmt: skip
    known = open_register(index_dir())
    age = known.age_hours()
    words = f"{known.children:,} children; the export is {age:.0f} hours old."
    if age > Thresholds().stale_hours:
        return Finding("Register", State.BROKEN, words, "Bring a newer export: with this one no child is called new.")
    return Finding("Register", State.WELL, words)


def case_system() -> Finding:
    address = settings.ENVIRONMENT.case_system.url
    if not settings.ENVIRONMENT.case_system.is_named or not address:
        return Finding("Case system", State.UNUSED, "No case system is named (POSTROOM_CASE_URL): nothing is typed.")
    status, _ = _fetched(address)
    if status >= 500:
        return Finding("Case system", State.BROKEN, f"It answers with {status}.", "Ask who runs it; drafts wait meanwhile.")  # fmt: skip
    return Finding("Case system", State.WELL, "It answers. The canary on the operations page says whether its form is as mapped.")  # fmt: skip


def scanner() -> Finding:
    where = settings.ENVIRONMENT.clamd
    if not where:
        return Finding("Virus scanner", State.UNUSED, "None is named (POSTROOM_CLAMD): post is marked as not scanned.")
    scan(b"Whether the scanner answers.", where)
    return Finding("Virus scanner", State.WELL, "It answers.")


def outgoing() -> Finding:
    if not settings.ENVIRONMENT.can_send_mail:
        return Finding("Outgoing mail", State.LOOK, "No server is named: alarms and replies reach nobody.", "Set POSTROOM_OUTGOING_MAIL and POSTROOM_OUTGOING_FROM.")  # fmt: skip
    try:
        with get_connection(timeout=ANSWER_S):  # connects, and signs in where an account is set
            pass
    except (OSError, smtplib.SMTPException) as error:
        raise Misconfigured(
            f"The outgoing mail server does not let us in ({type(error).__name__}). Check POSTROOM_OUTGOING_MAIL."
        ) from error
    if not settings.ENVIRONMENT.alarm_to:
        return Finding("Outgoing mail", State.LOOK, "It answers, and alarms are sent to nobody.", "Set POSTROOM_ALARM_TO.")  # fmt: skip
    return Finding("Outgoing mail", State.WELL, "It answers.")


def clock() -> Finding:
    """Against the case system's own, the only other clock that is surely there."""
    address = settings.ENVIRONMENT.case_system.url
    _, stated = _fetched(address) if address else (0, "")
    if not stated:
        return Finding("Clock", State.LOOK, "There was nothing to compare it with.", "See that the host keeps time by NTP.")  # fmt: skip
    off = (timezone.now() - parsedate_to_datetime(stated)).total_seconds()
    if abs(off) > OFF_S:
        return Finding("Clock", State.BROKEN, f"It is {abs(off) / 60:.0f} minutes {'ahead of' if off > 0 else 'behind'} the case system's.", "Set it by NTP: clocks of law and one-time codes depend on it.")  # fmt: skip
    return Finding("Clock", State.WELL, "It goes with the case system's.")


def disk() -> Finding:
    folder = settings.ENVIRONMENT.state_dir
    free, is_too_little = room(folder)
    words = f"{free:.1f} GB are free where the store is."
    if folder.exists() and not os.access(folder, os.W_OK):
        return Finding("Disk", State.BROKEN, "This account may not write into POSTROOM_STATE.", "Give it the folder.")
    if is_too_little:
        return Finding("Disk", State.BROKEN, words, "Make room: post is not collected on a full disk.")
    return Finding("Disk", State.WELL, words)


def _fetched(address: str) -> tuple[int, str]:
    """Status and Date of the answer. Raises Misconfigured for an address that is none, or that nothing answers at."""
    if urlsplit(address).scheme not in {"http", "https"}:
        raise Misconfigured("POSTROOM_CASE_URL is no web address.")
    try:
        with urllib.request.urlopen(address, timeout=ANSWER_S) as answer:  # noqa: S310  # http or https, see above
            return answer.status, answer.headers.get("Date", "")
    except urllib.error.HTTPError as error:
        return error.code, error.headers.get("Date", "")
    except OSError as error:
        raise Misconfigured("The case system cannot be reached. Check POSTROOM_CASE_URL and the way there.") from error


PARTS: dict[str, Callable[[], Finding]] = {
    "Mailbox": mailbox,
    "Redis": queue,
    "Workers": workers,
    "Store": store,
    "Keys": keys,
    "Register": register,
    "Case system": case_system,
    "Virus scanner": scanner,
    "Outgoing mail": outgoing,
    "Clock": clock,
    "Disk": disk,
}
