"""The audit chain for auditors: searched by who, what and which record. Its links hold no content but people's reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.paginator import Page, Paginator

from postroom.clock import LONDON
from records.audit import reasons_of
from records.models import AuditEvent

A_PAGE = 100


@dataclass(frozen=True, slots=True)
class ChainSearch:
    """What to look for; an empty text looks for everything."""

    actor: str = ""
    action: str = ""
    subject: str = ""
    day: date | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class Link:
    """One link, and why a person did it where they had to say so."""

    event: AuditEvent
    reason: str


def chain(search: ChainSearch) -> tuple[tuple[Link, ...], Page[AuditEvent]]:
    """(links of a page, newest first, and the page among all that were found)."""
    found = AuditEvent.objects.order_by("-number")
    if search.actor:
        found = found.filter(actor__iexact=search.actor)
    if search.action:
        found = found.filter(action__startswith=search.action)
    if search.subject:
        found = found.filter(subject=search.subject)
    if search.day:
        start = datetime.combine(search.day, time.min, LONDON)
        found = found.filter(at__gte=start, at__lt=start + timedelta(days=1))
    page = Paginator(found, A_PAGE).get_page(search.page)
    reasons = reasons_of(tuple(page))
    return tuple(Link(event, reasons.get(event.number, "")) for event in page), page
