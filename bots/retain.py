"""Retain: lets working copies go when their time is over."""

from __future__ import annotations

import logging

from django.conf import settings

from records import audit, store
from records.store import studio
from records.store.retention import purge_due

log = logging.getLogger(__name__)


def retain() -> None:
    """Runs daily, and once at start. Harmless when run twice: what is gone is not due any more."""
    certificates = purge_due(store.SYSTEM)
    studio.purge_rehearsals(settings.ENVIRONMENT.retain_days)
    log.info("retain: the audit chain ends with link %d %s", *audit.end())
    for each in certificates:
        log.info("retain: certificate %s", each)
