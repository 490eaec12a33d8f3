"""Where every mail stands, in a few words without content: for the demo's display and for the ledger's printout."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch

from postroom.states import ContactState
from records.models import ChildRow, Contact, MailMessage, OpenPoint, PointKind
from records.store.moves import INTERRUPTED, NEXT_FOR_CONTACT, NEXT_FOR_MAIL

STANDS_STILL = frozenset({ContactState.STOPPED, ContactState.TO_SETTLE})
TELLING = frozenset(
    {
        PointKind.ROBOT_STOPPED,
        PointKind.MISSING_VALUE,
        PointKind.NO_CHILD,
        PointKind.SETTLE_CHILD,
        PointKind.TECHNICAL,
    }
)
MOVING_MAIL = frozenset(NEXT_FOR_MAIL)
MOVING_CONTACT = frozenset({*NEXT_FOR_CONTACT, *INTERRUPTED})


@dataclass(frozen=True, slots=True)
class MailStanding:
    """`digest` is the SHA-256 of the raw message: whoever sent it finds it again. `moves` says that the line works on it."""

    ulid: str
    digest: str
    state: str
    reason: str
    document_types: tuple[str, ...]
    contacts: tuple[str, ...]  # states
    children: int
    matched: int
    new: int
    drafts: tuple[str, ...]  # references
    asks: tuple[str, ...]  # what a person is asked, by its plain reason
    moves: bool


def standing() -> tuple[MailStanding, ...]:
    """Every mail, oldest claim first."""
    contacts = Prefetch("contacts", Contact.objects.defer("reading_sealed"))
    children = Prefetch("contacts__children", ChildRow.objects.defer("decision_sealed", "read_back_sealed"))
    mails = MailMessage.objects.defer("envelope_sealed").order_by("pk")
    mails = mails.prefetch_related(contacts, children, "contacts__points")
    return tuple(_standing(mail, tuple(mail.contacts.all())) for mail in mails)


def _standing(mail: MailMessage, contacts: tuple[Contact, ...]) -> MailStanding:
    rows = [row for contact in contacts for row in contact.children.all()]
    settled = [row.settled_as for row in rows if row.settled_as]
    return MailStanding(
        ulid=mail.ulid,
        digest=mail.sha256,
        state=mail.state,
        reason=mail.reason,
        document_types=tuple(contact.document_type for contact in contacts),
        contacts=tuple(contact.state for contact in contacts),
        children=len(rows),
        matched=sum(each != "new" for each in settled),
        new=sum(each == "new" for each in settled),
        drafts=tuple(row.draft_reference for row in rows if row.draft_reference),
        asks=_asks(contacts),
        moves=mail.state in MOVING_MAIL or any(contact.state in MOVING_CONTACT for contact in contacts),
    )


def _asks(contacts: tuple[Contact, ...]) -> tuple[str, ...]:
    """Why contacts stand still, each reason once. What a robot met may quote a page of the case system: that it stopped is all that is told."""
    still = (contact for contact in contacts if contact.state in STANDS_STILL)
    points = (point for contact in still for point in contact.points.all() if point.closed_at is None)
    told = (point for point in points if point.kind in TELLING)
    return tuple(dict.fromkeys(_told(point) for point in told))


def _told(point: OpenPoint) -> str:
    return point.get_kind_display() if point.kind == PointKind.ROBOT_STOPPED else point.reason
