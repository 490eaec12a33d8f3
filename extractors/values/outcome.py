"""What a value reader made of a text, before the evidence is weighed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from extractors.values.found import Found, ValueContext
from postroom.contact import Status, Value
from postroom.doubts import Doubt


@dataclass(frozen=True, slots=True)
class Outcome:
    """A value and what speaks for and against it. `doubt` says why a person must look; None: nothing does.

    `note` says in words why a field states no value.

    `proven`: a check digit or a closed list that hardly any misread letter survives, so that even a scan may be believed.
    """

    value: Value = None
    doubt: Doubt | None = None
    proven: bool = False
    status: Status | None = None  # ABSENT or UNREADABLE settle the status; None leaves it to the weighing
    note: str | None = None
    refers: bool = False  # the text refers to another value of the contact instead of stating one


Outcomes = dict[str, Outcome]
"""Leaf name to outcome. A leaf that the text says nothing about is not in it."""

Reader = Callable[[str, Found, ValueContext], Outcomes]


def absent(why: str) -> Outcome:
    """The field is there and states no value."""
    return Outcome(status=Status.ABSENT, note=why)


def unreadable(why: str) -> Outcome:
    """Something is there, and no value can be made of it."""
    return Outcome(status=Status.UNREADABLE, note=why)


def doubted(outcome: Outcome, doubt: Doubt) -> Outcome:
    """The same outcome with one more reason to look at it. The first reason stays."""
    return replace(outcome, doubt=outcome.doubt or doubt)
