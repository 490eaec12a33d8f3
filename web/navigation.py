"""The links at the top of every page: those that the person's roles allow."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from web.access import can_open, roles_of

PLACES = (
    ("Worktray", "worktray"),
    ("Held post", "held"),
    ("Not contacts", "not_contacts"),
    ("Operations", "operations"),
    ("Ledger", "ledger"),
    ("Reports", "reports"),
    ("Studio", "studio"),
    ("Accounts", "accounts"),
    ("Audit", "audit"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A link at the top of the page."""

    text: str
    href: str
    current: bool


def navigation(request: HttpRequest) -> list[Place]:
    """Links in the order of the day's work. Nothing for somebody who is not signed in."""
    roles = roles_of(request.user)
    here = request.resolver_match.view_name if request.resolver_match else ""
    return [Place(text, reverse(route), route == here) for text, route in PLACES if roles and can_open(route, roles)]
