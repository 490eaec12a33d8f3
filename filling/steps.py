"""The words of a screen map as types: steps, fields, targets, and where a value comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from filling.codes import CodeList


class WhenFilled(StrEnum):
    """What to do where the system has filled a field in by itself, with another value than the record's."""

    STOP = "stop"
    KEEP = "keep"
    REPLACE = "replace"


class Means(StrEnum):
    """What a surprise on the page means for this record."""

    PERSON = "person"
    BUSY = "busy"
    DOWN = "down"
    SIGNED_OUT = "signed_out"


class Origin(StrEnum):
    """Where a value comes from: the record, fixed words, or a secret of the robot's surroundings."""

    RECORD = "value"
    TEXT = "text"
    SECRET = "secret"  # noqa: S105  # the word for it in a map, not one
    ONE_TIME_CODE = "one_time_code"


@dataclass(frozen=True, slots=True)
class Source:
    """A value's origin and what it is called there: a path, words with {paths}, or a variable's name."""

    origin: Origin
    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a screen: how it is found, what goes in, and how careful to be.

    `when_absent` is the council's own rule, written into its map by a person: (path, words) pairs; where the record has no value
    and something at that path, these words go in.
    """

    name: str
    label: str
    source: Source
    kind: str | None = None
    role: str | None = None
    placeholder: str | None = None
    html_id: str | None = None
    within: str | None = None
    nth: int | None = None
    codes: CodeList | None = None
    format: str | None = None
    required: bool = False
    required_unless: str | None = None
    when_absent: tuple[tuple[str, str], ...] = ()
    free_text: bool = False
    at_click: bool = False
    when_filled: WhenFilled = WhenFilled.STOP

    @property
    def is_numbered(self) -> bool:
        """Whether the screen calls it otherwise in each row: the label, or the part of the page, has a {path} in it."""
        return "{" in f"{self.label}{self.within or ''}"


@dataclass(frozen=True, slots=True)
class Target:
    """Something to press: by its words, its kind, the row that it is in, the part of the page."""

    text: str = ""
    kind: str | None = None
    row: str | None = None
    within: str | None = None
    nth: int | None = None


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


Action = Open | Go | Press | Fill | Rows | Repeat | Attach | Check | Either | Answer | Letters | Stop


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a journey. `when` and `unless` are paths: the step is left out where the record says so."""

    name: str
    action: Action
    when: str | None = None
    unless: str | None = None


@dataclass(frozen=True, slots=True)
class Surprise:
    sees: str
    means: Means


@dataclass(frozen=True, slots=True)
class LookFirst:
    """How to find what an earlier run left: steps to a list, the row that proves it, the words of an empty list."""

    steps: tuple[Step, ...]
    row: str
    none: str
    open: tuple[Step, ...]


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
    reopen: tuple[Step, ...] = ()
    read_back: tuple[Step, ...] = ()
    submit: Submit | None = None
    sign_in: tuple[Step, ...] = ()
    sign_out: tuple[Step, ...] = ()
    signed_out: str | None = None
    mark: str | None = None
    known_person: str | None = None
    look_first: LookFirst | None = None
    reference: Reference | None = None
    person_search: PersonSearch | None = None
    canary: tuple[Step, ...] | None = None
    surprises: tuple[Surprise, ...] = ()
    wait_s: float = 10.0
    lock_wait_s: float = 30.0
    unsure_wait_s: float = 5.0
