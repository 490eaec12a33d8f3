"""Taking in what the reader found: contacts, their open points, repeats, new versions, and reports of the same incident."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from postroom import contact as words
from postroom.clock import due_at
from postroom.contact import Reading, Status
from postroom.places import Unexplained
from postroom.states import ContactState, MailState
from postroom.urgency import urgency
from records import audit, vault
from records.audit import Actor
from records.bank_holidays import bank_holidays
from records.facts import of_contact
from records.models import ChildRow, Contact, EventKey, MailMessage, OpenPoint, PointKind
from records.models.columns import new_ulid
from records.store import families
from records.store.moves import move_contact, move_mail, request_next
from records.store.points import close_points, open_point
from records.store.post import forget_password, hold, keep_documents, keep_what_was_told, set_aside
from records.store.values import leaves_of
from records.unread import path_of

DID_NOT_OPEN = "The password that was typed does not open this document. Ask the sender again, and try another."
LIVE = (ContactState.REPEAT, ContactState.SUPERSEDED, ContactState.REJECTED)
APPROVED = (ContactState.APPROVED, ContactState.FINISHING, ContactState.FINISHED)


def take_reading(mail: MailMessage, reading: Reading, actor: Actor) -> list[Contact]:
    """Stores what became of a mail, in one transaction. A mail read again keeps the contacts that people worked on."""
    with transaction.atomic():
        keep_documents(mail, reading)
        keep_what_was_told(mail, reading, actor)
        was_tried = bool(mail.password_sealed)
        forget_password(mail)
        contacts = _new_contacts(mail, reading, actor)
        if reading.disposition is words.Disposition.HELD:
            did_not_open = was_tried and reading.reason == "password_protected"
            hold(mail, reading.reason or "unreadable", actor, sentence=DID_NOT_OPEN if did_not_open else "")
        elif reading.disposition is words.Disposition.NOT_A_CONTACT:
            set_aside(mail, reading.reason or "", actor)
        else:
            mail.disposition, mail.reason = reading.disposition, ""
            close_points(OpenPoint.objects.filter(mail=mail, contact__isnull=True), actor)
            move_mail(mail, MailState.READ, actor, contacts=len(contacts))
        return contacts


def _new_contacts(mail: MailMessage, reading: Reading, actor: Actor) -> list[Contact]:
    """All contacts of the mail. Read again, only what was not there before is added: people may have worked on the rest."""
    kept = list(mail.contacts.all())
    known = {contact.content_hash for contact in kept}
    new = [each for each in reading.contacts if content_hash(each.as_json(explain=True)) not in known]
    same_post = list(_of_the_same_post(mail).values_list("pk", flat=True))
    made = [_take_contact(mail, len(kept) + place, each, reading, actor) for place, each in enumerate(new)]
    for contact, each in zip(made, new, strict=True):
        _join(contact, each.as_json(), same_post)
    return kept + made


def _of_the_same_post(mail: MailMessage) -> QuerySet[Contact]:
    """What an earlier reading of this mail, or of the same mail in another copy, came to."""
    same = Q(mail=mail)
    same |= Q(mail__sha256=mail.sha256) if mail.sha256 else Q()
    same |= Q(mail__message_id_hash=mail.message_id_hash) if mail.message_id_hash else Q()
    return Contact.objects.filter(same)


def _join(contact: Contact, plain: Mapping[str, Any], same_post: list[int]) -> None:
    """What is read otherwise than before may take the place of any report that was read: it shares the masks of all."""
    before = Contact.objects.filter(pk__in=same_post)
    is_known = before.filter(content_hash=contact.content_hash).exists()
    families.join_family(contact, families.kin_keys(families.plain_children(plain)), () if is_known else (before,))


def _take_contact(mail: MailMessage, position: int, found: words.Contact, reading: Reading, actor: Actor) -> Contact:
    today = timezone.localdate()
    grade = _text(found.police_brag)
    plain = found.as_json(explain=True)
    contact = Contact(
        mail=mail,
        position=position,
        document_type=_text(found.document_type),
        template=_template_of(found, reading),
        grade=grade,
        urgency=urgency(found, today),
        received_at=mail.received_at,
        due_at=due_at(mail.received_at, grade or None, settings.BRAG_HOURS, bank_holidays()),
        sensitive=bool(found.narrative and found.narrative.sensitive_address),
        reference_hash=vault.keyed_hash(f"reference {_text(found.agency_reference)}")
        if _text(found.agency_reference)
        else "",
        content_hash=content_hash(plain),
    )
    vault.seal_json(contact, "reading_sealed", plain)
    contact.save()
    for row, _ in enumerate(found.children):
        ChildRow.objects.create(contact=contact, position=row, mark=new_mark())
    EventKey.objects.bulk_create(
        EventKey(contact=contact, digest=vault.keyed_hash(key)) for key in event_keys(plain, contact)
    )
    audit.record(
        actor,
        "contact.read",
        contact.ulid,
        {"mail": mail.ulid, "template": contact.template},
        stands=of_contact(contact),
    )
    _place(contact, plain, actor)
    if contact.repeat_of is None:
        _ask_for_unread(contact, found, reading)
    return contact


def _ask_for_unread(contact: Contact, found: words.Contact, reading: Reading) -> None:
    """Places of the post that nothing was made of: asked for at the contact of their document, else at the first one."""
    owners = [{leaf.document for _, leaf in each.every_leaf()} for each in reading.contacts]
    here = next((at for at, each in enumerate(reading.contacts) if each is found), 0)
    for position, place in enumerate(reading.unexplained):
        if next((at for at, documents in enumerate(owners) if place.document in documents), 0) == here:
            reason = _unread_words(place, reading.documents[place.document].name)
            open_point(PointKind.UNREAD_WORDS, reason, contact=contact, path=path_of(position, place))


def _unread_words(place: Unexplained, document: str) -> str:
    where = f"on page {place.page} of {document}" if place.page else f"in {document}"
    return f"{place.words} words {where} were taken for nothing: “{place.text} …”. Look whether they matter."


def new_mark() -> str:
    """What the robot writes beside a draft and looks for before it types: it says nothing about the child."""
    return f"PR-{new_ulid()}"


def _place(contact: Contact, plain: Mapping[str, Any], actor: Actor) -> None:
    """Whether this report was here before, is a newer version, or is new; then its open points and its way on."""
    earlier = _earlier_report(contact)
    if earlier and earlier.content_hash == contact.content_hash:
        contact.repeat_of = earlier
        move_contact(contact, ContactState.REPEAT, actor, repeat_of=earlier.ulid)
        return
    if earlier:
        _supersede(earlier, contact, actor)
    _link_same_event(contact)
    for path, envelope in leaves_of(plain):
        if envelope["status"] in (Status.CHECK, Status.UNREADABLE):
            open_point(PointKind.CHECK_VALUE, envelope.get("why") or "Look at this value.", contact=contact, path=path)
    if not contact.children.exists():
        open_point(
            PointKind.NO_CHILD,
            "No child was found in this report. Add the children, or say that it is no contact.",
            contact=contact,
        )
    move_on_to_matching(contact, actor)


def move_on_to_matching(contact: Contact, actor: Actor) -> None:
    """A contact begins its life waiting to be matched; without a child a person settles it first."""
    if contact.children.exists():
        request_next(contact)
    else:
        move_contact(contact, ContactState.TO_SETTLE, actor, reason="no child")


def _earlier_report(contact: Contact) -> Contact | None:
    """The latest earlier contact under the same agency's reference, or word for word the same report."""
    before = Contact.objects.filter(pk__lt=contact.pk).exclude(state__in=LIVE).order_by("-pk")
    if contact.reference_hash:
        return before.filter(reference_hash=contact.reference_hash).first()
    return before.filter(reference_hash="", content_hash=contact.content_hash).first()


