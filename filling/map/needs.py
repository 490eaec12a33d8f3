"""What a screen map needs and a record lacks, told before the robot starts: pure, no browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from filling.map.fields import Field, Origin, WhenFilled
from filling.map.screen import ScreenMap
from filling.map.steps import Either, Fill, Step
from filling.map.values import Record, as_text, holds, is_left_out, wanted
from postroom.errors import NeedsAPerson


@dataclass(frozen=True, slots=True)
class Need:
    """A field of the screen, and the path of the record's value that it lacks."""

    name: str
    path: str


def needs(screen: ScreenMap, record: Record) -> tuple[Need, ...]:
    """Every required field for which this record has no value, in the order of the screens.

    Fields whose value the system itself has for a person whom it knows (`when_filled: keep`) are not asked for.
    """
    known = bool(screen.known_person and holds(record, screen.known_person))
    return tuple(
        Need(field.name, field.source.text)
        for field in _fields(screen.form, record)
        if not (known and field.when_filled is WhenFilled.KEEP) and _lacks(field, record)
    )


def _fields(journey: tuple[Step, ...], record: Record) -> Iterator[Field]:
    for step in journey:
        if is_left_out(step, record):
            continue
        match step.action:
            case Fill(fields):
                yield from fields
            case Either(branches):
                for branch in branches:
                    yield from _fields(branch.steps, record)
            case _:
                continue


def _lacks(field: Field, record: Record) -> bool:
    if field.source.origin is not Origin.RECORD:
        return False
    try:
        goal = wanted(field, record, {})
    except NeedsAPerson:
        return False  # there is a value; what is wrong with it is told at the screen
    return goal.required and not as_text(goal.value).strip()
