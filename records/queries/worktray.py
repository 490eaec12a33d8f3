"""The worktray: contacts that wait for a person, most urgent first, then by the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from postroom.states import ContactState
from postroom.urgency import Urgency
from records.models import Contact
from records.store.values import reading_of

FOR_A_PERSON = (ContactState.TO_SETTLE, ContactState.DRAFTED, ContactState.STOPPED)
IN_THE_LINE = (
    ContactState.READ,
    ContactState.SETTLED,
    ContactState.DRAFTING,
    ContactState.APPROVED,
    ContactState.FINISHING,
)
OVER = (ContactState.FINISHED, ContactState.REPEAT, ContactState.SUPERSEDED, ContactState.REJECTED)
MASKED = "Restricted"


@dataclass(frozen=True, slots=True)
class WorktrayFilter:
    """What to show: `where` is for_a_person, in_the_line or over; an empty text filters nothing."""

    where: str = "for_a_person"
    grade: str = ""
    limit: int = 100
    offset: int = 0


@dataclass(frozen=True, slots=True)
class WorktrayRow:
    ulid: str
    state: str
    urgency: Urgency
    grade: str
    document_type: str
    children: tuple[str, ...]  # names as read; one masked word for a restricted or sensitive contact
    masked: bool
    reference: str
    received_at: datetime
    due_at: datetime
    time_left: timedelta  # negative: overdue
    open_points: int
    matched: int  # children linked to a record that exists
    version: int


def worktray(chosen: WorktrayFilter | None = None) -> tuple[tuple[WorktrayRow, ...], int]:
    """(rows, how many there are in all): the most urgent first, of what is over the latest."""
    chosen = chosen or WorktrayFilter()
    found = _chosen(chosen)
    order = ("-last_moved_at", "-pk") if chosen.where == "over" else ("urgency", "due_at", "pk")
    page = found.annotate(
        open_points=Count("points", filter=Q(points__closed_at__isnull=True), distinct=True),
        matched=Count("children", filter=~Q(children__settled_as="") & ~Q(children__settled_as="new"), distinct=True),
    ).order_by(*order)[chosen.offset : chosen.offset + chosen.limit]
    return tuple(_row(contact) for contact in page), found.count()


def _chosen(chosen: WorktrayFilter) -> QuerySet[Contact]:
    states = {"for_a_person": FOR_A_PERSON, "in_the_line": IN_THE_LINE, "over": OVER}[chosen.where]
    found = Contact.objects.filter(state__in=states)
    return found.filter(grade=chosen.grade) if chosen.grade else found


def _row(contact: Contact) -> WorktrayRow:
    masked = contact.restricted or contact.sensitive
    reading = {} if masked or not contact.reading_sealed else reading_of(contact)
    reference = (reading.get("agency_reference") or {}).get("value") or ""
    return WorktrayRow(
        ulid=contact.ulid,
        state=contact.state,
        urgency=Urgency(contact.urgency),
        grade=contact.grade,
        document_type=contact.document_type,
        children=(MASKED,) if masked else tuple(_name(child) for child in reading.get("children", [])),
        masked=masked,
        reference=reference,
        received_at=contact.received_at,
        due_at=contact.due_at,
        time_left=contact.due_at - timezone.now(),
        open_points=contact.open_points,  # type: ignore[attr-defined]  # annotated above
        matched=contact.matched,  # type: ignore[attr-defined]
        version=contact.version,
    )


def _name(child: dict[str, dict[str, object] | None]) -> str:
    parts = [str(leaf["value"]) for leaf in (child["forename"], child["surname"]) if leaf and leaf["value"]]
    return " ".join(parts) or ("Unborn" if (child["is_unborn"] or {}).get("value") else "Name not known")
