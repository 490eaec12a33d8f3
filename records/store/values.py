"""The values of a contact as they stand: the reading, with what people corrected or confirmed laid over it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from postroom.contact import Status
from postroom.errors import NotAllowed
from records import vault
from records.models import Contact, Correction
from records.sealing import CannotOpen

STEP = re.compile(r"([a-z_]+)(?:\[(\d+)\])?")


@dataclass(frozen=True, slots=True)
class Standing:
    """One leaf as it stands. `settled_by` is empty while nobody looked at it."""

    path: str
    value: Any
    status: str
    envelope: Mapping[str, Any] | None  # the reading's own, never changed; None where a person added the value
    settled_by: str = ""
    word: int = 0  # number of the correction that it comes from; 0 as read
    is_shut: bool = False  # a person said it, and its seal does not open any more

    @property
    def is_good(self) -> bool:
        """Whether it may be typed: certain as read, or settled by a person."""
        return bool(self.settled_by) or self.status == "certain"


def reading_of(contact: Contact) -> dict[str, Any]:
    """The immutable reading: CONTACT of the contract, with `why` in each leaf; empty once it was purged."""
    reading: dict[str, Any] = vault.unseal_json(contact, "reading_sealed") or {}
    return reading


def leaves_of(reading: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """(path, envelope) of every leaf that the document has a place for, in the contract's order."""
    for name, part in reading.items():
        if name == "narrative" or part is None:
            continue
        if isinstance(part, list):
            for position, group in enumerate(part):
                yield from ((f"{name}[{position}].{leaf}", envelope) for leaf, envelope in group.items() if envelope)
        elif "status" in part:
            yield name, part
        else:
            yield from ((f"{name}.{leaf}", envelope) for leaf, envelope in part.items() if envelope)


def standing_values(contact: Contact) -> dict[str, Standing]:
    """Every leaf by its path, the latest word of a person over what was read. A word that cannot be opened is nobody's."""
    standing = {
        path: Standing(path, envelope["value"], envelope["status"], envelope)
        for path, envelope in leaves_of(reading_of(contact))
    }
    for correction in contact.corrections.all():
        before = standing.get(correction.path)
        status, envelope = (before.status, before.envelope) if before else ("added", None)
        standing[correction.path] = _said(correction, status, envelope)
    return standing


def _said(correction: Correction, status: str, envelope: Mapping[str, Any] | None) -> Standing:
    try:
        value = vault.unseal_json(correction, "value_sealed")
    except CannotOpen:
        return Standing(correction.path, None, Status.UNREADABLE, envelope, word=correction.pk, is_shut=True)
    return Standing(correction.path, value, status, envelope, correction.made_by, correction.pk)


def edition(contact: Contact) -> str:
    """Another one whenever somebody says something of a value or of who a child is: what an approval freezes."""
    word = contact.corrections.aggregate(last=Max("pk"))["last"]
    settled = contact.children.aggregate(last=Max("settled_at"))["last"]
    return f"{word or 0} {settled.isoformat() if settled else ''}".strip()


def good_values(contact: Contact) -> dict[str, Any]:
    """What may be typed into the case system now. Raises NotAllowed while a value that a person gave cannot be opened."""
    standing = standing_values(contact)
    if shut := [path for path, each in standing.items() if each.is_shut]:
        raise NotAllowed(f"What a person said of {shut[0]} cannot be opened any more. Say it again, then go on.")
    return {path: each.value for path, each in standing.items() if each.is_good and each.value is not None}
