"""What a value reader made of a text, before the evidence is weighed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from extractors.values.found import Found, ValueContext
from postroom.contact import Status, Value


@dataclass(frozen=True, slots=True)
class Outcome:
    """A value and what speaks for and against it. `doubt` says in words why a person must look; None: nothing does.

    `proven`: a check digit or a closed list that hardly any misread letter survives, so that even a scan may be believed.
    """

    value: Value = None
    doubt: str | None = None
    proven: bool = False
    status: Status | None = None  # ABSENT or UNREADABLE settle the status; None leaves it to the weighing
    refers: bool = False  # the text refers to another value of the contact instead of stating one


Outcomes = dict[str, Outcome]
"""Leaf name to outcome. A leaf that the text says nothing about is not in it."""

Reader = Callable[[str, Found, ValueContext], Outcomes]


def absent(why: str) -> Outcome:
    """The field is there and states no value."""
    return Outcome(status=Status.ABSENT, doubt=why)


def unreadable(why: str) -> Outcome:
    """Something is there, and no value can be made of it."""
    return Outcome(status=Status.UNREADABLE, doubt=why)


def doubted(outcome: Outcome, why: str) -> Outcome:
    """The same outcome with one more reason to look at it. The first reason stays."""
    return Outcome(outcome.value, outcome.doubt or why, outcome.proven, outcome.status, outcome.refers)
