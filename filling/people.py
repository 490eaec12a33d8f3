"""The system's own search for people: a second opinion beside our own matching, on the day and in the system itself."""

from __future__ import annotations

from collections.abc import Mapping

from filling.codes import bare
from filling.looking import Asked
from filling.seeking import ScreenChanged, Seeker
from filling.steps import PersonSearch
from filling.trip import Trip
from filling.values import Record
from filling.walking import Walker
from postroom.errors import Misconfigured
from postroom.filling import PersonFound

TABLES = """() => [...document.querySelectorAll('table,[role=table],[role=grid]')].filter(t => t.checkVisibility()).map(t =>
  [...t.querySelectorAll('tr,[role=row]')].map(r => [...r.querySelectorAll('td,th,[role=cell],[role=columnheader],[role=gridcell]')]
    .map(c => c.innerText.trim())))"""


def search(seeker: Seeker, record: Record, secrets: Mapping[str, str]) -> list[PersonFound]:
    """Everyone whom the system's search shows for this record. Raises Misconfigured when the map has no search."""
    journey = seeker.screen.person_search
    if journey is None:
        raise Misconfigured(f"The screen map {seeker.screen.name} has no person_search.")
    Walker(seeker, Trip(record, secrets)).go_through(journey.steps)
    headings = [heading for _, heading in journey.columns]
    sight = seeker.until(Asked(sees=(journey.none, *headings)), lambda seen: seen.said[0] or all(seen.said[1:]))
    if sight.said[0]:
        return []
    tables = seeker.browsing.page.evaluate(TABLES)
    for table in tables:
        at = _columns(table[0] if table else [], journey)
        if at is not None:
            return [_person(row, at, journey) for row in table[1:]]
    raise ScreenChanged(
        f"The search shows neither {journey.none!r} nor a table with the columns {', '.join(headings)}."
    )


def _columns(heads: list[str], journey: PersonSearch) -> dict[str, int] | None:
    places = [bare(head) for head in heads]
    if not all(bare(heading) in places for _, heading in journey.columns):
        return None
    return {name: places.index(bare(heading)) for name, heading in journey.columns}


def _person(row: list[str], at: dict[str, int], journey: PersonSearch) -> PersonFound:
    """A line without a case id is someone whom this account may not see: it may be the child, and no more is known."""
    if journey.denied and any(bare(journey.denied) in bare(cell) for cell in row):
        return PersonFound(None, may_exist=True)
    shown = tuple((name, row[place]) for name, place in at.items() if place < len(row))
    case_id = dict(shown).get("case_id") or None
    return PersonFound(case_id, shown, may_exist=case_id is None)
