"""The audit chain: every view and change, each link sealed to the one before it, none of them holding content."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from postroom.errors import Misconfigured
from records import vault
from records.keys import WRONG_AUDIT_KEY, audit_mark, keys
from records.models import AuditEvent, ChainHead, Reason
from records.vault import keyed_hash


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it: a user by name, a robot by its account and versions, or the system itself."""

    kind: str
    name: str

    @staticmethod
    def user(name: str) -> Actor:
        return Actor("user", name)

    @staticmethod
    def robot(name: str) -> Actor:
        return Actor("robot", name)


SYSTEM = Actor("system", "postroom")


def record(
    actor: Actor,
    action: str,
    subject: str,
    details: Mapping[str, Any] | None = None,
    *,
    stands: Mapping[str, str] | None = None,
    reason: str = "",
) -> AuditEvent:
    """Adds a link in the caller's transaction, so that a change and its link stand or fall together.

    `stands` are keyed digests of what the tables say from now on (records.facts): verifying compares them.
    `reason` is what a person typed: sealed beside the link, which keeps a keyed digest of it.
    Raises Misconfigured where the chain is sealed with another key than this process holds, and adds nothing.
    """
    said = {"reason": keyed_hash(reason)} if reason else {}
    standing = {"stands": dict(stands)} if stands else {}
    with transaction.atomic():
        head = _end_of_ours()
        event = AuditEvent(
            number=head.number + 1,
            at=timezone.now(),
            actor_kind=actor.kind,
            actor=actor.name,
            action=action,
            subject=subject,
            details={**(details or {}), **said, **standing},
            previous_hash=head.own_hash,
        )
        event.own_hash = link_hash(event)
        event.save()
        if reason:
            kept = Reason(event=event)
            vault.seal(kept, "text_sealed", reason.encode())
            kept.save()
        set_end(head, event.number, event.own_hash)
        return event


def record_all(actor: Actor, said: Iterable[tuple[str, str, Mapping[str, Any]]]) -> None:
    """The same for many at once, each (action, subject, details): one look at the end of the chain, and one at the clock."""
    with transaction.atomic():
        head = _end_of_ours()
        now, made, number, own_hash = timezone.now(), list[AuditEvent](), head.number, head.own_hash
        for action, subject, details in said:
            event = AuditEvent(
                number=number + 1, at=now, actor_kind=actor.kind, actor=actor.name, action=action, subject=subject,
                details=dict(details), previous_hash=own_hash,
            )  # fmt: skip
            number, event.own_hash = event.number, link_hash(event)
            own_hash = event.own_hash
            made.append(event)
        AuditEvent.objects.bulk_create(made, batch_size=500)
        set_end(head, number, own_hash)


def _end_of_ours() -> ChainHead:
    """Locked until the transaction ends. Raises Misconfigured where another key sealed it."""
    head, _ = ChainHead.objects.select_for_update().get_or_create(pk=1)
    if head.audit_mark not in ("", audit_mark(keys().audit)):
        raise Misconfigured(WRONG_AUDIT_KEY)
    return head


def set_end(head: ChainHead, number: int, own_hash: str) -> None:
    """Seals the end of the chain with the key of this process."""
    head.number, head.own_hash, head.seal = number, own_hash, head_seal(number, own_hash)
    head.audit_mark = audit_mark(keys().audit)
    head.save()


def said_by(event: AuditEvent) -> str:
    """Everything that the link says, and the link before it, in one text."""
    said = [
        event.number,
        _instant(event.at),
        event.actor_kind,
        event.actor,
        event.action,
        event.subject,
        event.details,
        event.before_hash,
        event.after_hash,
        event.previous_hash,
    ]
    return json.dumps(said, sort_keys=True, ensure_ascii=False)


def link_hash(event: AuditEvent) -> str:
    """Keyed hash over all that the link says."""
    return _signed(said_by(event))


def head_seal(number: int, own_hash: str) -> str:
    """Proves that nobody without the key moved the end."""
    return _signed(f"chain ends with {number} {own_hash}")


def end() -> tuple[int, str]:
    """(number, hash) of the last link. Kept somewhere else, it proves later that the chain was not set back as a whole."""
    head = ChainHead.objects.filter(pk=1).first()
    return (head.number, head.own_hash) if head else (0, "")


def reasons_of(events: Iterable[AuditEvent]) -> dict[int, str]:
    """What people said, by the number of the link. What is gone with the purge is not there."""
    kept = Reason.objects.filter(event__in=list(events)).exclude(text_sealed=b"").select_related("event")
    return {each.event.number: vault.shown(each, "text_sealed") for each in kept}


def latest_reasons(subjects: Iterable[str], action: str) -> dict[str, str]:
    """What was said when this was last done to each record; none for a record where nothing was said then."""
    done = AuditEvent.objects.filter(subject__in=list(subjects), action=action).order_by("number")
    last = {event.subject: event for event in done}
    said = reasons_of(last.values())
    return {subject: said[event.number] for subject, event in last.items() if event.number in said}


def _signed(text: str) -> str:
    return hmac.new(keys().audit, text.encode(), hashlib.sha256).hexdigest()


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
