"""Prove: walks the audit chain as far as was asked for, a slice at a time, so that real post goes between."""

from __future__ import annotations

import logging

from records import dispatch, proof

log = logging.getLogger(__name__)


def prove() -> None:
    """Harmless when run twice. Asks for its next slice until the end is reached, or a link does not hold."""
    now = proof.prove()
    if now.broken_at:
        log.error("prove: the audit chain does not hold, link %d %s", now.broken_at, now.broken_how)
    elif now.goal:
        dispatch.ask("prove", "")
