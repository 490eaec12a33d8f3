"""What filling a web system comes to: the words and shapes that FILL hands to the rest of the house."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class FillOutcome(StrEnum):
    """What became of one record."""

    DRAFT_SAVED = "draft_saved"
    SUBMITTED = "submitted"
    ALREADY_THERE = "already_there"
    STOPPED = "stopped"


class StopKind(StrEnum):
    """Who must act: a person on the data (business), or time and the system's people (application)."""

    BUSINESS = "business"
    APPLICATION = "application"


class Witness(StrEnum):
    """Where the second look found a field's value: in the saved record opened anew, or on the page that was filled."""

    SAVED_RECORD = "saved_record"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class FieldResult:
    """One field after the journey. `kept` is true where the system's own value was left as it was, on the map's word.

    `same` only where another look than the one that chose the control found the value under the field's words: the `witness`.
    """

    name: str
    wanted: str
    read_back: str
    same: bool
    kept: bool = False
    witness: Witness = Witness.PAGE


@dataclass(frozen=True, slots=True)
class Stopped:
    """Where a journey stopped and why. `picture` names the encrypted picture of the screen, when one was taken."""

    step: str
    kind: StopKind
    reason: str
    picture: str | None = None


@dataclass(frozen=True, slots=True)
class FillResult:
    """What became of one record, field by field. `from_saved` is true when the fields were read from the saved record."""

    outcome: FillOutcome
    reference: str | None
    fields: tuple[FieldResult, ...] = ()
    stopped_at: Stopped | None = None
    left_empty: tuple[str, ...] = ()
    from_saved: bool = False

    @property
    def differing(self) -> tuple[str, ...]:
        """Names of the fields that the system holds otherwise than the record wants."""
        return tuple(field.name for field in self.fields if not field.same and not field.kept)

    @property
    def verified(self) -> bool:
        """Whether every field was read back from the saved record, from the page loaded anew, and is as wanted."""
        return self.outcome is not FillOutcome.STOPPED and self.from_saved and not self.differing

    def as_json(self) -> dict[str, Any]:
        """The contract's line (`worker.py fill --json`)."""
        stopped = self.stopped_at
        return {
            "outcome": self.outcome.value,
            "reference": self.reference,
            "fields": [
                {
                    "name": field.name,
                    "wanted": field.wanted,
                    "read_back": field.read_back,
                    "same": field.same,
                    "witness": field.witness.value,
                }
                for field in self.fields
            ],
            "stopped_at": stopped and {"step": stopped.step, "kind": stopped.kind.value, "reason": stopped.reason},
        }


@dataclass(frozen=True, slots=True)
class PersonFound:
    """One line of the case system's own person search. A denied record has no case id: it may exist, and says nothing else.

    `merged_into` is the number of the record that took this one's place.
    """

    case_id: str | None
    shown: tuple[tuple[str, str], ...] = ()
    may_exist: bool = False
    merged_into: str | None = None


@dataclass(frozen=True, slots=True)
class Approval:
    """A named person's word that exactly these values may be submitted: `digest` is `digest_of` the record they saw."""

    by: str
    digest: str


def digest_of(record: Mapping[str, Any]) -> str:
    """SHA-256 of a record's values, the same for the same values in any order of keys."""
    return hashlib.sha256(json.dumps(record, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()
