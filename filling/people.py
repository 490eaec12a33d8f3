"""The system's own search for people: a second opinion beside our own matching, on the day and in the system itself."""

from __future__ import annotations

import re
from collections.abc import Mapping

from filling.map.codes import bare
from filling.map.screen import PersonSearch
from filling.map.steps import Fill
from filling.map.values import Record, wanted
from filling.page.asking import Asked
from filling.page.lists import rows_under
from filling.page.seeking import ScreenChanged, Seeker
from filling.trip import Trip
from filling.walking import Walker
from postroom.errors import Misconfigured
from postroom.filling import PersonFound


def search(seeker: Seeker, record: Record, secrets: Mapping[str, str], *, by_id: bool = False) -> list[PersonFound]:
    """Everyone whom the system's search shows for this record; `by_id` for the record's number (match.case_id).

    Raises Misconfigured when the map has no such search.
    """
    journey = seeker.screen.person_search
    steps = (journey.by_id if by_id else journey.steps) if journey else ()
    if journey is None or not steps:
        raise Misconfigured(f"The screen map {seeker.screen.name} has no person_search{' by_id' if by_id else ''}.")
    Walker(seeker, Trip(record, secrets)).go_through(steps)
    headings = [heading for _, heading in journey.columns]
    sight = seeker.until(Asked(sees=(journey.none, *headings)), lambda seen: seen.said[0] or all(seen.said[1:]))
    if sight.said[0]:
        return []
    found = rows_under(seeker.browsing.page, headings)
    if found:
        at = dict(zip((name for name, _ in journey.columns), found[0], strict=True))
        return [_person(row, at, journey) for row in found[1]]
    raise ScreenChanged(
        f"The search shows neither {journey.none!r} nor a table with the columns {', '.join(headings)}."
    )


def can_search(journey: PersonSearch | None, record: Record) -> bool:
    """Whether the map has a search, and the record enough for it: fewer than two fields filled in would find half the town."""
    if journey is None:
        return False
    fields = [one for step in journey.steps if isinstance(step.action, Fill) for one in step.action.fields]
    return sum(wanted(one, record, {}).value is not None for one in fields) > 1


def _person(row: list[str], at: dict[str, int], journey: PersonSearch) -> PersonFound:
    """A line without a case id is someone whom this account may not see: it may be the child, and no more is known."""
    if journey.denied and any(bare(journey.denied) in bare(cell) for cell in row):
        return PersonFound(None, may_exist=True)
    shown = tuple((name, row[place]) for name, place in at.items() if place < len(row))
    case_id = dict(shown).get("case_id") or None
    merged = re.search(journey.merged, "\t".join(row)) if journey.merged else None
    return PersonFound(case_id, shown, may_exist=case_id is None, merged_into=merged[1] if merged else None)
