"""A piece of post for the page of held post: who sent it, what is in it, why it is held. And what was set aside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from postroom.errors import NotAllowed
from postroom.states import MailState
from records.audit import Actor
from records.models import Contact, MailMessage, OpenPoint, Reply
from records.queries.masks import MASKED, OpenPost, open_post, open_posts
from records.queries.paging import TOP, Start, stretch
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
    signatures: tuple[str, ...] = ()
    first_line: str = ""  # of what was dismissed


def mail_view(ulid: str, actor: Actor) -> PostView:
    """Raises MailMessage.DoesNotExist for an unknown id. Sign the view with store.viewed."""
    mail = _with_what_is_shown(MailMessage.objects.filter(ulid=ulid)).get()
    (post,) = open_posts([mail], actor)
    return _view(mail, post)


@dataclass(frozen=True, slots=True)
class PostList:
    """A stretch of the post that stands in a state; `earlier` and `later` lead to what lies before and after."""

    mails: tuple[PostView, ...]
    earlier: str
    later: str


def mails_in(state: MailState, actor: Actor, start: Start = TOP) -> PostList:
    """The oldest first where a person must act, else the newest."""
    order = ("received_at", "pk") if state is MailState.HELD else ("-received_at", "-pk")
    part = stretch(MailMessage.objects.filter(state=state).only("pk", "ulid"), order, start, A_PAGE)
    found = _with_what_is_shown(MailMessage.objects.filter(pk__in=[each.pk for each in part.rows])).order_by(*order)
    mails = list(found)
    views = tuple(_view(mail, post) for mail, post in zip(mails, open_posts(mails, actor), strict=True))
    return PostList(views, part.earlier, part.later)


def _with_what_is_shown(mails: QuerySet[MailMessage]) -> QuerySet[Any]:
    """Mails with all that their view needs, however many."""
    asked = Prefetch("points", OpenPoint.objects.filter(closed_at__isnull=True, contact__isnull=True), "asked")
    contacts = Prefetch("contacts", Contact.objects.defer("reading_sealed"))
    return mails.prefetch_related("documents", contacts, asked)


def _view(mail: Any, post: OpenPost) -> PostView:
    """Sender, subject and names of documents often name the child: they are masked where the post is shut."""
    return PostView(
        ulid=mail.ulid,
        state=MailState(mail.state),
        reason=mail.reason,
        sender=str(post.envelope.get("from") or "") if post.is_open else MASKED,
        subject=str(post.envelope.get("subject") or "") if post.is_open else MASKED,
        received_at=mail.received_at,
        size=mail.size,
        trust=mail.trust,
        scan=mail.scan,
        closed_how=mail.closed_how,
        documents=tuple(
            EnclosedDocument(
                post.words(document, "name_sealed"),
                document.media_type,
                document.role,
                document.pages,
                document.problem if post.is_open else "",
            )
            for document in mail.documents.all()
        ),
        contacts=tuple(contact.ulid for contact in mail.contacts.all()) or _of_the_first(mail),
        asks=tuple(post.words(point, "reason_sealed") for point in mail.asked),
        signatures=tuple(post.envelope.get("signatures") or ()),
        first_line=str(post.envelope.get("first_line") or ""),
    )


def _of_the_first(mail: MailMessage) -> tuple[str, ...]:
    """A repeat has no contact of its own: whoever opens those of the first sees both."""
    if not mail.repeat_of_id:
        return ()
    return tuple(Contact.objects.filter(mail=mail.repeat_of_id).values_list("ulid", flat=True))


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
    Reply.State.WRITTEN: "Not sent: no outgoing mail server is named",
    Reply.State.CLOSED: "Discarded",
}


def replies_of(ulid: str, actor: Actor) -> tuple[ReplyView, ...]:
    """Every reply to the sender of a mail, the oldest first. Raises NotAllowed where the mail is shut for this person."""
    check_post_open(ulid, actor)
    return tuple(_reply(reply) for reply in Reply.objects.filter(mail__ulid=ulid).order_by("pk"))


def check_post_open(ulid: str, actor: Actor) -> None:
    """Nobody writes to the sender of what they may not see. Raises NotAllowed."""
    if not open_post(ulid, actor).is_open:
        raise NotAllowed("Open its contact with a reason first.")


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
