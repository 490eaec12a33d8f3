"""Moments that were noted by a clock which may have been wrong: a host's clock that was a day ahead and is set right costs minutes.

What was noted further ahead of now than two hosts' clocks ever differ comes from a clock that was wrong. It is counted as if it had
never been: a try is made, a breaker is knocked at, a part is silent until it beats again, an opening is over.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

FAR_AHEAD = timedelta(minutes=5)


def is_ahead(moment: datetime, now: datetime | None = None) -> bool:
    """Whether it was noted by a clock that was ahead."""
    return moment > (now or timezone.now()) + FAR_AHEAD


def not_ahead(column: str, now: datetime | None = None) -> Q:
    """Rows whose moment was not noted by a clock that was ahead."""
    return Q(**{f"{column}__lte": (now or timezone.now()) + FAR_AHEAD})


def still_to_come(until: datetime | None, longest: timedelta) -> bool:
    """Whether one must wait until then. Nobody is asked to wait for longer than `longest`: a wait beyond it was set by another clock."""
    now = timezone.now()
    return until is not None and now < until <= now + longest + FAR_AHEAD
