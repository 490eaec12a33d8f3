"""Verbs of alarms: what is wrong now is noted, and what was not told yet is handed out to be told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from records.models import AlarmRaised
from records.queries.alarm import Alarm
from records.store.clocks import not_ahead

LASTS = timedelta(minutes=2)
"""What is over by then is not told: a restart must not wake anybody."""
KEPT = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class ToTell:
    """Alarms that began and lasted, and alarms that were told and are over."""

    begun: tuple[AlarmRaised, ...]
    ended: tuple[AlarmRaised, ...]


def note_alarms(found: Iterable[Alarm]) -> ToTell:
    """Opens what is new, ends what is not found any more. Harmless when two watch at once."""
    now = timezone.now()
    with transaction.atomic():
        keys = [_open(each).key for each in found]
        AlarmRaised.objects.filter(ended_at__isnull=True).exclude(key__in=keys).update(ended_at=now)
        AlarmRaised.objects.filter(ended_at__lt=now - KEPT).delete()
    return ToTell(
        tuple(_still_on().filter(Q(began_at__lte=now - LASTS) | ~not_ahead("began_at", now), told_at__isnull=True)),
        tuple(AlarmRaised.objects.filter(told_at__isnull=False, ended_at__isnull=False, end_told_at__isnull=True)),
    )


def told(what: ToTell) -> None:
    """The mail is out."""
    now = timezone.now()
    AlarmRaised.objects.filter(pk__in=[each.pk for each in what.begun]).update(told_at=now)
    AlarmRaised.objects.filter(pk__in=[each.pk for each in what.ended]).update(end_told_at=now)


def _open(alarm: Alarm) -> AlarmRaised:
    raised, _ = AlarmRaised.objects.update_or_create(
        key=alarm.key,
        ended_at=None,
        defaults={"sentence": alarm.sentence[:500]},
        create_defaults={"sentence": alarm.sentence[:500], "began_at": timezone.now()},
    )
    return raised


def _still_on() -> QuerySet[AlarmRaised]:
    return AlarmRaised.objects.filter(ended_at__isnull=True)
