"""The worktray: what waits, most urgent first, each row with what a person needs to choose it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from postroom.states import ContactState
from postroom.urgency import Urgency
from records.queries import WorktrayFilter, WorktrayRow, worktray
from records.queries.masks import Mask
from records.queries.paging import TOP, Start
from web import codes, words
from web.presenters.clock import Clock, clock

A_PAGE = 25
PLACES = {"for_a_person": "For you", "in_the_line": "In the line", "over": "Done"}
MASKS = {
    Mask.SHUT: "",
    Mask.NOT_MATCHED: "Not matched yet: opens with a reason",
    Mask.WITHOUT_NAMES: "Not matched yet: names open with a reason",
}
WHY = {
    Urgency.RED_OR_CHILD_PROTECTION: "Red, or words of child protection",
    Urgency.POLICE_PROTECTION: "Police protection",
    Urgency.MISSING_CHILD: "A missing child",
    Urgency.AMBER: "",
    Urgency.UNBORN_OR_INFANT: "A baby, or a child not born yet",
    Urgency.BY_THE_CLOCK: "",
}
STATES = {
    ContactState.READ: "Being matched",
    ContactState.TO_SETTLE: "A child to settle",
    ContactState.SETTLED: "Waiting for the robot",
    ContactState.DRAFTING: "The robot is typing",
    ContactState.DRAFTED: "Draft in the case system",
    ContactState.APPROVED: "Approved",
    ContactState.FINISHING: "The robot is finishing",
    ContactState.FINISHED: "Finished",
    ContactState.STOPPED: "The robot stopped",
    ContactState.REPEAT: "Came before",
    ContactState.SUPERSEDED: "A newer version came",
    ContactState.REJECTED: "Rejected",
}


@dataclass(frozen=True, slots=True)
class RowView:
    """One contact in the list."""

    ulid: str
    title: str
    kind: str
    grade: str
    clock: Clock
    children: str
    why: str
    state: str
    to_do: str
    received: dt.datetime
    is_urgent: bool
    is_over: bool

    @property
    def url(self) -> str:
        return reverse("contact", kwargs={"ulid": self.ulid})


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """A tab of the worktray."""

    text: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Worktray:
    """The page, and where it lies in its list."""

    rows: tuple[RowView, ...]
    total: int
    where: str
    grade: str
    start: Start
    places: tuple[PlaceLink, ...]
    earlier: str  # addresses of what lies before and after; empty at the ends
    later: str

    @property
    def url(self) -> str:
        return address(self.where, self.grade, self.start)

    @property
    def heading(self) -> str:
        if self.where == "for_a_person":
            return words.count(self.total, "contact") + " waiting" if self.total else "Nothing is waiting"
        return f"{PLACES[self.where]}: {words.count(self.total, 'contact')}"


def address(where: str, grade: str = "", start: Start = TOP) -> str:
    """The worktray's own address: no word of any child is in it."""
    asked = {"where": where} if where != "for_a_person" else {}
    asked |= {"grade": grade} if grade else {}
    asked |= {name: said for name, said in (("after", start.after), ("before", start.before)) if said}
    return reverse("worktray") + (f"?{urlencode(asked)}" if asked else "")


def worktray_view(where: str, grade: str, start: Start = TOP) -> Worktray:
    """The part of the worktray that was asked for; what is not understood is left out."""
    where = where if where in PLACES else "for_a_person"
    grade = grade if grade in codes.names("brag") else ""
    found = worktray(WorktrayFilter(where=where, grade=grade, limit=A_PAGE, start=start))
    places = tuple(PlaceLink(text, address(name, grade), name == where) for name, text in PLACES.items())
    earlier = address(where, grade, Start(before=found.earlier)) if found.earlier else ""
    later = address(where, grade, Start(after=found.later)) if found.later else ""
    return Worktray(tuple(_row(row) for row in found.rows), found.total, where, grade, start, places, earlier, later)


def _row(row: WorktrayRow) -> RowView:
    kind = codes.name_of("document_types", row.document_type or "other")
    state = ContactState(row.state)
    return RowView(
        ulid=row.ulid,
        title=row.reference or ("Masked contact" if row.masked else kind),
        kind=kind if row.reference or row.masked else "",
        grade=row.grade,
        clock=clock(row.due_at),
        children=MASKS[row.mask] if row.masked else ", ".join(row.children) or "No child found",
        why=WHY[row.urgency],
        state=STATES[state],
        to_do=_to_do(row),
        received=row.received_at,
        is_urgent=row.urgency <= Urgency.MISSING_CHILD,
        is_over=state in (ContactState.FINISHED, ContactState.REPEAT, ContactState.SUPERSEDED, ContactState.REJECTED),
    )


def _to_do(row: WorktrayRow) -> str:
    known = f"{words.count(row.matched, 'child', 'children')} on file" if row.matched else ""
    points = words.count(row.open_points, "point") + " to settle" if row.open_points else ""
    return " · ".join(part for part in (points, known) if part)
