"""Verbs of a replay: a draft of a template is tried on the post of the last weeks before it is published."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from postroom.errors import NotAllowed
from records import audit, dispatch, vault
from records.audit import Actor
from records.models import MailMessage, Rehearsal, Replay, SealedFile

BACK = timedelta(days=31)
MOST = 500  # pieces of post, the newest


def post_of_last_weeks() -> QuerySet[MailMessage]:
    """What is still kept whole, newest first."""
    kept = MailMessage.objects.filter(received_at__gte=timezone.now() - BACK, files__kind=SealedFile.Kind.RAW)
    return kept.order_by("-pk")


def ask_replay(rehearsal: Rehearsal, actor: Actor) -> Replay:
    """Raises NotAllowed where no post is kept, or while the draft is being tried already."""
    if any(each.done < each.total for each in rehearsal.replays.all()):
        raise NotAllowed("A draft is being tried on last month's post. Wait until that is done.")
    newest = post_of_last_weeks().first()
    if newest is None:
        raise NotAllowed("No post of the last month is kept to try the draft on.")
    with transaction.atomic():
        total = min(MOST, post_of_last_weeks().count())
        made = Replay.objects.create(rehearsal=rehearsal, template=rehearsal.template, until=newest.pk, total=total)
        audit.record(actor, "replay.asked", made.ulid, {"rehearsal": rehearsal.ulid, "post": total})
        dispatch.ask("replay", made.ulid)
        return made


def next_of_replay(replay: Replay, count: int) -> list[MailMessage]:
    """The next pieces of post that the draft is to be tried on."""
    return list(post_of_last_weeks().filter(pk__lte=replay.until)[replay.done : min(replay.done + count, replay.total)])


def advance(replay: Replay, looked_at: int, rows: Sequence[dict[str, Any]]) -> bool:
    """Adds what a slice found. False when another worker was there first: then nothing is counted twice.

    A slice that found no more post (some was purged meanwhile) ends the replay.
    """
    done = replay.done + looked_at if looked_at else replay.total
    found = [*replay_rows(replay), *rows]
    vault.seal_json(replay, "result_sealed", found)
    free = Replay.objects.filter(pk=replay.pk, done=replay.done)
    return bool(free.update(done=done, result_sealed=replay.result_sealed))


def replay_rows(replay: Replay) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = vault.shown_json(replay, "result_sealed", [])
    return rows
