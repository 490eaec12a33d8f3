"""One contact for the review page: values with evidence, children with candidates, open points, what changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from postroom.states import ContactState
from postroom.urgency import Urgency
from records import audit, vault
from records.audit import Actor
from records.models import (
    Approval,
    AuditEvent,
    ChildRow,
    Contact,
    MailMessage,
    OpenPoint,
    PointKind,
    SealedFile,
)
from records.queries.masks import Mask, OpenContact, OpenPost, open_contact, open_post
from records.store.matching import decision_of
from records.store.values import Standing, edition


@dataclass(frozen=True, slots=True)
class DocumentView:
    position: int
    name: str
    media_type: str
    role: str
    template: str
    pages: int | None
    pictures: tuple[int, ...]  # pages that have a picture
    text: str | None  # of a document without pages
    problem: str


@dataclass(frozen=True, slots=True)
class PointView:
    ulid: str
    kind: str
    label: str
    path: str
    reason: str
    child: str  # ulid of the child, or empty


@dataclass(frozen=True, slots=True)
class ChildView:
    """`decision` is postroom.matching.Decision as JSON with candidates, sentences and weights; empty before matching."""

    ulid: str
    position: int
    outcome: str
    decision: Mapping[str, Any]
    settled_as: str
    settled_by: str
    reason: str  # theirs, where the evidence did not make the choice
    confirmed: bool  # a person settled it
    draft_reference: str
    draft_state: str
    read_back: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class ContactView:
    ulid: str
    mail: str  # ulid of the mail
    state: ContactState
    urgency: Urgency
    grade: str
    document_type: str
    received_at: datetime
    due_at: datetime
    version: int
    supersedes: str
    superseded_by: str
    repeat_of: str
    same_event: tuple[str, ...]
    mask: Mask  # but for OPEN nothing below is filled in until it is opened with a reason
    pages_masked: bool  # nor its pages: another contact on them is masked
    values: Mapping[str, Standing]
    narrative: Mapping[str, Any]
    documents: tuple[DocumentView, ...]
    children: tuple[ChildView, ...]
    points: tuple[PointView, ...]
    category: str
    outcome: str
    approved_by: str
    edition: str  # what an approval would freeze, as it stood when this was asked for
    sender: Mapping[str, str]  # from, subject

    @property
    def masked(self) -> bool:
        return self.mask is not Mask.OPEN


def contact_view(ulid: str, actor: Actor) -> ContactView:
    """Raises Contact.DoesNotExist for an unknown id. Sign the view with store.viewed."""
    seen = open_contact(ulid, actor)
    contact = Contact.objects.select_related("mail", "supersedes", "repeat_of").defer("reading_sealed").get(ulid=ulid)
    post = open_post(contact.mail.ulid, actor)
    approval = Approval.objects.filter(contact=contact).defer("frozen_sealed").first()
    newer = contact.newer.order_by("-pk").first()
    asked = contact.points.filter(closed_at__isnull=True).select_related("child")
    points = tuple(_point(point, seen) for point in asked)
    return ContactView(
        ulid=contact.ulid,
        mail=contact.mail.ulid,
        state=ContactState(contact.state),
        urgency=Urgency(contact.urgency),
        grade=contact.grade,
        document_type=contact.document_type,
        received_at=contact.received_at,
        due_at=contact.due_at,
        version=contact.version,
        supersedes=contact.supersedes.ulid if contact.supersedes else "",
        superseded_by=newer.ulid if newer else "",
        repeat_of=contact.repeat_of.ulid if contact.repeat_of else "",
        same_event=tuple(contact.same_event.values_list("ulid", flat=True)),
        mask=seen.mask,
        pages_masked=not post.is_open,
        values=seen.values,
        narrative=seen.narrative,
        documents=_documents(contact.mail, post),
        children=_children(seen.children(), points),
        points=points,
        category=approval.category if approval else "",
        outcome=approval.outcome if approval else "",
        approved_by=approval.approved_by if approval else "",
        edition=edition(contact),
        sender=post.envelope,
    )


def _documents(mail: MailMessage, post: OpenPost) -> tuple[DocumentView, ...]:
    if not post.is_open:
        return ()
    kept = mail.files.filter(kind=SealedFile.Kind.PICTURE).values_list("document", "page")
    pictures: dict[int, list[int]] = {}
    for document, page in sorted(kept):
        pictures.setdefault(document, []).append(page)
    texts = frozenset(mail.files.filter(kind=SealedFile.Kind.TEXT).values_list("document", flat=True))
    return tuple(
        DocumentView(
            position=document.position,
            name=post.words(document, "name_sealed"),
            media_type=document.media_type,
            role=document.role,
            template=document.template,
            pages=document.pages,
            pictures=tuple(pictures.get(document.position, ())),
            text=_text(post, document.position) if document.position in texts else None,
            problem=document.problem,
        )
        for document in mail.documents.all()
    )


def _text(post: OpenPost, position: int) -> str | None:
    kept = post.file(SealedFile.Kind.TEXT, position)
    return kept[0].decode() if kept else None


def _children(rows: tuple[ChildRow, ...], points: Iterable[PointView]) -> tuple[ChildView, ...]:
    reasons = audit.latest_reasons([row.ulid for row in rows], "child.settled") if rows else {}
    is_asked = {point.child for point in points if point.kind == PointKind.SETTLE_CHILD}
    return tuple(
        _child(row, reasons.get(row.ulid, ""), confirmed=bool(row.settled_by) and row.ulid not in is_asked)
        for row in rows
    )


def _child(row: ChildRow, reason: str, *, confirmed: bool) -> ChildView:
    return ChildView(
        ulid=row.ulid,
        position=row.position,
        outcome=row.outcome,
        decision=decision_of(row),
        settled_as=row.settled_as,
        settled_by=row.settled_by,
        reason=reason,
        confirmed=confirmed,
        draft_reference=row.draft_reference,
        draft_state=row.draft_state,
        read_back=tuple(vault.shown_json(row, "read_back_sealed", ())),
    )


def _point(point: OpenPoint, seen: OpenContact) -> PointView:
    return PointView(
        point.ulid,
        point.kind,
        point.get_kind_display(),
        point.path,
        seen.words(point, "reason_sealed"),
        point.child.ulid if point.child else "",
    )


def page_picture(ulid: str, document: int, page: int, actor: Actor) -> tuple[bytes, str] | None:
    """(bytes, media type) of a page of a contact's document; None where there is none or it shows what is masked for this person."""
    post = open_post(Contact.objects.select_related("mail").get(ulid=ulid).mail.ulid, actor)
    return post.file(SealedFile.Kind.PICTURE, document, page)


def differences(ulid: str, actor: Actor) -> tuple[tuple[str, Any, Any], ...]:
    """(path, before, now) of every value in which a newer version differs from the one that it took the place of.

    Nothing where either is masked for this person.
    """
    contact = Contact.objects.select_related("supersedes").defer("reading_sealed").get(ulid=ulid)
    if contact.supersedes is None:
        return ()
    both = open_contact(contact.supersedes.ulid, actor), open_contact(ulid, actor)
    if not all(each.is_open for each in both):
        return ()
    before, now = both[0].values, both[1].values
    paths = [*now, *(path for path in before if path not in now)]
    pairs = ((path, _value(before.get(path)), _value(now.get(path))) for path in paths)
    return tuple((path, old, new) for path, old, new in pairs if old != new)


def _value(standing: Standing | None) -> Any:
    return standing.value if standing else None


def history(subjects: tuple[str, ...], limit: int = 200) -> tuple[AuditEvent, ...]:
    """The links of the chain about these records, newest first. Links hold no content."""
    return tuple(AuditEvent.objects.filter(subject__in=subjects).order_by("-number")[:limit])
