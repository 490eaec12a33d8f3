"""The steps of a screen map as types: what a journey does, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from filling.map.fields import Field, Target


class Means(StrEnum):
    """What a surprise on the page means for this record."""

    PERSON = "person"
    BUSY = "busy"
    DOWN = "down"
    SIGNED_OUT = "signed_out"


@dataclass(frozen=True, slots=True)
class Open:
    address: str


@dataclass(frozen=True, slots=True)
class Go:
    """Press something that only leads somewhere: safe in every walk, reading and canary too."""

    target: Target
    opens_window: bool = False
    sees: str | None = None


@dataclass(frozen=True, slots=True)
class Press:
    """Press something that does something: only while filling."""

    target: Target
    opens_window: bool = False
    sees: str | None = None
    confirms: bool = False


@dataclass(frozen=True, slots=True)
class Fill:
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """Fields that stand in rows of one page: one row for each item of a list; `add` makes a further row."""

    over: str
    add: Target
    fields: tuple[Field, ...]

    @property
    def is_numbered(self) -> bool:
        """Whether the rows are told apart by their names rather than by their order."""
        return any(field.is_numbered for field in self.fields)


@dataclass(frozen=True, slots=True)
class Enter:
    """Boxes that only add a row to a list: for each item of `over` they are filled in and `press` is pressed."""

    over: str
    fields: tuple[Field, ...]
    files: Field | None
    press: Target


@dataclass(frozen=True, slots=True)
class Repeat:
    """Steps done again for each item of a list: a page for each, or a round."""

    over: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Attach:
    """Files to attach, by a path to one name or a list. The page must show each name afterwards."""

    field: Field


@dataclass(frozen=True, slots=True)
class Check:
    sees: str | None
    lacks: str | None


@dataclass(frozen=True, slots=True)
class Either:
    """Whichever of these pages comes, its steps."""

    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    sees: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A secret question: which answers are known, by the question's words."""

    label: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Letters:
    """Chosen letters of a memorable word. `label` has {n} where the page prints the letter's place."""

    label: str
    secret: str


@dataclass(frozen=True, slots=True)
class Stop:
    reason: str
    means: Means


Action = Open | Go | Press | Fill | Rows | Enter | Repeat | Attach | Check | Either | Answer | Letters | Stop


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a journey. `when` and `unless` are paths: the step is left out where the record says so."""

    name: str
    action: Action
    when: str | None = None
    unless: str | None = None


def fields_in(journey: tuple[Step, ...]) -> Iterator[Field]:
    """Every field that a journey fills, in order, whatever its steps are left out for."""
    for step in journey:
        match step.action:
            case Fill(fields) | Rows(fields=fields) | Enter(fields=fields):
                yield from fields
            case Repeat(steps=inner):
                yield from fields_in(inner)
            case Either(branches):
                for branch in branches:
                    yield from fields_in(branch.steps)
            case _:
                continue
