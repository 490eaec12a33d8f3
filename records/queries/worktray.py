"""The worktray: contacts that wait for a person, most urgent first, then by the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from postroom.urgency import Urgency
from records.models import ChildRow, Contact, OpenPoint
from records.queries.masks import MASKED, Mask, OpenContact, open_contacts
from records.queries.paging import TOP, Start, stretch

MOST_URGENT = ("urgency", "due_at", "pk")
LATEST = ("-last_moved_at", "-pk")


@dataclass(frozen=True, slots=True)
class WorktrayFilter:
    """What to show: `where` is a place of records.models.Contact.Place; an empty text filters nothing."""

    where: str = Contact.Place.FOR_A_PERSON
    grade: str = ""
    limit: int = 100
    start: Start = TOP


@dataclass(frozen=True, slots=True)
class WorktrayRow:
    ulid: str
    state: str
    urgency: Urgency
    grade: str
    document_type: str
    children: tuple[str, ...]  # names as read; one masked word for a contact that is masked
    mask: Mask
    reference: str
    received_at: datetime
    due_at: datetime
    time_left: timedelta  # negative: overdue
    open_points: int
    matched: int  # children linked to a record that exists
    version: int

    @property
    def masked(self) -> bool:
        return self.mask is not Mask.OPEN


@dataclass(frozen=True, slots=True)
class WorktrayList:
    """A stretch of the worktray. `total` counts all of the place; `earlier` and `later` lead to what lies before and after."""

    rows: tuple[WorktrayRow, ...]
    total: int
    earlier: str
    later: str


def worktray(chosen: WorktrayFilter | None = None) -> WorktrayList:
    """The most urgent first, of what is over the latest. What is masked is masked here for everybody, opened or not."""
    chosen = chosen or WorktrayFilter()
    found = Contact.objects.filter(place=chosen.where)
    if chosen.grade:
        found = found.filter(grade=chosen.grade)
    order = LATEST if chosen.where == Contact.Place.OVER else MOST_URGENT
    part = stretch(found.only("pk", "ulid"), order, chosen.start, chosen.limit)
    return WorktrayList(_rows([each.pk for each in part.rows]), found.count(), part.earlier, part.later)


def next_contact(ulid: str) -> str:
    """The one that waits for a person and is the most urgent, beside this one; empty when none waits."""
    waiting = Contact.objects.filter(place=Contact.Place.FOR_A_PERSON).exclude(ulid=ulid)
    return waiting.order_by(*MOST_URGENT).values_list("ulid", flat=True).first() or ""


def _rows(pks: list[int]) -> tuple[WorktrayRow, ...]:
    contacts = Contact.objects.in_bulk(pks)
    seen = {each.ulid: each for each in open_contacts(Contact.objects.filter(pk__in=pks), None)}
    points = _counted(OpenPoint.objects.filter(contact__in=pks, closed_at__isnull=True))
    matched = _counted(ChildRow.objects.filter(contact__in=pks).exclude(settled_as__in=("", ChildRow.NEW)))
    rows = (contacts[pk] for pk in pks if pk in contacts)
    return tuple(_row(row, seen[row.ulid], points.get(row.pk, 0), matched.get(row.pk, 0)) for row in rows)


def _counted(rows: QuerySet[Any]) -> dict[int, int]:
    """How many there are of each contact."""
    return dict(rows.order_by().values_list("contact").annotate(Count("pk")))


def _row(contact: Contact, seen: OpenContact, open_points: int, matched: int) -> WorktrayRow:
    return WorktrayRow(
        ulid=contact.ulid,
        state=contact.state,
        urgency=Urgency(contact.urgency),
        grade=contact.grade,
        document_type=contact.document_type,
        children=tuple(_name(child) for child in seen.reading.get("children", [])) if seen.is_open else (MASKED,),
        mask=seen.mask,
        reference=seen.reference,
        received_at=contact.received_at,
        due_at=contact.due_at,
        time_left=contact.due_at - timezone.now(),
        open_points=open_points,
        matched=matched,
        version=contact.version,
    )


def _name(child: dict[str, dict[str, object] | None]) -> str:
    parts = [str(leaf["value"]) for leaf in (child["forename"], child["surname"]) if leaf and leaf["value"]]
    return " ".join(parts) or ("Unborn" if (child["is_unborn"] or {}).get("value") else "Name not known")
