"""How long is left, in words and in three grades of pressure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from web import words

SOON = dt.timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Clock:
    """`pressure` is late, soon or calm: a word for the style sheet, the sentence says it too."""

    due: dt.datetime
    left: str
    pressure: str


def clock(due: dt.datetime) -> Clock:
    """The clock of a contact that is not decided yet."""
    left = due - timezone.now()
    if left < dt.timedelta():
        return Clock(due, f"{words.span(-left.total_seconds())} overdue", "late")
    return Clock(due, f"{words.span(left.total_seconds())} left", "soon" if left < SOON else "calm")
