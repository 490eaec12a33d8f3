"""The audit chain: every view and change, each link sealed to the one before it, none of them holding content."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from records import vault
from records.models import AuditEvent, ChainHead, MailMessage, Reason
from records.vault import keyed_hash

DIGEST = re.compile(r"[0-9a-f]{64}")  # of what a person typed; steps give their reasons as a word of the contract


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


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain does not hold, and how."""

    number: int
    what: str


def record(
    actor: Actor,
    action: str,
    subject: str,
    details: Mapping[str, Any] | None = None,
    *,
    hashes: tuple[bytes, bytes] = (b"", b""),
    reason: str = "",
) -> AuditEvent:
    """Adds a link in the caller's transaction, so that a change and its link stand or fall together.

    `hashes` takes the sealed content before and after; only keyed digests of it are kept.
    `reason` is what a person typed: sealed beside the link, which keeps a keyed digest of it.
    """
    said = {"reason": keyed_hash(reason)} if reason else {}
    with transaction.atomic():
        head, _ = ChainHead.objects.select_for_update().get_or_create(pk=1)
        event = AuditEvent(
            number=head.number + 1,
            at=timezone.now(),
            actor_kind=actor.kind,
            actor=actor.name,
            action=action,
            subject=subject,
            details={**(details or {}), **said},
            before_hash=_digest(hashes[0]),
            after_hash=_digest(hashes[1]),
            previous_hash=head.own_hash,
        )
        event.own_hash = link_hash(event)
        event.save()
        if reason:
            Reason.objects.create(event=event, text_sealed=vault.seal(reason.encode()))
        head.number, head.own_hash, head.seal = event.number, event.own_hash, _head_seal(event.number, event.own_hash)
        head.save()
        return event


def record_all(actor: Actor, said: Iterable[tuple[str, str, Mapping[str, Any]]]) -> None:
    """The same for many at once, each (action, subject, details): one look at the end of the chain, and one at the clock."""
    with transaction.atomic():
        head, _ = ChainHead.objects.select_for_update().get_or_create(pk=1)
        now, made = timezone.now(), list[AuditEvent]()
        for action, subject, details in said:
            event = AuditEvent(
                number=head.number + 1, at=now, actor_kind=actor.kind, actor=actor.name, action=action, subject=subject,
                details=dict(details), previous_hash=head.own_hash,
            )  # fmt: skip
            event.own_hash = link_hash(event)
            head.number, head.own_hash = event.number, event.own_hash
            made.append(event)
        AuditEvent.objects.bulk_create(made)
        head.seal = _head_seal(head.number, head.own_hash)
        head.save()


def link_hash(event: AuditEvent) -> str:
    """Keyed hash over everything that the link says and the link before it."""
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
    return keyed_hash(json.dumps(said, sort_keys=True, ensure_ascii=False))


def verify() -> Break | None:
    """Walks the whole chain: finds a changed, removed, reordered or cut-off link. None when it holds."""
    previous, expected = "", 1
    for event in AuditEvent.objects.order_by("number").iterator():
        if broken := verify_link(event, expected, previous):
            return broken
        previous, expected = event.own_hash, expected + 1
    return _verify_end(expected - 1, previous) or _verify_reasons() or _verify_post()


def verify_link(event: AuditEvent, expected: int, previous: str) -> Break | None:
    """Whether a link is the next after the one with the hash `previous`."""
    if event.number != expected:
        return Break(expected, "is missing")
    if event.previous_hash != previous:
        return Break(event.number, "does not follow from the one before it")
    return None if event.own_hash == link_hash(event) else Break(event.number, "was changed")


def verify_rest() -> Break | None:
    """What is proved of the chain besides its links: its end, the reasons, and the claims of all post."""
    with transaction.atomic():
        last = AuditEvent.objects.order_by("-number").first()
        broken = _verify_end(last.number, last.own_hash) if last else _verify_end(0, "")
    return broken or _verify_reasons() or _verify_post()


def reasons_of(events: Iterable[AuditEvent]) -> dict[int, str]:
    """What people said, by the number of the link. What is gone with the purge is not there."""
    kept = Reason.objects.filter(event__in=list(events)).exclude(text_sealed=b"").select_related("event")
    return {each.event.number: vault.unseal(each.text_sealed).decode() for each in kept}


def latest_reasons(subjects: Iterable[str], action: str) -> dict[str, str]:
    """What was said when this was last done to each record; none for a record where nothing was said then."""
    done = AuditEvent.objects.filter(subject__in=list(subjects), action=action).order_by("number")
    last = {event.subject: event for event in done}
    said = reasons_of(last.values())
    return {subject: said[event.number] for subject, event in last.items() if event.number in said}


def _verify_reasons() -> Break | None:
    """The purge empties a reason and leaves its row; a row that is gone was taken."""
    for kept in Reason.objects.select_related("event").exclude(text_sealed=b"").iterator():
        if kept.event.details.get("reason") != keyed_hash(vault.unseal(kept.text_sealed).decode()):
            return Break(kept.event.number, "gives another reason than the person did")
    without = AuditEvent.objects.filter(details__has_key="reason", reason__isnull=True).order_by("number")
    taken = next((each.number for each in without.iterator() if DIGEST.fullmatch(str(each.details["reason"]))), None)
    return Break(taken, "has lost the reason that was given") if taken else None


def _verify_post() -> Break | None:
    """Every mail has the link of its claim. A chain that was emptied, or set back to an older end that was good once, has not."""
    claimed = AuditEvent.objects.filter(action="mail.claimed").values("subject")
    if not MailMessage.objects.exclude(ulid__in=claimed).exists():
        return None
    return Break(end()[0] + 1, "is missing: a mail is here whose claim is not")


def end() -> tuple[int, str]:
    """(number, hash) of the last link. Kept somewhere else, it proves later that the chain was not set back as a whole."""
    head = ChainHead.objects.filter(pk=1).first()
    return (head.number, head.own_hash) if head else (0, "")


def verify_anchor(number: int, own_hash: str) -> Break | None:
    """Whether the chain still holds the link that was its end when the anchor was kept."""
    kept = AuditEvent.objects.filter(number=number, own_hash=own_hash)
    return None if not number or kept.exists() else Break(number, "was the end once, and is gone or another")


def _verify_end(last: int, own_hash: str) -> Break | None:
    head = ChainHead.objects.filter(pk=1).first()
    if head is None:
        return Break(0, "has no end") if last else None
    if head.number != last or head.own_hash != own_hash:
        return Break(max(head.number, last), "is not the end that was sealed")
    return None if head.seal == _head_seal(last, own_hash) else Break(last, "has a forged end")


def _head_seal(number: int, own_hash: str) -> str:
    return keyed_hash(f"chain ends with {number} {own_hash}")


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest() if content else ""


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
