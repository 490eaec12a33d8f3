"""One web system as its screen map describes it: the journeys, the surprises, the limits of patience."""

from __future__ import annotations

from dataclasses import dataclass

from filling.map.fields import Target
from filling.map.steps import Means, Step


@dataclass(frozen=True, slots=True)
class Surprise:
    sees: str
    means: Means


@dataclass(frozen=True, slots=True)
class LookFirst:
    """How to find what an earlier run left: steps to a list, words that the row has which proves it, and what proves that it is not there.

    `none`: what the page says where there is no such row. `columns`: the headings of a list whose rows are all there is; `next`
    leads to its next page.
    """

    steps: tuple[Step, ...]
    row: tuple[str, ...]
    none: str | None
    open: tuple[Step, ...]
    columns: tuple[str, ...] = ()
    next: Target | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """Where the system's own reference is read: beside a label, or by an expression over the address or the page."""

    shown: str | None = None
    url: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class PersonSearch:
    """The system's own search for people, and how its answer is read.

    `steps` search by what the record says of the child, `by_id` for the record of one number. `merged` is an expression over a
    line of the answer, with one pair of brackets around the number of the record that it was merged into.
    """

    steps: tuple[Step, ...]
    columns: tuple[tuple[str, str], ...]
    none: str
    denied: str | None = None
    by_id: tuple[Step, ...] = ()
    merged: str | None = None


@dataclass(frozen=True, slots=True)
class Submit:
    """The final button. `allowed` is the map's own word; a named person's approval is needed besides."""

    step: Step
    allowed: bool


@dataclass(frozen=True, slots=True)
class ScreenMap:
    """One web system, as a robot needs to know it."""

    name: str
    version: int
    url: str
    form: tuple[Step, ...]
    begin: tuple[Step, ...] = ()
    save: Step | None = None
    after_save: tuple[Step, ...] = ()
    reopen: tuple[Step, ...] = ()
    read_back: tuple[Step, ...] = ()
    submit: Submit | None = None
    sign_in: tuple[Step, ...] = ()
    sign_out: tuple[Step, ...] = ()
    signed_out: str | None = None
    mark: tuple[str, ...] = ()
    known_person: str | None = None
    look_first: LookFirst | None = None
    reference: Reference | None = None
    person_search: PersonSearch | None = None
    canary: tuple[Step, ...] | None = None
    surprises: tuple[Surprise, ...] = ()
    wait_s: float = 10.0
    lock_wait_s: float = 30.0
    unsure_wait_s: float = 5.0