def _supersede(earlier: Contact, newer: Contact, actor: Actor) -> None:
    """A changed report takes the place of what nobody approved yet; what is approved stays, and a person is told."""
    newer.supersedes, newer.version = earlier, earlier.version + 1
    newer.save(update_fields=["supersedes", "version"])
    open_point(
        PointKind.NEW_VERSION, "This report was sent before with other values. Look at what changed.", contact=newer
    )
    state = ContactState(earlier.state)
    if state in APPROVED or state is ContactState.DRAFTING:
        open_point(PointKind.NEW_VERSION, "A newer version of this report has arrived.", contact=earlier)
        return
    _take_the_place(earlier, newer, actor)


def catch_up(newer: Contact, actor: Actor) -> bool:
    """A version that came while the robot typed the one before takes its place, and its draft, when the robot is done: never two.

    False while the robot is still at it.
    """
    with transaction.atomic():
        earlier = newer.supersedes
        while earlier is not None:
            state = ContactState(Contact.objects.select_for_update().get(pk=earlier.pk).state)
            if state is ContactState.DRAFTING:
                return False
            if state not in (*APPROVED, *LIVE):
                _take_the_place(earlier, newer, actor)
            earlier = earlier.supersedes
        return True


def _take_the_place(earlier: Contact, newer: Contact, actor: Actor) -> None:
    _hand_marks_over(earlier, newer)
    state = ContactState(earlier.state)
    if state is ContactState.STOPPED:
        move_contact(earlier, ContactState.TO_SETTLE, actor)
    move_contact(earlier, ContactState.SUPERSEDED, actor, by=newer.ulid)
    close_points(earlier.points.all(), actor)


