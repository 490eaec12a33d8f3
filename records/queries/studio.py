"""What the studio shows: rehearsals with their results, and published templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from records import vault
from records.audit import Actor
from records.models import PublishedTemplate, Rehearsal, Replay
from records.queries.masks import shut_mails
from records.store.replay import replay_rows


@dataclass(frozen=True, slots=True)
class RehearsalView:
    """One form under a draft. `result` holds reading and pages, empty until the robot was there."""

    ulid: str
    name: str
    state: str
    problem: str
    template: str
    result: Mapping[str, Any]
    made_by: str
    made_at: datetime


def rehearsal_view(ulid: str) -> RehearsalView:
    """Raises Rehearsal.DoesNotExist for an unknown id."""
    return _view(Rehearsal.objects.get(ulid=ulid))


@dataclass(frozen=True, slots=True)
class ReplayView:
    """A draft on last month's post: how far it is, and a row for each piece it has a part in. No value of a child is in it."""

    total: int
    done: int
    is_this_draft: bool  # the draft was not edited since
    rows: tuple[Mapping[str, Any], ...]
    masked: int  # pieces of which nothing is told, because they are masked for this person


def replay_view(ulid: str, actor: Actor) -> ReplayView | None:
    """The latest of a rehearsal, as far as this person may see the post that it was tried on."""
    found = Replay.objects.filter(rehearsal__ulid=ulid).select_related("rehearsal").first()
    if found is None:
        return None
    rows = replay_rows(found)
    shut = shut_mails((row["mail"] for row in rows), actor)
    open_rows = tuple(row for row in rows if row["mail"] not in shut)
    is_this_draft = found.template == found.rehearsal.template
    return ReplayView(found.total, found.done, is_this_draft, open_rows, len(rows) - len(open_rows))


def rehearsals(limit: int = 20) -> tuple[RehearsalView, ...]:
    """The latest, newest first, without their results."""
    return tuple(
        _view(each, with_result=False) for each in Rehearsal.objects.defer("content_sealed", "result_sealed")[:limit]
    )


def _view(found: Rehearsal, *, with_result: bool = True) -> RehearsalView:
    return RehearsalView(
        ulid=found.ulid,
        name=vault.shown(found, "name_sealed"),
        state=found.state,
        problem=found.problem,
        template=found.template,
        result=vault.shown_json(found, "result_sealed", {}) if with_result else {},
        made_by=found.made_by,
        made_at=found.made_at,
    )


def published_templates() -> tuple[PublishedTemplate, ...]:
    """Every version, newest first within a name."""
    return tuple(PublishedTemplate.objects.all())


def latest_templates() -> dict[str, str]:
    """Name → YAML of the latest published version that is not withdrawn: what the line reads with, beside what Postroom ships."""
    latest: dict[str, str] = {}
    for each in PublishedTemplate.objects.filter(withdrawn_at=None).order_by("name", "-version"):
        latest.setdefault(each.name, each.template)
    return latest
