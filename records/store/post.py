"""Verbs on post: claim a message, keep it sealed, say what it turned out to be."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from postroom.contact import DocumentFacts, Reading
from postroom.errors import NotAllowed
from postroom.states import MailState
from records import audit, dispatch, vault
from records.audit import SYSTEM, Actor
from records.facts import of_envelope, of_hold, of_state
from records.models import Document, MailMessage, OpenPoint, PointKind, SealedFile
from records.store.books import day_changed
from records.store.moves import move_mail, request_next
from records.store.points import close_points, open_point

log = logging.getLogger(__name__)
LARGEST_UID = 2**32 - 1  # RFC 9051, 2.3.1.1

HELD_SENTENCES = {
    "password_protected": "A document is protected by a password. Give the password, or ask the sender to send it again.",
    "encrypted": "The message is encrypted, and Postroom holds no key for it. Open it in the mailbox.",
    "unreadable": "A document could not be read. Open the message in the mailbox.",
    "too_large": "The message is larger than Postroom reads. Open it in the mailbox.",
    "sender_not_trusted": "The sender is not vouched for. Check who sent it before you trust it.",
    "unsupported": "Postroom does not know this kind of file. Open the message in the mailbox.",
    "empty": "The message has no words and no document. Ask the sender what was meant.",
    "infected": "The virus scanner found something in this message. Do not open it; tell your security team.",
    "stopped_twice": "Reading this message failed twice. Open it in the mailbox, or try again.",
    "no_template": "More than one form fits this document. Look at it and type it by hand, or ask an admin.",
}

NO_DATE = (
    "The mail server does not say when this message came, or does not describe it. Open it in the mailbox; "
    "`Read it again` asks the server once more, with today as the day on which it came."
)

ALARMING = frozenset({"sender_not_trusted", "infected"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message lies: IMAP names it by folder, UIDVALIDITY and UID, and by nothing else."""

    account: str
    folder: str
    uidvalidity: int
    uid: int


def claim(place: Place, received_at: datetime | None, size: int, message_id: str) -> tuple[MailMessage, bool]:
    """Names the message before anything else happens to it. (mail, whether the claim is new). Harmless when repeated.

    Without the day on which it came (the server tells none that a calendar has) it is held at once: no clock can be guessed.
    """
    with transaction.atomic():
        digest = vault.keyed_hash(message_id) if message_id else ""
        if received_at and (known := _known_before_renumbering(place, received_at, size, digest)):
            return _rebind(known, place), False
        mail, is_new = MailMessage.objects.get_or_create(
            account=vault.keyed_hash(place.account),
            folder=place.folder,
            uidvalidity=place.uidvalidity,
            uid=place.uid,
            defaults={"received_at": received_at or timezone.now(), "size": size, "message_id_hash": digest},
        )
        if is_new:
            details = {"folder": place.folder, "uid": place.uid}
            audit.record(SYSTEM, "mail.claimed", mail.ulid, details, stands=of_state(mail))
            day_changed(mail.received_at)
            if received_at:
                request_next(mail)
            else:
                hold(mail, "unreadable", SYSTEM, sentence=NO_DATE)
        return mail, is_new


def _known_before_renumbering(place: Place, received_at: datetime, size: int, digest: str) -> MailMessage | None:
    """The same message under an older UIDVALIDITY: the server numbered the folder anew, and nothing new has come.

    A message without a Message-ID is known again only while nothing of it is kept; kept, it is linked by its bytes.
    """
    same = MailMessage.objects.filter(
        account=vault.keyed_hash(place.account), folder=place.folder, message_id_hash=digest
    )
    same = same.filter(received_at=received_at, size=size).exclude(uidvalidity=place.uidvalidity)
    return (same if digest else same.filter(state=MailState.CLAIMED)).order_by("pk").first()


def _rebind(mail: MailMessage, place: Place) -> MailMessage:
    mail.uidvalidity, mail.uid = place.uidvalidity, place.uid
    mail.save(update_fields=["uidvalidity", "uid"])
    audit.record(SYSTEM, "mail.renumbered", mail.ulid, {"folder": place.folder, "uid": place.uid})
    request_next(mail)
    return mail


def left_behind(account: str, folder: str, uidvalidity: int) -> list[MailMessage]:
    """Claimed before the folder was numbered anew, never kept, and not found again in it."""
    claimed = MailMessage.objects.filter(
        account=vault.keyed_hash(account), folder=folder, state=MailState.CLAIMED, present=True
    )
    return list(claimed.exclude(uidvalidity=uidvalidity))


def last_uid(account: str, folder: str, uidvalidity: int) -> int:
    """The highest UID claimed in a folder; UIDs only grow, so what is above it is new.

    A number that IMAP does not allow is none to count from: what comes after it would never be seen.
    """
    claimed = MailMessage.objects.filter(account=vault.keyed_hash(account), folder=folder, uidvalidity=uidvalidity)
    return claimed.filter(uid__lte=LARGEST_UID).aggregate(last=Max("uid"))["last"] or 0


