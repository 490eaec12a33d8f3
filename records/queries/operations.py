"""What operations officers see: counts, ages and states. Never a word of a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum
from django.utils import timezone

from postroom.clock import LONDON
from postroom.states import ContactState, MailState
from records import dispatch
from records.dispatch import QueueDepth
from records.models import Attempt, Contact, Heartbeat, MailMessage, OpenPoint, OutsideSystem

USUAL_WEEKS = 4
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
class LedgerDay:
    """Mails received on one day in London and what became of each. `difference` must be 0."""

    day: date
    received: int
    drafted: int
    in_review: int
    linked: int
    not_a_contact: int
    held: int
    closed: int
    waiting: int
    documents: int
    documents_accounted: int

    @property
    def difference(self) -> int:
        parts = (self.drafted, self.in_review, self.linked, self.not_a_contact, self.held, self.closed, self.waiting)
        return self.received - sum(parts) + self.documents - self.documents_accounted


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
    """The latest attempts that went wrong, newest first."""
    bad = (Attempt.Outcome.FAULT, Attempt.Outcome.TRY_AGAIN, Attempt.Outcome.KILLED)
    return tuple(
        Failure(
            each.reference,
            each.step,
            each.subject,
            each.outcome,
            each.reason,
            each.ended_at or each.started_at,
            each.next_try_at,
        )
        for each in Attempt.objects.filter(outcome__in=bad).order_by("-pk")[:limit]
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


DRAFTED = Q(
    contacts__state__in=(ContactState.DRAFTED, ContactState.APPROVED, ContactState.FINISHING, ContactState.FINISHED)
)


def ledger(day: date) -> LedgerDay:
    """Every mail of a day is in exactly one column; every attachment of it became a document, of a mail that is counted."""
    start = datetime.combine(day, time.min, LONDON)
    mails = MailMessage.objects.filter(
        received_at__gte=start, received_at__lt=datetime.combine(day + timedelta(days=1), time.min, LONDON)
    )
    read = mails.filter(state=MailState.READ)
    lined_up = read.filter(contacts__isnull=False).distinct().count()
    drafted = read.filter(DRAFTED).distinct()
    linked_only = (
        read.filter(contacts__state=ContactState.REPEAT)
        .exclude(contacts__in=Contact.objects.exclude(state=ContactState.REPEAT))
        .distinct()
    )
    documents = mails.filter(documents__isnull=False).values_list("documents").count()
    counted = mails.exclude(state=MailState.CLAIMED).filter(documents__isnull=False).values_list("documents").count()
    return LedgerDay(
        day=day,
        received=mails.count(),
        drafted=drafted.count(),
        in_review=lined_up - drafted.count() - linked_only.count(),
        linked=mails.filter(state=MailState.REPEAT).count() + linked_only.count(),
        not_a_contact=mails.filter(state=MailState.NOT_A_CONTACT).count(),
        held=mails.filter(state=MailState.HELD).count(),
        closed=mails.filter(state=MailState.CLOSED).count(),
        waiting=mails.filter(state__in=(MailState.CLAIMED, MailState.STORED)).count(),
        documents=documents + _lost_attachments(read),
        documents_accounted=counted,
    )


def _lost_attachments(read: QuerySet[MailMessage]) -> int:
    """Attachments of which reading made no document."""
    fewer = read.annotate(came_to=Count("documents")).filter(attachments__gt=F("came_to"))
    return fewer.aggregate(lost=Sum(F("attachments") - F("came_to")))["lost"] or 0


def template_statistics() -> tuple[TemplateUse, ...]:
    """What each template read lately, and how much of it people corrected."""
    rows = (
        Contact.objects.filter(received_at__gte=timezone.now() - timedelta(days=30))
        .values("template")
        .annotate(
            contacts=Count("pk", distinct=True),
            corrected=Count("corrections", filter=Q(corrections__confirmed=False), distinct=True),
            last=Max("received_at"),
        )
        .order_by("template")
    )
    return tuple(
        TemplateUse(row["template"] or "general reader", row["contacts"], row["last"], row["corrected"]) for row in rows
    )
