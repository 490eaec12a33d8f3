"""The proof of the audit chain, a stretch at a time: a million links are walked in the background, and the next proof goes on from the last."""

from __future__ import annotations

import time

from django.db import transaction
from django.utils import timezone

from records import audit, dispatch, verifying
from records.audit import Actor
from records.models import AuditEvent, ChainProof

AT_ONCE = 2_000
SLICE_S = 25.0


def proof() -> ChainProof:
    """How far it is."""
    found, _ = ChainProof.objects.get_or_create(pk=1)
    return found


def ask_proof(actor: Actor, *, anew: bool = False) -> None:
    """Asks for all links to be proved that are not yet; `anew` for every one from the first: what was changed behind the proof is found
    by that alone.
    """
    with transaction.atomic():
        audit.record(actor, "chain.proof_asked", "audit", {"anew": anew})
        now = {"goal": audit.end()[0], "asked": proof().asked + 1, "broken_at": None, "broken_how": ""}
        if anew or proof().broken_at:
            now |= {"number": 0, "own_hash": ""}
        ChainProof.objects.filter(pk=proof().pk).update(**now)
        dispatch.ask("prove", "")


def prove(seconds: float = SLICE_S) -> ChainProof:
    """One slice of what was asked for. Killed in the middle it goes on from the last links that it kept."""
    until, now = time.monotonic() + seconds, proof()
    while now.goal and time.monotonic() < until:
        found = _next(now)
        if found is None and now.number >= now.goal:
            found = verifying.verify_rest()
            now.goal, now.proved_at = 0, None if found else timezone.now()
        if found:
            now.goal, now.broken_at, now.broken_how = 0, found.number, found.what
        now = _kept(now)
    return now


def _kept(now: ChainProof) -> ChainProof:
    """As far as it is, unless the proof was asked for anew meanwhile."""
    said = {name: getattr(now, name) for name in ("number", "own_hash", "proved_at", "broken_at", "broken_how")}
    with transaction.atomic():
        standing = ChainProof.objects.select_for_update().get(pk=1)
        if standing.asked == now.asked:
            ChainProof.objects.filter(pk=1).update(**said, goal=now.goal)
    return proof()


def _next(now: ChainProof) -> verifying.Break | None:
    """Some links further, or the first that does not hold."""
    if now.number and not AuditEvent.objects.filter(number=now.number, own_hash=now.own_hash).exists():
        return verifying.Break(now.number, "was proved once, and is gone or another")
    last, through = min(now.number + AT_ONCE, now.goal), verifying.sealed_through()
    events = AuditEvent.objects.filter(number__gt=now.number, number__lte=last).order_by("number")
    for event in events.iterator(chunk_size=AT_ONCE):
        if found := verifying.verify_link(event, now.number + 1, now.own_hash, through):
            return found
        now.number, now.own_hash = event.number, event.own_hash
    return verifying.Break(now.number + 1, "is missing") if now.number < last else None
