"""A field of a screen map and where its value comes from, and a thing to press: how each is found on the page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from filling.map.codes import CodeList


class WhenFilled(StrEnum):
    """What to do where the system has filled a field in by itself, with another value than the record's."""

    STOP = "stop"
    KEEP = "keep"
    REPLACE = "replace"


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
    """Something to press: by its words, its kind, the row that it is in, the part of the page.

    `begins`: the words are only how its own words begin ("Contact for ..."). `hover`: a menu that opens under the pointer.
    `row`: words that its row has, all of them. `barred`: words of a row that is not to be chosen (merged, restricted).
    """

    text: str = ""
    kind: str | None = None
    row: tuple[str, ...] = ()
    within: str | None = None
    nth: int | None = None
    begins: bool = False
    hover: bool = False
    barred: tuple[str, ...] = ()
