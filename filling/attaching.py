"""Attaching files: into a field that takes them, or through a button that asks for them; and seeing that they are attached."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import ElementHandle, Error

from filling.hands.files import NAMES_HELD, hand_over, through_chooser
from filling.map.fields import Field, Target
from filling.map.values import wanted
from filling.page.asking import Asked
from filling.page.looking import Match, Sight
from filling.page.printed import shows_name
from filling.page.seeking import ScreenChanged, Seeker
from filling.page.witness import is_called, testify
from filling.trip import Trip, Walk
from postroom.errors import CaseSystemRefused, NeedsAPerson

SHOWN_S = 2.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where files go: a field that takes them (`match`), or the one button of that name, which asks for them."""

    handle: ElementHandle
    match: Match | None


def attach(seeker: Seeker, trip: Trip, field: Field) -> None:
    """Attach files that are not attached yet; their names must be shown afterwards, or held by the field."""
    goal = wanted(field, trip.record, trip.secrets)
    paths = [Path(name) for name in goal.several or ((goal.value,) if goal.value else ())]
    match trip.walk:
        case Walk.LOOK:
            _place(seeker, field)
        case Walk.FILL if goal.required:
            raise NeedsAPerson(f"{field.name}: the form needs it, and the record has no value.")
        case Walk.FILL if paths:
            _upload(seeker, trip, field, paths)
        case Walk.READ if paths:
            _tell(seeker, trip, field, paths)
        case Walk.FILL | Walk.READ:
            return


def _upload(seeker: Seeker, trip: Trip, field: Field, paths: list[Path]) -> None:
    absent = [path for path in paths if not path.is_file()]
    if absent:
        raise NeedsAPerson(f"{field.name}: {len(absent)} of the files to attach cannot be found.")
    place = _place(seeker, field)
    if not all(seeker.until(Asked(sees=tuple(path.name for path in paths)), lambda _: True).said):
        _prove(seeker, field, place)
        if place.match:
            hand_over(field, place.handle, paths)
        else:
            through_chooser(seeker.browsing, field, place.handle, paths)
    if not _tell(seeker, trip, field, paths, place):
        raise CaseSystemRefused(f"{field.name}: the form does not keep the files that were handed to it.")


def _prove(seeker: Seeker, field: Field, place: Place) -> None:
    """Before anything is handed over: do the words belong to this place, asked another way than it was found?"""
    if place.match:
        is_proved = testify([(field, place.match)])[0].agrees
    else:
        is_proved = is_called(seeker.browsing.page, field.label, place.handle)
    if not is_proved:
        raise ScreenChanged(
            f"{field.name}: no second look bears out that these words belong to what takes files there."
        )


def _tell(seeker: Seeker, trip: Trip, field: Field, paths: list[Path], place: Place | None = None) -> bool:
    """Which of the files are there: by one look their names are among the page's words, by the other they are printed by themselves."""
    names = tuple(path.name for path in paths)
    held = _held(place)
    said = seeker.until(Asked(sees=names), lambda seen: all(seen.said) or set(names) <= held, wait_s=SHOWN_S).said
    there = [
        one
        for one, seen in zip(names, said, strict=True)
        if one in held or (seen and shows_name(seeker.browsing.page, one))
    ]
    trip.add_result(field.name, "; ".join(names), "; ".join(there), len(there) == len(names))
    return len(there) == len(names)


def _held(place: Place | None) -> set[str]:
    """The names in the field itself; none where the page took the files out of it at once, or was replaced."""
    if place is None or place.match is None:
        return set()
    try:
        return set(place.handle.evaluate(NAMES_HELD))
    except Error:
        return set()


def _place(seeker: Seeker, field: Field) -> Place:
    asked = Asked((field,), targets=(Target(field.label, within=field.within),))

    def of(sight: Sight) -> Place | None:
        match, buttons = seeker.one(field, sight.fields[0], None), sight.targets[0]
        if match is not None and match.kind == "file":
            return Place(match.parts[0], match)
        return Place(buttons[0], None) if len(buttons) == 1 and match is None else None

    found = of(seeker.until(asked, lambda seen: of(seen) is not None))
    if found is None:
        raise ScreenChanged(f"{field.name}: there is no field and no button of this name that takes files.")
    return found
