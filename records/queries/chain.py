"""The audit chain for auditors: searched by who, what and which record. Its links hold no content but people's reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.contrib.auth.models import User

from postroom.clock import LONDON
from records.audit import reasons_of
from records.models import AuditEvent
from records.queries.paging import TOP, Start, stretch

A_PAGE = 100
LONGEST_NUMBER = 18  # digits


@dataclass(frozen=True, slots=True)
class ChainSearch:
    """What to look for; an empty text looks for everything."""

    actor: str = ""
    action: str = ""
    subject: str = ""
    day: date | None = None
    start: Start = TOP


@dataclass(frozen=True, slots=True)
class Link:
    """One link, and why a person did it where they had to say so."""

    event: AuditEvent
    reason: str


@dataclass(frozen=True, slots=True)
class ChainPart:
    """Links of a page, newest first; `earlier` and `later` lead to the pages before and after."""

    links: tuple[Link, ...]
    earlier: str
    later: str


def chain(search: ChainSearch) -> ChainPart:
    """Names of people are found however they are spelled; actions by how they begin."""
    found = AuditEvent.objects.all()
    if search.actor:
        found = found.filter(actor__in=_spelled(search.actor))
    if search.action:
        found = found.filter(action__in=_actions(search.action))
    if search.subject:
        found = found.filter(subject=search.subject)
    if search.day:
        found = found.filter(**_within(search.day))
    part = stretch(found, ("-number",), _numbered(search.start), A_PAGE, name="number")
    reasons = reasons_of(part.rows)
    links = tuple(Link(event, reasons.get(event.number, "")) for event in part.rows)
    return ChainPart(links, part.earlier, part.later)


def _spelled(actor: str) -> list[str]:
    return [actor, *User.objects.filter(username__iexact=actor).values_list("username", flat=True)]


def _actions(begin: str) -> list[str]:
    """Every action that begins so: from one to the next by the index, for there are dozens of them among millions of links."""
    known, last = list[str](), ""
    while action := _first_after(last):
        known.append(action)
        last = action
    return [action for action in known if action.startswith(begin)]


def _first_after(action: str) -> str | None:
    later = AuditEvent.objects.filter(action__gt=action).order_by("action")
    return later.values_list("action", flat=True).first()


def _within(day: date) -> dict[str, datetime]:
    try:
        start = datetime.combine(day, time.min, LONDON).astimezone(UTC)
        return {"at__gte": start, "at__lt": start + timedelta(days=1)}
    except OverflowError:  # a day at the end of time: nothing happened on it
        return {"at__lt": datetime(1, 1, 2, tzinfo=UTC)}


def _numbered(start: Start) -> Start:
    """Links are named by their numbers."""
    return Start(
        *(each if each.isdecimal() and len(each) <= LONGEST_NUMBER else "" for each in (start.after, start.before))
    )
