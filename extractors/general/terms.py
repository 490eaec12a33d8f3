"""What printed words are on a form: the label of a field, a heading, the form's title; and whose field something is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Owner(StrEnum):
    """Whose field something is."""

    CHILD = "child"
    PERSON = "person"
    FAMILY = "family"  # the household: children and adults together
    REFERRER = "referrer"
    INCIDENT = "incident"
    CONSENT = "consent"
    REASON = "reason"
    REPORT = "report"
    UNKNOWN = "unknown"  # under a heading that nobody knows
    OTHER = "other"  # nobody whom Postroom reads: professionals, office use


@dataclass(frozen=True, slots=True)
class Label:
    """A printed text that names a field. `owner` only where the label itself says whose; `relation` where it says "mother"."""

    field: str
    owner: Owner | None = None
    relation: str | None = None
    exact: bool = True  # all its words are the field's own
    guessed: bool = False  # words that nobody knows stand before or after the field's own: "Clinical grade"


@dataclass(frozen=True, slots=True)
class Heading:
    """A printed text that begins a part of the form. `ordinal`: "Child 2" is 2."""

    owner: Owner
    ordinal: int | None = None
    relation: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What a report is by its title, what such a report always says, and how it codes ethnicity."""

    kind: str
    fixed: Mapping[str, str]
    scheme: str | None
    subjects: Owner = Owner.CHILD  # whom it is about
