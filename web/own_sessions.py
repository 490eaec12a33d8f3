"""A person's own sessions: on which device and since when, and ending them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from web.sign_ins import DEVICE, SIGNED_IN_AT


@dataclass(frozen=True, slots=True)
class OwnSession:
    """`mark` names it on a page without telling its key, which would be the session itself."""

    mark: str
    device: str
    since: dt.datetime
    is_this_one: bool


def sessions_of(person: User, this_key: str | None) -> list[OwnSession]:
    """The newest first."""
    found = [_shown(row, this_key) for row in _rows_of(person)]
    return sorted(found, key=lambda each: each.since, reverse=True)


def end_sessions(request: HttpRequest, person: User, mark: str) -> int:
    """The one of the mark, or all but this one where the mark is empty. Returns how many."""
    this = request.session.session_key
    ending = [row for row in _rows_of(person) if row.session_key != this and mark in ("", _mark(row.session_key))]
    for row in ending:
        row.delete()
    return len(ending)


def _rows_of(person: User) -> Iterator[Session]:
    """Django's table does not say whose a session is; a council has few enough to open each."""
    for row in Session.objects.filter(expire_date__gt=timezone.now()):
        if row.get_decoded().get(SESSION_KEY) == str(person.pk):
            yield row


def _shown(row: Session, this_key: str | None) -> OwnSession:
    said = row.get_decoded()
    since = dt.datetime.fromtimestamp(said.get(SIGNED_IN_AT, 0), dt.UTC)
    return OwnSession(
        _mark(row.session_key),
        said.get(DEVICE, "a device that did not say what it is"),
        since,
        row.session_key == this_key,
    )


def _mark(key: str) -> str:
    return salted_hmac("own session", key).hexdigest()[:32]
