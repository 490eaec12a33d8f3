"""The ledger is kept day by day: whoever moves a mail or a contact says that its day has changed.

A day's figures stand for the number of changes that they were worked out at. Another change makes them old, and nobody has to add or
subtract: figures that are worked out anew cannot drift.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from postroom.clock import LONDON
from records.models import BookedDay


def day_changed(received_at: datetime) -> None:
    """To be called in the transaction of the change, after its link: who works the day out meanwhile must not take it for finished."""
    day = received_at.astimezone(LONDON).date()
    if not BookedDay.objects.filter(day=day).update(changes=F("changes") + 1):
        BookedDay.objects.get_or_create(day=day)
        BookedDay.objects.filter(day=day).update(changes=F("changes") + 1)
