"""What operations officers see: counts, ages and states. Never a word of a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Min
from django.utils import timezone

from postroom.clock import LONDON
from postroom.states import ContactState
from records import dispatch
from records.dispatch import QueueDepth
from records.models import Attempt, Contact, Correction, Heartbeat, MailMessage, OpenPoint, OutsideSystem

USUAL_WEEKS = 4
LATELY = timedelta(days=30)
QUIET_MAILS = 5  # so many usually come in a stretch of the week in which none came now: that is too quiet


@dataclass(frozen=True, slots=True)
class Failure:
    """A step that went wrong. `reference` finds its log lines and its sealed evidence."""

    reference: str
    step: str
    subject: str
    outcome: str
    reason: str
    at: datetime
    next_try_at: datetime | None


@dataclass(frozen=True, slots=True)
class SystemState:
    name: str
    failures: int
    open_until: datetime | None
    last_failed_at: datetime | None
    last_reason: str
    last_good_at: datetime | None
    paused_by: str


@dataclass(frozen=True, slots=True)
class TemplateUse:
    template: str
    contacts: int
    last_at: datetime | None
    corrected: int  # values that people corrected in what it read


@dataclass(frozen=True, slots=True)
class Overview:
    queues: tuple[QueueDepth, ...] | None  # None: Redis is away
    heartbeats: tuple[Heartbeat, ...]
    mails: Mapping[str, int]  # by state
    contacts: Mapping[str, int]  # by state
    oldest_waiting: datetime | None
    failures: tuple[Failure, ...]
    systems: tuple[SystemState, ...]
    last_mail_at: datetime | None
    usual_since: float | None  # mails that usually come in the time since the last one; None: not enough weeks known
    too_quiet: bool
    open_tasks: int
    scanning: str  # on or off


def overview(scanning: bool = False) -> Overview:
    last = MailMessage.objects.order_by("-received_at").values_list("received_at", flat=True).first()
    usual = usual_since(last, timezone.now()) if last else None
    waiting = Contact.objects.filter(state__in=(ContactState.READ, ContactState.SETTLED, ContactState.APPROVED))
    return Overview(
        queues=dispatch.depths(),
        heartbeats=heartbeats(),
        mails=dict(MailMessage.objects.values_list("state").annotate(Count("pk"))),
        contacts=dict(Contact.objects.values_list("state").annotate(Count("pk"))),
        oldest_waiting=waiting.aggregate(oldest=Min("received_at"))["oldest"],
        failures=failures(),
        systems=tuple(_system(system) for system in OutsideSystem.objects.order_by("name")),
        last_mail_at=last,
        usual_since=usual,
        too_quiet=usual is not None and usual >= QUIET_MAILS,
        open_tasks=OpenPoint.objects.filter(closed_at__isnull=True).count(),
        scanning="on" if scanning else "off",
    )


def heartbeats() -> tuple[Heartbeat, ...]:
    """The last sign of life of every part of the line."""
    return tuple(Heartbeat.objects.order_by("kind", "name"))


def system_state(name: str) -> SystemState | None:
    """One outside system, None where nobody ever noted anything of it."""
    found = OutsideSystem.objects.filter(name=name).first()
    return _system(found) if found else None


def _system(system: OutsideSystem) -> SystemState:
    return SystemState(
        system.name,
        system.failures,
        system.open_until,
        system.last_failed_at,
        system.last_reason,
        system.last_good_at,
        system.paused_by,
    )


def failures(limit: int = 50) -> tuple[Failure, ...]:
    """The latest attempts that went wrong, newest first: each outcome by itself, for most attempts of years went well."""
    bad = (Attempt.Outcome.FAULT, Attempt.Outcome.TRY_AGAIN, Attempt.Outcome.KILLED)
    rows = Attempt.objects.defer("evidence_sealed").order_by("-pk")
    found = [each for outcome in bad for each in rows.filter(outcome=outcome)[:limit]]
    return tuple(_failure(each) for each in sorted(found, key=lambda each: -each.pk)[:limit])


def _failure(tried: Attempt) -> Failure:
    return Failure(
        tried.reference,
        tried.step,
        tried.subject,
        tried.outcome,
        tried.reason,
        tried.ended_at or tried.started_at,
        tried.next_try_at,
    )


def usual_since(last: datetime, now: datetime) -> float | None:
    """How many mails came on average between the same hours of the last weeks; None before two weeks are known.

    Hours are London's, so that a clock change moves them as it moves people.
    """
    if not MailMessage.objects.filter(received_at__lt=now - timedelta(weeks=2)).exists():
        return None
    start, end = last.astimezone(LONDON), now.astimezone(LONDON)
    weeks = [timedelta(weeks=week) for week in range(1, USUAL_WEEKS + 1)]
    came = sum(
        MailMessage.objects.filter(received_at__gt=start - week, received_at__lte=end - week).count() for week in weeks
    )
    return came / USUAL_WEEKS


def template_statistics() -> tuple[TemplateUse, ...]:
    """What each template read lately, and how much of it people corrected."""
    since = timezone.now() - LATELY
    lately = Contact.objects.filter(received_at__gte=since).order_by().values_list("template")
    rows = lately.annotate(Count("pk"), Max("received_at")).order_by("template")
    by_people = Correction.objects.filter(contact__received_at__gte=since, confirmed=False).order_by()
    corrected = dict(by_people.values_list("contact__template").annotate(Count("pk")))
    return tuple(
        TemplateUse(template or "general reader", count, last, corrected.get(template, 0))
        for template, count, last in rows
    )
