"""What views need of a request: who asks, what was typed, and what kind of answer fits."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.models import User
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from records.audit import Actor
from records.queries.paging import Start


class Request(HttpRequest):
    """A request of somebody who is signed in, with django-htmx's word on how it was made."""

    user: User
    htmx: HtmxDetails


def actor_of(request: HttpRequest) -> Actor:
    """Who acts, for the audit chain."""
    return Actor.user(cast(Request, request).user.get_username())


def posted(request: HttpRequest) -> dict[str, str]:
    """What was typed, one text a name. A NUL, which no keyboard types and PostgreSQL does not take, is left out."""
    typed = {name: str(value) for name, value in request.POST.items() if name != "csrfmiddlewaretoken"}
    return {name: value.replace("\0", "") for name, value in typed.items()}


def start_of(request: HttpRequest) -> Start:
    """The part of a list that was asked for."""
    after, before = (request.GET.get(name, "")[:30] for name in ("after", "before"))
    return Start(after, before)
