"""Signs of life, attempts, circuit breakers, and the switches of the operations officers."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from records import audit, vault
from records.audit import Actor
from records.models import Attempt, Heartbeat, OutsideSystem
from records.store.clocks import is_ahead, still_to_come

log = logging.getLogger(__name__)
FAILURES_TO_OPEN = 3
OPEN_FOR = timedelta(seconds=60)


def beat(kind: Heartbeat.Kind, name: str, **details: object) -> None:
    """A part of the line gives a sign of life. `details` are counts and states only."""
    Heartbeat.objects.update_or_create(
        name=name, defaults={"kind": kind, "beat_at": timezone.now(), "details": details}
    )


def begin_attempt(step: str, subject: str, worker: str) -> Attempt:
    """A step begins. Earlier attempts of it that never ended were killed in the middle, and are marked so."""
    stale = Attempt.objects.filter(step=step, subject=subject, ended_at__isnull=True)
    stale.update(
        ended_at=timezone.now(), outcome=Attempt.Outcome.KILLED, reason="The worker was stopped in the middle."
    )
    return Attempt.objects.create(step=step, subject=subject, worker=worker[:60])


def end_attempt(
    attempt: Attempt, outcome: Attempt.Outcome, reason: str = "", *, evidence: str = "", wait: timedelta | None = None
) -> None:
    """A step ended. `evidence` of a fault may quote a document, so it is sealed."""
    attempt.ended_at, attempt.outcome, attempt.reason = timezone.now(), outcome, reason[:500]
    attempt.next_try_at = timezone.now() + wait if wait else None
    if evidence:
        vault.seal(attempt, "evidence_sealed", evidence.encode())
    attempt.save()


def bad_attempts_since_good(step: str, subject: str, outcome: Attempt.Outcome) -> int:
    """How often a step went that way on a record since it last went well or was put back by a person."""
    tries = Attempt.objects.filter(step=step, subject=subject).exclude(outcome="")
    good = tries.filter(outcome__in=(Attempt.Outcome.DONE, Attempt.Outcome.NEEDS_A_PERSON)).order_by("-pk").first()
    return tries.filter(outcome=outcome, pk__gt=good.pk if good else 0).count()


def system_failed(name: str, reason: str) -> None:
    """An outside system failed. Several failures in a row open its circuit breaker: nobody knocks for a while."""
    with transaction.atomic():
        OutsideSystem.objects.get_or_create(name=name)
        system = OutsideSystem.objects.select_for_update().get(name=name)
        system.failures += 1
        system.last_reason, system.last_failed_at = reason[:500], timezone.now()
        if system.failures >= FAILURES_TO_OPEN:
            system.open_until = timezone.now() + OPEN_FOR
            log.warning("circuit breaker of %s is open after %d failures", name, system.failures)
        system.save()


def system_works(name: str) -> None:
    """An outside system answered: its breaker closes."""
    now = timezone.now()
    if not OutsideSystem.objects.filter(name=name).update(failures=0, open_until=None, last_good_at=now):
        OutsideSystem.objects.get_or_create(name=name, defaults={"last_good_at": now})


def may_knock(name: str) -> bool:
    """Whether a step may try an outside system now: its breaker is closed or half open, and nobody paused it."""
    system = OutsideSystem.objects.filter(name=name).first()
    if system is None:
        return True
    return not system.paused_at and not is_resting(system.open_until)


def is_resting(open_until: datetime | None) -> bool:
    """Whether a circuit breaker is open now. One that a wrong clock opened for a day is not."""
    return still_to_come(open_until, OPEN_FOR)


def is_paused(name: str) -> bool:
    """Whether a person said that nobody shall touch this system."""
    return OutsideSystem.objects.filter(name=name, paused_at__isnull=False).exists()


def pause(name: str, actor: Actor) -> None:
    """The kill switch of a robot: no step touches this system until somebody resumes it."""
    with transaction.atomic():
        OutsideSystem.objects.update_or_create(
            name=name, defaults={"paused_by": actor.name, "paused_at": timezone.now()}
        )
        audit.record(actor, "system.paused", name)


def resume(name: str, actor: Actor) -> None:
    with transaction.atomic():
        OutsideSystem.objects.update_or_create(
            name=name, defaults={"paused_by": "", "paused_at": None, "open_until": None, "failures": 0}
        )
        audit.record(actor, "system.resumed", name)


def note(actor: Actor, action: str, subject: str, details: Mapping[str, object] | None = None) -> None:
    """A link for something that changed outside the store: a template, a setting, a sign-in."""
    audit.record(actor, action, subject, details)


def waits_for_its_hour(subject: str) -> bool:
    """Whether the latest attempt on a record set a time for the next try that has not come yet."""
    return bool(wait_for_their_hour([subject]))


def wait_for_their_hour(subjects: Iterable[str]) -> frozenset[str]:
    """Of these records, those whose latest attempt set a time for the next try that has not come yet.

    A time that a clock set which was ahead, and is set right, is no time.
    """
    now, latest = timezone.now(), dict[str, bool]()
    tries = Attempt.objects.filter(subject__in=list(subjects)).order_by("pk")
    for subject, until, ended in tries.values_list("subject", "next_try_at", "ended_at"):
        latest[subject] = bool(until and until > now and not (ended and is_ahead(ended, now)))
    return frozenset(subject for subject, waits in latest.items() if waits)
