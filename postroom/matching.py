"""What a match is: a question about a child, the records that may be the child's, and what was decided. Values only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from postroom.history import Earlier
from postroom.sides import BothSides, Reason, Relative


class Outcome(StrEnum):
    """What the evidence came to. Only the first two select a record, and a person confirms even these."""

    EXACT = "exact"
    PROBABLE = "probable"
    POSSIBLE = "possible"  # something fits, nothing is selected
    AMBIGUOUS = "ambiguous"  # several fit, or the one that fits is restricted or stale: a person chooses
    NONE = "none"  # the child is new, as far as this register can tell


@dataclass(frozen=True, slots=True)
class Adult:
    """A person beside the child on a form: parent, sibling, other adult. `relationship` is one of the contract's words."""

    forename: str = ""
    surname: str = ""
    relationship: str = "other"
    date_of_birth: str = ""


@dataclass(frozen=True, slots=True)
class ChildQuery:
    """What a report says about one child. Plain texts as read; empty where the report is silent. Dates are YYYY-MM-DD."""

    query_id: str
    family: str = ""
    forename: str = ""
    middle_names: str = ""
    surname: str = ""
    also_known_as: tuple[str, ...] = ()
    date_of_birth: str = ""
    dob_estimated: bool = False
    age_stated: int | None = None
    is_unborn: bool = False
    expected_delivery_date: str = ""
    sex: str = ""
    nhs_number: str = ""
    upn: str = ""
    address: str = ""
    postcode: str = ""
    people: tuple[Adult, ...] = ()

    @staticmethod
    def from_json(line: Mapping[str, Any]) -> ChildQuery:
        """One line of the contract's QUERIES. Values of a wrong type are read as if they were missing."""
        child = line.get("child")
        values: Mapping[str, Any] = child if isinstance(child, Mapping) else {}
        age = values.get("age_stated")
        return ChildQuery(
            query_id="" if line.get("query_id") is None else str(line["query_id"]),
            family=str(line.get("family") or ""),
            also_known_as=_texts(values.get("also_known_as")),
            dob_estimated=values.get("dob_estimated") is True,
            age_stated=age if isinstance(age, int) and not isinstance(age, bool) else None,
            is_unborn=values.get("is_unborn") is True,
            people=tuple(_adult(person) for person in _list(line.get("people")) if isinstance(person, Mapping)),
            **{name: _text(values.get(name)) for name in TEXTS},
        )


TEXTS = (
    "forename", "middle_names", "surname", "date_of_birth", "expected_delivery_date", "sex", "nhs_number", "upn", "address", "postcode",
)  # fmt: skip
MOST_PEOPLE = 100
LONGEST = 200  # characters of one value that are looked at; no name or address is longer


def _text(value: object) -> str:
    """Half a letter (a lone surrogate) is none: it can be neither hashed nor stored."""
    return value[:LONGEST].encode("utf-8", "ignore").decode().strip() if isinstance(value, str) else ""


def _list(value: object) -> list[object]:
    return list(value[:MOST_PEOPLE]) if isinstance(value, list) else []


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (_text(value),)
    return tuple(_text(each) for each in value[:20]) if isinstance(value, list) else ()


def _adult(person: Mapping[str, Any]) -> Adult:
    return Adult(
        forename=_text(person.get("forename")),
        surname=_text(person.get("surname")),
        relationship=_text(person.get("relationship")) or "other",
        date_of_birth=_text(person.get("date_of_birth")),
    )


@dataclass(frozen=True, slots=True)
class Weight:
    """What one comparison says. `bits` is log2 of how much likelier the pair is one child than two strangers."""

    name: str  # forename, surname, date_of_birth, sex, nhs_number, upn, address, mother
    level: str  # in words: "day and month exchanged"
    bits: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be the child's. `agrees` and `differs` are empty for a restricted record, which only exists."""

    case_id: str
    probability: float
    agrees: tuple[str, ...] = ()
    differs: tuple[str, ...] = ()
    restricted: bool = False
    status: str = ""
    allocated_team: str = ""
    on_file: tuple[str, ...] = ()  # name, date of birth and postcode of the record, as they were compared
    sentences: tuple[str, ...] = ()
    weights: tuple[Weight, ...] = ()  # one that speaks against the record has bits below nought
    merged_from: str = ""  # the merged record that was compared, where it led to this one
    both_sides: tuple[BothSides, ...] = ()
    household: tuple[Relative, ...] = ()
    because: tuple[Reason, ...] = ()  # why it was proposed
    against: tuple[Reason, ...] = ()
    sure_if: tuple[Reason, ...] = ()  # what would make it sure, if the report or a person said so
    beware: tuple[Reason, ...] = ()  # twins and namesakes on file, by name

    def as_json(self) -> dict[str, Any]:
        return {
            "case_id": self.case_id,
            "probability": round(self.probability, 4),
            "agrees": list(self.agrees),
            "differs": list(self.differs),
        }


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about one child, on which rule, and against how old a register (`register_built_at`: when its export was written, UTC)."""

    query_id: str
    outcome: Outcome
    selected: str | None = None
    candidates: Sequence[Candidate] = field(default_factory=tuple)
    rule: str = ""
    sentences: tuple[str, ...] = ()
    rivals: tuple[Reason, ...] = ()  # why the first candidate was not selected: each other one that could be meant
    known_family: tuple[Relative, ...] = ()  # who of the child's family is on file, where the child is not
    history: tuple[Earlier, ...] = ()  # earlier contacts of the child and its family, the latest first
    register_built_at: str = ""
    model_version: str = ""

    def as_json(self) -> dict[str, Any]:
        """One line of `worker.py match`."""
        return {
            "query_id": self.query_id,
            "outcome": self.outcome.value,
            "selected": self.selected,
            "candidates": [candidate.as_json() for candidate in self.candidates],
        }


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Settings of the decision, each with its measured trade-off in docs/reference/matching-figures.md."""

    select: float = 0.99  # least probability to select a record
    list_: float = 0.02  # least probability to list a record
    household_bits: float = 14.0  # most that address and mother together may add
    namesakes: int = 40  # most children of one name, for that name and a date of birth alone to select; a fourth of it where the house is another
    shown: int = 5  # candidates shown
    stale_hours: float = 36.0  # a register older than this never says "none"