def claimed_uids(account: str, folder: str, uidvalidity: int, above: int) -> set[int]:
    """What is claimed already of the messages above a UID."""
    claimed = MailMessage.objects.filter(account=vault.keyed_hash(account), folder=folder, uidvalidity=uidvalidity)
    return set(claimed.filter(uid__gt=above).values_list("uid", flat=True))


def not_labelled(account: str, folder: str, uidvalidity: int) -> list[MailMessage]:
    """Messages that are kept but carry no keyword yet: a worker was killed between the two."""
    kept = MailMessage.objects.filter(account=vault.keyed_hash(account), folder=folder, uidvalidity=uidvalidity)
    return list(kept.filter(labelled=False, present=True).exclude(state=MailState.CLAIMED)[:500])


def keep_raw(mail: MailMessage, raw: bytes, message_id: str, envelope: Mapping[str, str], **facts: str) -> None:
    """Keeps the whole raw message sealed, and moves the mail on. `facts` are trust and scan.

    The same message met again under another UID (the folder was rebuilt, somebody moved it and back) is linked.
    """
    with transaction.atomic():
        mail.sha256, mail.size = sha256(raw).hexdigest(), len(raw)
        mail.message_id_hash = vault.keyed_hash(message_id) if message_id else ""
        vault.seal_json(mail, "envelope_sealed", dict(envelope))
        mail.trust, mail.scan = facts.get("trust", ""), facts.get("scan", "")
        keep_file(mail, SealedFile.Kind.RAW, raw, document=0, media_type="message/rfc822")
        mail.save(update_fields=["envelope_sealed"])
        _close_what_was_looked_for(mail)
        move_mail(mail, MailState.STORED, SYSTEM, size=mail.size)


def _close_what_was_looked_for(mail: MailMessage) -> None:
    """A person had moved this message before it could be kept: the claim on its old place is settled."""
    if mail.message_id_hash:
        lost = MailMessage.objects.filter(
            message_id_hash=mail.message_id_hash, present=False, state=MailState.HELD, sha256=""
        )
        for other in lost.exclude(pk=mail.pk):
            close_mail(other, "moved", SYSTEM)


def first_of_same_bytes(mail: MailMessage) -> MailMessage | None:
    """The earlier mail with exactly these bytes, if any."""
    same = MailMessage.objects.filter(sha256=mail.sha256, pk__lt=mail.pk, repeat_of__isnull=True)
    return same.exclude(state__in=(MailState.CLAIMED, MailState.STORED)).order_by("pk").first()


def link_repeat(mail: MailMessage, first: MailMessage, actor: Actor) -> None:
    """The same post again: linked to the first, read by nobody twice, and never thrown away."""
    mail.repeat_of = first
    move_mail(mail, MailState.REPEAT, actor, repeat_of=first.ulid)


def labelled(mail: MailMessage) -> None:
    """The keyword stands in the mailbox."""
    MailMessage.objects.filter(pk=mail.pk).update(labelled=True)


def gone_from_mailbox(mail: MailMessage, how: str) -> None:
    """A person moved or deleted the message while Postroom worked on it. What was kept goes on; the rest is told."""
    with transaction.atomic():
        MailMessage.objects.filter(pk=mail.pk).update(present=False)
        audit.record(SYSTEM, "mail.gone", mail.ulid, {"how": how})
        if MailState(mail.state) is MailState.CLAIMED:
            mail.present = False
            hold(
                mail,
                "unreadable",
                SYSTEM,
                sentence="The message left the mailbox before it could be kept. Look for it there.",
            )


def hold(mail: MailMessage, reason: str, actor: Actor, *, sentence: str = "") -> None:
    """A person must act. `reason` is one of the contract's words for a held file, or one of ours."""
    with transaction.atomic():
        if reason in ALARMING:
            log.warning("mail %s is held: %s; operations should look who sent it", mail.ulid, reason)
        mail.disposition, mail.reason = "held", reason
        move_mail(mail, MailState.HELD, actor, reason=reason)
        open_point(
            PointKind.HELD_MAIL,
            sentence or HELD_SENTENCES.get(reason, "A person must look at this message."),
            mail=mail,
        )


def set_aside(mail: MailMessage, reason: str, actor: Actor) -> None:
    """Automatic replies, delivery reports, invitations, newsletters: no contact, kept and counted all the same."""
    mail.disposition, mail.reason = "not_a_contact", reason
    move_mail(mail, MailState.NOT_A_CONTACT, actor, reason=reason)


def forget_password(mail: MailMessage) -> None:
    """After the reading, however it went."""
    mail.password_sealed = b""
    mail.save(update_fields=["password_sealed"])


