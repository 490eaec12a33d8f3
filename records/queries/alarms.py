"""What operations must be told before anyone asks: sentences without a word of a document. None means that post is flowing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils import timezone

from records.bank_holidays import ends_soon, known_until
from records.models import Heartbeat, MailMessage
from records.queries.alarm import Alarm
from records.queries.operations import Overview, SystemState, system_state
from records.queries.trouble_ahead import trouble_ahead
from records.store.clocks import is_ahead
from records.store.operations import FAILURES_TO_OPEN, is_resting
from records.store.post import ALARMING

SILENT_AFTER = {
    Heartbeat.Kind.WORKER: timedelta(minutes=2),
    Heartbeat.Kind.MAILBOX: timedelta(minutes=5),
    Heartbeat.Kind.SWEEP: timedelta(minutes=2),
    Heartbeat.Kind.ROBOT: timedelta(minutes=30),
}
OLD = timedelta(minutes=15)
STILL_DOWN = timedelta(minutes=25)
"""A breaker that is half open between two tries is no good news: the longest wait between tries is 20 minutes (jobs.toml)."""
SYSTEMS = {
    "mailbox": "The mailbox",
    "case_system": "The case system (the robot)",
    "virus_scanner": "The virus scanner",
    "disk": "The disk",
    "register": "The register of children",
    "reader": "Reading",
    "redis": "The work queue (Redis)",
    "outside": "Another system",
}
NEVER_SEEN = {
    Heartbeat.Kind.MAILBOX: "Nobody has looked into the mailbox yet. Start the listener with `python worker.py collect`.",
    Heartbeat.Kind.SWEEP: "The sweep has not run yet: what stands still is not asked for again.",
}


def is_silent(beat: Heartbeat) -> bool:
    """A sign of life from a clock that was ahead says nothing about now."""
    return is_ahead(beat.beat_at) or timezone.now() - beat.beat_at > SILENT_AFTER[Heartbeat.Kind(beat.kind)]


def alarms(overview: Overview) -> tuple[Alarm, ...]:
    """Why post may not be flowing, the most general first."""
    return (*_flow(overview), *_parts(overview), *_systems(overview))


def _flow(overview: Overview) -> Iterator[Alarm]:
    if overview.queues is None:
        yield Alarm("redis", "The work queue (Redis) cannot be reached. Nothing is lost: work goes on when it returns.")
    if overview.too_quiet and overview.last_mail_at:
        yield Alarm(
            "quiet",
            f"The mailbox is too quiet: the last mail came {_at(overview.last_mail_at)}, and {overview.usual_since or 0:.0f} "
            "usually come in that time. Check the mail server.",
        )
    if overview.oldest_waiting and timezone.now() - overview.oldest_waiting > OLD:
        since = _at(overview.oldest_waiting)
        yield Alarm("standing", f"Post is not flowing: the oldest contact has waited for a robot since {since}.")


def _parts(overview: Overview) -> Iterator[Alarm]:
    beats = overview.heartbeats
    if not any(beat.kind == Heartbeat.Kind.WORKER and not is_silent(beat) for beat in beats):
        yield Alarm("workers", "No worker is alive. Start one with `python worker.py work`.")
    seen = {beat.kind for beat in beats}
    yield from (Alarm(f"never {kind}", sentence) for kind, sentence in NEVER_SEEN.items() if kind not in seen)
    for beat in beats:
        if beat.kind != Heartbeat.Kind.WORKER and is_silent(beat):
            yield Alarm(f"silent {beat.name}", f"{beat.name} gave its last sign of life {_at(beat.beat_at)}.")
        if difference := beat.details.get("ledger_difference"):
            yield Alarm(
                "ledger",
                f"The ledger does not close: {difference} mails or attachments are in no column. Tell the developers.",
            )


def _systems(overview: Overview) -> Iterator[Alarm]:
    for system in overview.systems:
        if words := why_it_rests(system) or _why_it_is_down(system):
            yield Alarm(f"system {system.name}", f"{SYSTEMS.get(system.name, system.name)}: {words}")


def why_it_rests(system: SystemState) -> str:
    """In words why nobody knocks at an outside system now; empty while it works."""
    if system.paused_by:
        return f"Paused by {system.paused_by}."
    if system.open_until and is_resting(system.open_until):
        return f"Down: {system.last_reason.rstrip('.')}. Tried again {_at(system.open_until)}."
    return ""


def why_it_rests_now(name: str) -> str:
    """In words why nobody knocks at this outside system now; empty while it works, or was never needed."""
    found = system_state(name)
    return (why_it_rests(found) or _why_it_is_down(found)) if found else ""


def _why_it_is_down(system: SystemState) -> str:
    """In words that a system failed several times and has not answered since; empty once it has."""
    failed_at = system.last_failed_at
    if (
        system.failures < FAILURES_TO_OPEN
        or not failed_at
        or is_ahead(failed_at)
        or timezone.now() - failed_at > STILL_DOWN
    ):
        return ""
    return f"Down: {system.last_reason.rstrip('.')}. Last tried {_at(failed_at)}."


def notices() -> tuple[Alarm, ...]:
    """Post flows, and yet operations should know: of trouble ahead, or that a lookalike was held today."""
    today = timezone.localdate()
    return (*trouble_ahead(), *_calendar(today), *_alarming(today))


def _calendar(today: date) -> Iterator[Alarm]:
    if ends_soon(today):
        yield Alarm(
            "bank holidays",
            f"The calendar of bank holidays ends on {known_until():%d %B %Y}. Bring Postroom up to date before: "
            "after it, decisions are due a day early around bank holidays.",
        )


def _alarming(today: date) -> tuple[Alarm, ...]:
    held = MailMessage.objects.filter(state="held", reason__in=ALARMING, received_at__date=today).count()
    if not held:
        return ()
    sentence = (
        "Post is held because its sender is not vouched for, or a scanner found something in it. Look who sent it."
    )
    return (Alarm(f"held {today.isoformat()}", sentence),)


def _at(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{local:%H:%M}" if local.date() == timezone.localdate() else f"{local:%d %b, %H:%M}"
