"""Wrong passwords cost a pause that grows, by name and address together, so that no stranger can shut somebody out; and one address
may not go through many names.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from records.store.second_step import pause_after

NAMES_OF_AN_ADDRESS = 20
WITHIN = timedelta(minutes=15)


class Pauses(AxesDatabaseHandler):  # type: ignore[misc]
    """django-axes keeps the count; this says how long it matters."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """As many as axes counts while a pause runs; 0 when it is over, though the next wrong password makes a longer one."""
        limit: int = settings.AXES_FAILURE_LIMIT
        return limit if _must_wait(self, request, credentials) or _goes_through_names(request) else 0


def _must_wait(handler: Pauses, request: HttpRequest, credentials: dict[str, Any] | None) -> bool:
    tried = [row for some in handler.get_user_attempts(request, credentials) for row in some]
    if not tried:
        return False
    pause = pause_after(sum(row.failures_since_start for row in tried), settings.AXES_FAILURE_LIMIT)
    return bool(max(row.attempt_time for row in tried) + pause > timezone.now())


def _goes_through_names(request: HttpRequest) -> bool:
    recent = AccessAttempt.objects.filter(
        ip_address=request.axes_ip_address,  # type: ignore[attr-defined]
        attempt_time__gt=timezone.now() - WITHIN,
    )
    return bool(recent.values("username").distinct().count() >= NAMES_OF_AN_ADDRESS)
