"""A piece of post for the page of held post: who sent it, what is in it, why it is held. And what was set aside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from postroom.states import MailState
from records import vault
from records.audit import Actor
from records.models import MailMessage, OpenPoint, Reply
from records.queries.contact import shut_for
from records.queries.worktray import MASKED
from records.store.replies import letter_of

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class EnclosedDocument:
    """One document of a mail, as the reader sorted it out."""

    name: str
    media_type: str
    role: str
    pages: int | None
    problem: str


@dataclass(frozen=True, slots=True)
class PostView:
    """One mail. `reason` is the contract's word; `asks` are the open points in plain sentences."""

    ulid: str
    state: MailState
    reason: str
    sender: str
    subject: str
    received_at: datetime
    size: int
    trust: str
    scan: str
    closed_how: str
    documents: tuple[EnclosedDocument, ...]
    contacts: tuple[str, ...]
    asks: tuple[str, ...]


def mail_view(ulid: str, actor: Actor) -> PostView:
    """Raises MailMessage.DoesNotExist for an unknown id. Sign the view with store.viewed."""
    return _view(_post_for(actor).get(ulid=ulid))


def mails_in(state: MailState, actor: Actor, page: int = 1) -> tuple[tuple[PostView, ...], int]:
    """(a page of the post that stands in a state, how many pages): the oldest first where a person must act, else the newest."""
    order = "received_at" if state is MailState.HELD else "-received_at"
    pages = Paginator(_post_for(actor).filter(state=state).order_by(order, "pk"), A_PAGE)
    return tuple(_view(mail) for mail in pages.get_page(page)), pages.num_pages


def _post_for(actor: Actor) -> QuerySet[Any]:
    """Mails with all that their view needs, however many: whether a contact of theirs is shut for this person, and what is asked."""
    shut = shut_for(actor).filter(Q(mail=OuterRef("pk")) | Q(mail=OuterRef("repeat_of")))
    asked = Prefetch("points", OpenPoint.objects.filter(closed_at__isnull=True, contact__isnull=True), "asked")
    return MailMessage.objects.annotate(shut=Exists(shut)).prefetch_related("documents", "contacts", asked)


def _view(mail: Any) -> PostView:
    """Subject and names of documents often name the child: they are masked where any contact of the mail is,
    or of the mail that it repeats."""
    masked, envelope = mail.shut, vault.unseal_json(mail.envelope_sealed) or {}
    return PostView(
        ulid=mail.ulid,
        state=MailState(mail.state),
        reason=mail.reason,
        sender=str(envelope.get("from") or ""),
        subject=MASKED if masked else str(envelope.get("subject") or ""),
        received_at=mail.received_at,
        size=mail.size,
        trust=mail.trust,
        scan=mail.scan,
        closed_how=mail.closed_how,
        documents=tuple(
            EnclosedDocument(
                MASKED if masked else vault.unseal(document.name_sealed).decode(),
                document.media_type,
                document.role,
                document.pages,
                document.problem,
            )
            for document in mail.documents.all()
        ),
        contacts=tuple(contact.ulid for contact in mail.contacts.all()),
        asks=tuple(point.reason for point in mail.asked),
    )


@dataclass(frozen=True, slots=True)
class ReplyView:
    """One reply to the sender, as it stands."""

    ulid: str
    state: str
    to: str
    subject: str
    body: str
    sent_by: str
    sent_at: datetime | None
    asks: tuple[str, ...]

    @property
    def state_words(self) -> str:
        return WORDS[Reply.State(self.state)]


WORDS = {
    Reply.State.DRAFTED: "Not sent",
    Reply.State.TO_SEND: "Going out",
    Reply.State.SENDING: "Going out",
    Reply.State.SENT: "Sent",
    Reply.State.CLOSED: "Discarded",
}


def replies_of(ulid: str) -> tuple[ReplyView, ...]:
    """Every reply to the sender of a mail, the oldest first."""
    return tuple(_reply(reply) for reply in Reply.objects.filter(mail__ulid=ulid).order_by("pk"))


def _reply(reply: Reply) -> ReplyView:
    letter = letter_of(reply)
    asks = OpenPoint.objects.filter(mail=reply.mail_id, path=reply.ulid, closed_at__isnull=True)
    return ReplyView(
        ulid=reply.ulid,
        state=reply.state,
        to=letter.to,
        subject=letter.subject,
        body=letter.body,
        sent_by=reply.sent_by,
        sent_at=reply.sent_at,
        asks=tuple(each.reason for each in asks),
    )
