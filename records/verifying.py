"""Proving the books: the chain of links in itself, and the tables against what the links say of them."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef

from records import vault
from records.audit import end, head_seal, link_hash, said_by
from records.models import AuditEvent, ChainHead, MailMessage, Reason
from records.sealing import CannotOpen
from records.tables import LASTING, NOT_KEPT, SAID_LATER, gone_with_their_time, standing

DIGEST = re.compile(r"[0-9a-f]{64}")  # of what a person typed; steps give their reasons as a word of the contract
KEY_CHANGED = "chain.key_rotated"


@dataclass(frozen=True, slots=True)
class Break:
    """Where the books do not hold, and how."""

    number: int
    what: str


def verify() -> Break | None:
    """Walks the whole chain and compares the tables with it: finds what was changed, removed, reordered, cut off, moved or set back.

    None when everything holds.
    """
    number, own_hash, through = 0, "", sealed_through()
    for event in AuditEvent.objects.order_by("number").iterator():
        if broken := verify_link(event, number + 1, own_hash, through):
            return broken
        number, own_hash = event.number, event.own_hash
    return verify_rest()


def verify_link(event: AuditEvent, expected: int, previous: str, through: int) -> Break | None:
    """Whether a link is the next after the one with the hash `previous`. Those up to `through` are proved by the digest that a change of
    the audit key sealed: `verify_rest` compares it.
    """
    if event.number != expected:
        return Break(expected, "is missing")
    if event.previous_hash != previous:
        return Break(event.number, "does not follow from the one before it")
    is_ours = event.number <= through or event.own_hash == link_hash(event)
    return None if is_ours else Break(event.number, "was changed")


def verify_rest() -> Break | None:
    """What is proved besides the links: the end, what the last change of the key sealed, the reasons, the claims, and the tables."""
    with transaction.atomic():
        last = AuditEvent.objects.order_by("-number").first()
        broken = _verify_end(last.number, last.own_hash) if last else _verify_end(0, "")
    return broken or _verify_sealed() or _verify_reasons() or _verify_post() or _verify_tables(_last_said())


def sealed_through() -> int:
    """The last link before the last change of the audit key; 0 where it never changed."""
    change = _last_key_change()
    return int(change.details["through"]) if change else 0


def _verify_sealed() -> Break | None:
    change = _last_key_change()
    if change is None:
        return None
    so_far, through = hashlib.sha256(), change.details["through"]
    for event in AuditEvent.objects.filter(number__lte=through).order_by("number").iterator():
        add_link(so_far, event)
    is_whole = so_far.hexdigest() == change.details["digest"]
    return None if is_whole else Break(through, "or one before it was changed after the audit key was")


def add_link(so_far: hashlib._Hash, event: AuditEvent) -> None:
    """What a change of the key seals of the links before it."""
    so_far.update(f"{said_by(event)}{event.own_hash}\n".encode())


def _last_key_change() -> AuditEvent | None:
    """The link that says so stands behind what it seals, under the present key."""
    return AuditEvent.objects.filter(action=KEY_CHANGED).order_by("-number").first()


def _verify_end(last: int, own_hash: str) -> Break | None:
    head = ChainHead.objects.filter(pk=1).first()
    if head is None:
        return Break(0, "has no end") if last else None
    if head.number != last or head.own_hash != own_hash:
        return Break(max(head.number, last), "is not the end that was sealed")
    return None if head.seal == head_seal(last, own_hash) else Break(last, "has a forged end")


def _verify_reasons() -> Break | None:
    """The purge empties a reason and leaves its row; a row that is gone was taken."""
    for kept in Reason.objects.select_related("event").exclude(text_sealed=b"").iterator():
        if kept.event.details.get("reason") != _hash_of(kept):
            return Break(kept.event.number, "gives another reason than the person did")
    without = AuditEvent.objects.filter(details__has_key="reason", reason__isnull=True).order_by("number")
    taken = next((each.number for each in without.iterator() if DIGEST.fullmatch(str(each.details["reason"]))), None)
    return Break(taken, "has lost the reason that was given") if taken else None


def _hash_of(kept: Reason) -> str:
    try:
        return vault.keyed_hash(vault.unseal(kept, "text_sealed").decode())
    except CannotOpen:
        return ""


def _verify_post() -> Break | None:
    """Every mail has the link of its claim. A chain that was emptied, or set back to an older end that was good once, has not."""
    claimed = AuditEvent.objects.filter(action="mail.claimed", subject=OuterRef("ulid"))
    if not MailMessage.objects.exclude(Exists(claimed)).exists():
        return None
    return Break(end()[0] + 1, "is missing: a mail is here whose claim is not")


def verify_anchor(number: int, own_hash: str) -> Break | None:
    """Whether the chain still holds the link that was its end when the anchor was kept."""
    kept = AuditEvent.objects.filter(number=number, own_hash=own_hash)
    return None if not number or kept.exists() else Break(number, "was the end once, and is gone or another")


def _last_said() -> dict[tuple[str, str], tuple[int, str]]:
    """(number of the link, digest) by the subject and the name of what was said of it last."""
    said: dict[tuple[str, str], tuple[int, str]] = {}
    links = AuditEvent.objects.filter(details__has_key="stands").order_by("number")
    for number, subject, details in links.values_list("number", "subject", "details").iterator():
        said |= {(subject, name): (number, digest) for name, digest in details["stands"].items()}
    return said


def _verify_tables(said: dict[tuple[str, str], tuple[int, str]]) -> Break | None:
    """What people settled, approved, masked, published or granted stands as the last link about it says."""
    for subject, stands in standing():
        for name, found in stands.items():
            number, known = said.pop((subject, name), (0, ""))
            if found != known and (number or name not in SAID_LATER):
                return Break(number or end()[0] + 1, f"and the tables differ: {name} of {subject}")
    gone = gone_with_their_time()
    for (subject, name), (number, known) in said.items():
        if known and name not in NOT_KEPT and not (subject in gone and name not in LASTING):
            return Break(number, f"and the tables differ: {name} of {subject} is gone")
    return None
