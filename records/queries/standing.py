"""Where every mail stands, in a few words without content: for the demo's display and for the ledger's printout."""

from __future__ import annotations

from dataclasses import dataclass

from records.models import Contact, MailMessage
from records.store.moves import INTERRUPTED, NEXT_FOR_CONTACT, NEXT_FOR_MAIL

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
    moves: bool


def standing() -> tuple[MailStanding, ...]:
    """Every mail, oldest claim first."""
    mails = MailMessage.objects.order_by("pk").prefetch_related("contacts__children")
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
        moves=mail.state in MOVING_MAIL or any(contact.state in MOVING_CONTACT for contact in contacts),
    )
