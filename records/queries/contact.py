"""One contact for the review page: values with evidence, children with candidates, open points, what changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

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
    Opening,
    OpenPoint,
    PointKind,
    SealedFile,
)
from records.store.matching import decision_of
from records.store.post import file_of
from records.store.values import Standing, edition, reading_of, standing_values


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
    masked: bool  # nothing below is filled in until it is opened with a reason
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


def contact_view(ulid: str, actor: Actor) -> ContactView:
    """Raises Contact.DoesNotExist for an unknown id. Sign the view with store.viewed."""
    contact = Contact.objects.select_related("mail", "supersedes", "repeat_of").get(ulid=ulid)
    approval = Approval.objects.filter(contact=contact).first()
    masked, pages_masked = is_masked(contact, actor), is_post_masked(contact.mail, actor)
    newer = contact.newer.order_by("-pk").first()
    points = tuple(_point(point) for point in contact.points.filter(closed_at__isnull=True).select_related("child"))
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
        masked=masked,
        pages_masked=pages_masked,
        values={} if masked else standing_values(contact),
        narrative={} if masked else reading_of(contact).get("narrative") or {},
        documents=() if pages_masked else _documents(contact),
        children=() if masked else _children(contact, points),
        points=points,
        category=approval.category if approval else "",
        outcome=approval.outcome if approval else "",
        approved_by=approval.approved_by if approval else "",
        edition=edition(contact),
        sender={} if pages_masked else vault.unseal_json(contact.mail.envelope_sealed) or {},
    )


def shut_for(actor: Actor) -> QuerySet[Contact]:
    """Restricted records and addresses not to be disclosed, until this person opened them with a reason."""
    opened = Opening.objects.filter(actor=actor.name, until__gt=timezone.now())
    return Contact.objects.filter(Q(sensitive=True) | Q(restricted=True)).exclude(pk__in=opened.values("contact"))


def is_masked(contact: Contact, actor: Actor) -> bool:
    """Whether a contact is shut for this person."""
    return shut_for(actor).filter(pk=contact.pk).exists()


def is_post_masked(mail: MailMessage, actor: Actor) -> bool:
    """Whether any contact of a mail is shut for this person: its pages, its subject and the names of its documents tell of all of them."""
    return shut_for(actor).filter(mail__in=[each for each in (mail.pk, mail.repeat_of_id) if each]).exists()


def _documents(contact: Contact) -> tuple[DocumentView, ...]:
    kept = contact.mail.files.filter(kind=SealedFile.Kind.PICTURE).values_list("document", "page")
    pictures: dict[int, list[int]] = {}
    for document, page in sorted(kept):
        pictures.setdefault(document, []).append(page)
    return tuple(
        DocumentView(
            position=document.position,
            name=vault.unseal(document.name_sealed).decode(),
            media_type=document.media_type,
            role=document.role,
            template=document.template,
            pages=document.pages,
            pictures=tuple(pictures.get(document.position, ())),
            text=_text(contact, document.position),
            problem=document.problem,
        )
        for document in contact.mail.documents.all()
    )


def _text(contact: Contact, position: int) -> str | None:
    kept = file_of(contact.mail, SealedFile.Kind.TEXT, position)
    return kept[0].decode() if kept else None


def _children(contact: Contact, points: Iterable[PointView]) -> tuple[ChildView, ...]:
    rows = tuple(contact.children.all())
    reasons = audit.latest_reasons([row.ulid for row in rows], "child.settled")
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
        read_back=tuple(vault.unseal_json(row.read_back_sealed) or ()),
    )


def _point(point: OpenPoint) -> PointView:
    return PointView(
        point.ulid,
        point.kind,
        point.get_kind_display(),
        point.path,
        point.reason,
        point.child.ulid if point.child else "",
    )


def page_picture(ulid: str, document: int, page: int, actor: Actor) -> tuple[bytes, str] | None:
    """(bytes, media type) of a page of a contact's document; None where there is none or it shows what is masked for this person."""
    contact = Contact.objects.select_related("mail").get(ulid=ulid)
    return (
        None if is_post_masked(contact.mail, actor) else file_of(contact.mail, SealedFile.Kind.PICTURE, document, page)
    )


def differences(ulid: str) -> tuple[tuple[str, Any, Any], ...]:
    """(path, before, now) of every value in which a newer version differs from the one that it took the place of."""
    contact = Contact.objects.select_related("supersedes").get(ulid=ulid)
    if contact.supersedes is None:
        return ()
    before, now = standing_values(contact.supersedes), standing_values(contact)
    paths = [*now, *(path for path in before if path not in now)]
    pairs = ((path, _value(before.get(path)), _value(now.get(path))) for path in paths)
    return tuple((path, old, new) for path, old, new in pairs if old != new)


def _value(standing: Standing | None) -> Any:
    return standing.value if standing else None


def history(subjects: tuple[str, ...], limit: int = 200) -> tuple[AuditEvent, ...]:
    """The links of the chain about these records, newest first. Links hold no content."""
    return tuple(AuditEvent.objects.filter(subject__in=subjects).order_by("-number")[:limit])
