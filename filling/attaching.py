"""Attaching files: into a field that takes them, or through a button that asks for them."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import ElementHandle

from filling.hands.files import hand_over, through_chooser
from filling.map.fields import Field, Target
from filling.map.values import wanted
from filling.page.looking import Asked, Sight
from filling.page.seeking import ScreenChanged, Seeker
from filling.trip import Trip, Walk
from postroom.errors import NeedsAPerson

SHOWN_S = 2.0


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
            _read_names(seeker, trip, field, tuple(path.name for path in paths))
        case Walk.FILL | Walk.READ:
            return


def _read_names(seeker: Seeker, trip: Trip, field: Field, names: tuple[str, ...]) -> None:
    said = seeker.until(Asked(sees=names), lambda seen: all(seen.said), wait_s=SHOWN_S).said
    held = "; ".join(name for name, there in zip(names, said, strict=True) if there)
    trip.add_result(field.name, "; ".join(names), held, all(said))


def _upload(seeker: Seeker, trip: Trip, field: Field, paths: list[Path]) -> None:
    absent = [path for path in paths if not path.is_file()]
    if absent:
        raise NeedsAPerson(f"{field.name}: {len(absent)} of the files to attach cannot be found.")
    place, takes_files = _place(seeker, field)
    names = tuple(path.name for path in paths)
    if not all(seeker.until(Asked(sees=names), lambda _: True).said):
        if takes_files:
            hand_over(field, place, paths)
        else:
            through_chooser(seeker.browsing, field, place, paths)
    trip.add_result(field.name, "; ".join(names), "; ".join(names), True)


def _place(seeker: Seeker, field: Field) -> tuple[ElementHandle, bool]:
    """The field itself, and True; or the one button of that name, and False: it asks for the files when it is pressed."""
    asked = Asked((field,), targets=(Target(field.label, within=field.within),))

    def of(sight: Sight) -> tuple[ElementHandle, bool] | None:
        match, buttons = seeker.one(field, sight.fields[0], None), sight.targets[0]
        if match is not None and match.kind == "file":
            return match.parts[0], True
        return (buttons[0], False) if len(buttons) == 1 and match is None else None

    sight = seeker.until(asked, lambda seen: of(seen) is not None)
    found = of(sight)
    if found is None:
        raise ScreenChanged(f"{field.name}: there is no field and no button of this name that takes files.")
    return found
