"""Nightly: the books against the tables, and the audit chain from the last proved link on."""

from __future__ import annotations

import logging

from records import proof, store
from records.queries.ledger import disproved

log = logging.getLogger(__name__)


def nightly() -> None:
    """What it finds stays told (records.queries.alarms) until a later night finds it whole."""
    if wrong := disproved():
        log.error("nightly: the books are not those of the tables on %s", ", ".join(day.isoformat() for day in wrong))
    proof.ask_proof(store.SYSTEM)