def keep_documents(mail: MailMessage, reading: Reading, names: Mapping[int, str] | None = None) -> None:
    """Replaces what is known of the mail's documents by what this reading says."""
    mail.documents.all().delete()
    Document.objects.bulk_create(_document(mail, position, each) for position, each in enumerate(reading.documents))


def _document(mail: MailMessage, position: int, facts: DocumentFacts) -> Document:
    row = Document(
        mail=mail,
        position=position,
        media_type=facts.media_type[:120],
        role=facts.role,
        template=facts.template or "",
        pages=facts.pages,
        ocr=facts.ocr,
        problem=(facts.problem or "")[:300],
    )
    vault.seal(row, "name_sealed", facts.name.encode())
    return row


def keep_what_was_told(mail: MailMessage, reading: Reading, actor: Actor) -> None:
    """What the reader found of the mail as a whole: its signatures, and its first line where it was dismissed."""
    envelope = vault.unseal_json(mail, "envelope_sealed") or {}
    envelope |= {"signatures": list(reading.signatures), "first_line": reading.first_line}
    vault.seal_json(mail, "envelope_sealed", envelope)
    mail.save(update_fields=["envelope_sealed"])
    audit.record(actor, "mail.told", mail.ulid, stands=of_envelope(mail))


def keep_file(
    mail: MailMessage, kind: SealedFile.Kind, content: bytes, *, document: int, page: int = 0, media_type: str = ""
) -> None:
    """Keeps a document, a page picture or a text, sealed. Replaces what stood in its place."""
    place: dict[str, Any] = {"mail": mail, "kind": kind, "document": document, "page": page}
    new = SealedFile(**place, media_type=media_type or "application/octet-stream")
    vault.seal(new, "content_sealed", content)
    defaults = {"content_sealed": new.content_sealed, "media_type": new.media_type}
    SealedFile.objects.update_or_create(**place, defaults=defaults)


def raw_of(mail: MailMessage) -> bytes:
    """The whole message as it came. Raises NotAllowed once it was purged."""
    raw = mail.files.filter(kind=SealedFile.Kind.RAW).first()
    if raw is None:
        raise NotAllowed("The stored copy of this message is not there, or its retention period is over.")
    return vault.unseal(raw, "content_sealed")


def file_of(mail: MailMessage, kind: SealedFile.Kind, document: int, page: int = 0) -> tuple[bytes, str] | None:
    """(bytes, media type) of a kept file."""
    kept = mail.files.filter(kind=kind, document=document, page=page).first()
    return (vault.unseal(kept, "content_sealed"), kept.media_type) if kept else None


def close_mail(mail: MailMessage, how: str, actor: Actor) -> None:
    """A person dealt with held post outside Postroom. `how`: typed_by_hand, no_contact, passed_on."""
    with transaction.atomic():
        mail.closed_how = how
        move_mail(mail, MailState.CLOSED, actor, how=how)
        close_points(OpenPoint.objects.filter(mail=mail), actor)


def read_again(mail: MailMessage, actor: Actor, *, password: str = "") -> None:
    """Puts a held, set-aside, repeated or closed mail back into the line. A password is kept sealed for this one reading."""
    with transaction.atomic():
        mail.read_anyway = mail.read_anyway or MailState(mail.state) is MailState.REPEAT
        mail.repeat_of, mail.closed_how = None, ""
        mail.password_sealed = b""
        if password:
            vault.seal(mail, "password_sealed", password.encode())
        mail.save(update_fields=["password_sealed"])
        kept = mail.files.filter(kind=SealedFile.Kind.RAW).exists()
        never_kept = mail.state in (MailState.HELD, MailState.CLOSED) and not kept and mail.purged_at is None
        to = MailState.CLAIMED if never_kept else MailState.STORED  # what was never kept is asked of the mailbox again
        move_mail(mail, to, actor, again=True, with_password=bool(password))
        close_points(OpenPoint.objects.filter(mail=mail), actor)


def use_password(mail: MailMessage) -> str:
    """The password that a person typed for the reading that begins now; empty if none. The reading over, it is forgotten."""
    return vault.unseal(mail, "password_sealed").decode()


def trust_sender(mail: MailMessage, actor: Actor) -> None:
    """A person vouches for the sender of this one message."""
    with transaction.atomic():
        mail.trust = "vouched"
        read_again(mail, actor)


def set_legal_hold(mail: MailMessage, on: bool, actor: Actor, reason: str) -> None:
    """Keeps a mail and all that came of it from being purged, or lets it go."""
    with transaction.atomic():
        MailMessage.objects.filter(pk=mail.pk).update(legal_hold=on)
        action = "mail.legal_hold_on" if on else "mail.legal_hold_off"
        audit.record(actor, action, mail.ulid, reason=reason, stands=of_hold(mail, on))


def ask_for(step: str, subject: str) -> None:
    """Asks for a step by name; for pages and the sweep."""
    dispatch.ask(step, subject)
