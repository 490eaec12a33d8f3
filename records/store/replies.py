"""Replies to senders: drafted from a template, sent on a person's word, and at most once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from postroom.errors import NotAllowed
from records import audit, dispatch, vault
from records.audit import SYSTEM, Actor
from records.facts import of_reply
from records.models import MailMessage, OpenPoint, PointKind, Reply
from records.store.clocks import not_ahead
from records.store.points import close_points, open_point

NOT_ANSWERED = ("auto_reply", "delivery_report", "bulk_mail", "sender_not_trusted", "infected")
OPEN = (Reply.State.DRAFTED, Reply.State.TO_SEND, Reply.State.SENDING)
LONGEST_SENDING = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Letter:
    """A reply as it goes out. `headers` thread it under the sender's own mail."""

    to: str
    subject: str
    body: str
    headers: Mapping[str, str] = field(default_factory=dict)


def draft_reply(mail: MailMessage, kind: str, subject: str, body: str, actor: Actor) -> Reply:
    """A reply for a person to look at. Raises NotAllowed where there is nobody to write to, or one of the kind lies there."""
    envelope = vault.unseal_json(mail, "envelope_sealed") or {}
    to = envelope.get("address", "")
    if not to or mail.reason in NOT_ANSWERED:
        raise NotAllowed("This message has no sender who could be answered.")
    with transaction.atomic():
        MailMessage.objects.select_for_update().get(pk=mail.pk)
        if mail.replies.filter(kind=kind, state__in=OPEN).exists():
            raise NotAllowed("Such a reply is written already. Send or discard that one first.")
        letter = {"to": to, "subject": subject, "body": body, "message_id": envelope.get("message_id", "")}
        reply = Reply(mail=mail, kind=kind[:20])
        vault.seal_json(reply, "text_sealed", letter)
        reply.save()
        audit.record(actor, "reply.drafted", reply.ulid, {"mail": mail.ulid, "kind": kind}, stands=of_reply(reply))
        return reply


def letter_of(reply: Reply) -> Letter:
    said = vault.unseal_json(reply, "text_sealed")
    thread = {"In-Reply-To": said["message_id"], "References": said["message_id"]} if said["message_id"] else {}
    return Letter(said["to"], said["subject"], said["body"], thread)  # a person releases each: it is no automatic reply


def send_reply(reply: Reply, actor: Actor, body: str = "") -> None:
    """A person's word that this reply may go out, with their own words where they changed it."""
    with transaction.atomic():
        if body:
            vault.seal_json(reply, "text_sealed", vault.unseal_json(reply, "text_sealed") | {"body": body})
        _leave_draft(reply, Reply.State.TO_SEND, actor, text_sealed=reply.text_sealed, sent_by=actor.name)
        audit.record(actor, "reply.released", reply.ulid, stands=of_reply(reply))
        dispatch.ask("reply", reply.ulid)


def discard_reply(reply: Reply, actor: Actor) -> None:
    """A person does not want this reply to go out."""
    with transaction.atomic():
        _leave_draft(reply, Reply.State.CLOSED, actor)
        audit.record(actor, "reply.discarded", reply.ulid)


def _leave_draft(reply: Reply, to: Reply.State, actor: Actor, **facts: object) -> None:
    """Once: of two who press a button at the same time one is refused."""
    if not Reply.objects.filter(pk=reply.pk, state=Reply.State.DRAFTED).update(state=to, **facts):
        raise NotAllowed("This reply was sent or discarded already.")
    close_points(OpenPoint.objects.filter(mail=reply.mail, path=reply.ulid), actor)


def claim_reply(ulid: str) -> Letter | None:
    """The reply to send now; None when another worker has it or it went out. Claimed before it is sent: never twice."""
    claimed = Reply.objects.filter(ulid=ulid, state=Reply.State.TO_SEND).update(
        state=Reply.State.SENDING, claimed_at=timezone.now()
    )
    return letter_of(Reply.objects.get(ulid=ulid)) if claimed else None


def reply_sent(ulid: str, *, really: bool) -> None:
    with transaction.atomic():
        to, at = (Reply.State.SENT, timezone.now()) if really else (Reply.State.WRITTEN, None)
        Reply.objects.filter(ulid=ulid).update(state=to, sent_at=at)
        audit.record(SYSTEM, "reply.sent" if really else "reply.written_only", ulid)


def interrupted_replies() -> list[str]:
    """Claimed, and then the worker was killed: nobody knows whether they went out."""
    over = Q(claimed_at__lt=timezone.now() - LONGEST_SENDING) | ~not_ahead("claimed_at")
    lost = Reply.objects.filter(over, state=Reply.State.SENDING)
    return list(lost.values_list("ulid", flat=True))


def reply_failed(ulid: str, reason: str) -> None:
    """Back to drafted, with a task: the person who released it decides again."""
    with transaction.atomic():
        reply = Reply.objects.select_related("mail").get(ulid=ulid)
        reply.state = Reply.State.DRAFTED
        reply.save(update_fields=["state"])
        open_point(PointKind.TECHNICAL, reason, mail=reply.mail, path=reply.ulid)
        audit.record(SYSTEM, "reply.failed", ulid)
