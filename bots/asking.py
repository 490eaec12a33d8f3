"""What a person is asked before the robot begins: values that the case system's form needs, and children whom its own search shows.

The register that matching looks into is an export, hours old at best: the system itself has the last word before a draft.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bots import robot
from filling.map.needs import needs
from filling.map.screen import ScreenMap
from filling.people import can_search
from postroom.filling import PersonFound
from postroom.matching import Candidate
from postroom.policies import count
from records import store
from records.models import ChildRow, Contact
from records.store import LiveDoubt

Records = Mapping[ChildRow, Mapping[str, Any]]


def ask_first(contact: Contact, screen: ScreenMap, records: Records) -> bool:
    """Whether a person must say something first. `records` holds for each child what the robot would type."""
    lacking = dict(_lacking(screen, records))
    doubts = {row: doubt for row in records if (doubt := _doubt(row, screen, records))} if not lacking else {}
    if lacking or doubts:
        store.ask_first(contact, lacking, doubts, robot.ACTOR)
    return bool(lacking or doubts)


def _lacking(screen: ScreenMap, records: Records) -> Iterator[tuple[str, str]]:
    """Path of the leaf, and the field's name on the screen."""
    for row, record in records.items():
        for need in needs(screen, record):
            if path := leaf_path(need.path, row.position):
                yield path, need.name


def leaf_path(path: str, position: int) -> str:
    """The leaf that a map's path leads to: `child.sex` is children[0].sex; empty for what is no leaf of the reading."""
    group, _, leaf = path.partition(".")
    if group == "child":
        return f"children[{position}].{leaf}"
    is_leaf = group == "contact" and not leaf.startswith(("people", "received", "category", "outcome"))
    return leaf if is_leaf else ""


def _doubt(row: ChildRow, screen: ScreenMap, records: Records) -> LiveDoubt | None:
    """What the system's own search has against how this child was settled. Asked once for each child: then a person's word stands."""
    search = screen.person_search
    if search is None or row.draft_reference or store.was_doubted(row):
        return None
    if row.settled_as != ChildRow.NEW:
        return _of_chosen(robot.search(records[row], by_id=True)) if search.by_id else None
    if not can_search(search, records[row]):
        return None
    others = {other.settled_as for other in records if other is not row}
    return _of_new([one for one in robot.search(records[row]) if one.case_id is None or one.case_id not in others])


def _of_new(found: list[PersonFound]) -> LiveDoubt | None:
    if not found:
        return None
    if any(one.may_exist for one in found):
        why = "The case system has a record of this surname and date of birth that the robot may not see. The child may exist."
    else:
        shown = count(len(found), "record", "records")
        why = f"The case system's own search shows {shown} of this surname and date of birth. The child may exist."
    return LiveDoubt(why, tuple(_candidate(one) for one in found if one.case_id and not one.merged_into))


def _of_chosen(found: list[PersonFound]) -> LiveDoubt | None:
    if not found:
        return LiveDoubt("The case system does not find the record that was proposed. Choose again.")
    [one, *_] = found
    if one.may_exist:
        return LiveDoubt("The robot may not see the record that was proposed. Open it yourself, and choose again.")
    if one.merged_into:
        survivor = Candidate(one.merged_into, 0.0, sentences=(f"Record {one.case_id} was merged into this one.",))
        return LiveDoubt(
            "The record that was proposed was merged into another. Confirm the one that took its place.", (survivor,)
        )
    return None


def _candidate(found: PersonFound) -> Candidate:
    shown = dict(found.shown)
    on_file = tuple(shown[name] for name in ("name", "date_of_birth", "address") if shown.get(name))
    return Candidate(
        found.case_id or "", 0.0, on_file=on_file, sentences=("Found by the case system's own search just now.",)
    )