def _hand_marks_over(earlier: Contact, newer: Contact) -> None:
    """The draft of a child in the old version becomes the draft of the same child in the new one: never two."""
    before = {key: row for row, key in _child_keys(earlier)}
    for row, key in _child_keys(newer):
        if key and (old := before.pop(key, None)):
            mark = old.mark
            old.mark = new_mark()  # it types nothing any more
            old.save(update_fields=["mark"])
            row.mark, row.draft_reference = mark, old.draft_reference
            row.save(update_fields=["mark", "draft_reference"])
    for left in before.values():
        if left.draft_reference:
            open_point(
                PointKind.WITHDRAW_DRAFT,
                "An earlier version of this report named a child that this one does not. Delete that draft in the case system.",
                contact=newer,
                path=left.draft_reference,
            )


def _child_keys(contact: Contact) -> Iterator[tuple[ChildRow, str]]:
    children = vault.unseal_json(contact, "reading_sealed")["children"]
    for row in contact.children.all():
        said = children[row.position] if row.position < len(children) else {}
        yield row, " ".join(str(_value(said.get(name))).casefold() for name in ("forename", "surname"))


def _link_same_event(contact: Contact) -> None:
    digests = contact.event_keys.values_list("digest", flat=True)
    others = (
        Contact.objects.filter(event_keys__digest__in=list(digests), pk__lt=contact.pk)
        .exclude(state__in=LIVE)
        .distinct()
    )
    others = others.exclude(pk=contact.supersedes_id) if contact.supersedes_id else others
    for other in others:
        contact.same_event.add(other)
        open_point(
            PointKind.SAME_EVENT,
            "Another report may be of the same incident. Look at both.",
            contact=contact,
            path=other.ulid,
        )


def event_keys(plain: Mapping[str, Any], contact: Contact) -> Iterable[str]:
    """What two reports of one incident have in common: CAD, crime reference, or a child on the same day."""
    incident = plain["incident"]
    for name in ("cad_ref", "crime_ref"):
        if said := _value(incident[name]):
            yield f"{name} {str(said).upper().replace(' ', '')}"
    day = str(_value(incident["start"]) or timezone.localtime(contact.received_at).date())[:10]
    for child in plain["children"]:
        forename, surname, born = (_value(child[name]) for name in ("forename", "surname", "date_of_birth"))
        if forename and surname:
            yield f"child {forename} {surname} {born or ''} {day}".casefold()


def content_hash(plain: Mapping[str, Any]) -> str:
    """Equal for reports that say the same, wherever on the page they say it."""
    said = {path: envelope["value"] for path, envelope in leaves_of(plain)}
    return vault.keyed_hash(sha256(json.dumps(said, sort_keys=True).encode()).hexdigest())


def _template_of(found: words.Contact, reading: Reading) -> str:
    """Which template read the document that the contact's evidence points to."""
    position = next((leaf.document for _, leaf in found.every_leaf()), 0)
    return (reading.documents[position].template or "") if position < len(reading.documents) else ""


def _text(leaf: words.Leaf) -> str:
    return str(leaf.value) if leaf and leaf.value is not None else ""


def _value(envelope: Mapping[str, Any] | None) -> Any:
    return envelope["value"] if envelope else None
