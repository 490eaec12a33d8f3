"""What people do with a contact: look, open what is masked, correct, confirm, settle, approve, reject."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from postroom.errors import NotAllowed
from postroom.policies import ReadyToApprove, check_approve
from postroom.states import ContactState
from records import audit, vault
from records.audit import Actor
from records.facts import of_approval, of_child, of_value
from records.models import Approval, ChildRow, Contact, Correction, Opening, OpenPoint, PointKind
from records.store.families import join_family, kin_keys, record_keys, standing_children
from records.store.matching import move_if_settled
from records.store.moves import move_contact
from records.store.points import close_points, open_point
from records.store.reading import new_mark
from records.store.values import edition, good_values, standing_values

OPENING = timedelta(minutes=30)
SETTLED_BY_LOOKING = (
    PointKind.SAME_EVENT,
    PointKind.NEW_VERSION,
    PointKind.WITHDRAW_DRAFT,
    PointKind.TECHNICAL,
    PointKind.NO_CHILD,
    PointKind.UNREAD_WORDS,
)
ABOUT_A_VALUE = (PointKind.CHECK_VALUE, PointKind.MISSING_VALUE)
CHANGEABLE = (
    ContactState.READ,
    ContactState.TO_SETTLE,
    ContactState.SETTLED,
    ContactState.DRAFTED,
    ContactState.STOPPED,
)
PATH = re.compile(r"(?:children|people)\[\d{1,2}\]\.[a-z_]{1,40}|[a-z_]{1,40}(?:\.[a-z_]{1,40})?")


def viewed(actor: Actor, subject: str, what: str = "record") -> None:
    """Somebody saw a record: every view is a link of the chain."""
    audit.record(actor, f"viewed.{what}", subject)


def open_masked(contact: Contact, reason: str, actor: Actor) -> Opening:
    """Break-glass: shows a masked contact to this one person for half an hour. The reason is kept sealed in the chain."""
    if len(reason.strip()) < 10:  # a reason is a sentence, not a letter
        raise NotAllowed("Say in a sentence why you need to see this.")
    with transaction.atomic():
        opening = Opening.objects.create(contact=contact, actor=actor.name, until=timezone.now() + OPENING)
        audit.record(actor, "contact.unmasked", contact.ulid, {"opening": opening.pk}, reason=reason.strip())
        return opening


def correct(contact: Contact, path: str, value: Any, actor: Actor) -> None:
    """A person says what a leaf is. The reading stays as it was; the correction stands beside it."""
    _lay_over(contact, path, value, actor, confirmed=False)


def confirm_point(contact: Contact, path: str, actor: Actor) -> None:
    """A person looked at a value and leaves it as it was read. Nothing happens where somebody settled it meanwhile: what they
    said is not what this person saw.
    """
    with transaction.atomic():
        _hold_still(contact)
        standing = standing_values(contact).get(path)
        if standing is None:
            raise NotAllowed("This contact has no such value.")
        if contact.points.filter(path=path, kind__in=ABOUT_A_VALUE, closed_at__isnull=True).exists():
            _lay_over(contact, path, standing.value, actor, confirmed=True)


def _lay_over(contact: Contact, path: str, value: Any, actor: Actor, *, confirmed: bool) -> None:
    if not PATH.fullmatch(path):
        raise NotAllowed("This contact has no such value.")
    with transaction.atomic():
        _hold_still(contact)
        _take_approval_back(contact, actor)
        made = Correction(contact=contact, path=path, confirmed=confirmed, made_by=actor.name)
        vault.seal_json(made, "value_sealed", value)
        made.save()
        action = "value.confirmed" if confirmed else "value.corrected"
        audit.record(actor, action, contact.ulid, {"path": path}, stands=of_value(made))
        if path.startswith("children["):
            join_family(contact, kin_keys(standing_children(standing_values(contact))))
        if close_points(contact.points.filter(path=path, kind__in=ABOUT_A_VALUE), actor):
            _go_on(contact, actor, again=False)


def settle_child(contact: Contact, child: ChildRow, case_id: str, actor: Actor, reason: str = "") -> None:
    """A person says which record the child is: a case_id, or "new". The draft under another record is to be withdrawn.

    `reason` is theirs, for a choice that the evidence did not make: kept sealed in the chain.
    """
    if not re.fullmatch(r"[\w/-]{1,64}", case_id):
        raise NotAllowed("This is not the number of a record.")
    with transaction.atomic():
        _hold_still(contact)
        child.refresh_from_db()
        _take_approval_back(contact, actor)
        changed = bool(child.draft_reference) and child.settled_as != case_id
        if changed:
            _withdraw(contact, child)
        child.settled_as, child.settled_by, child.settled_at = case_id, actor.name, timezone.now()
        child.save()
        details = {"new": case_id == ChildRow.NEW}
        audit.record(actor, "child.settled", child.ulid, details, reason=reason, stands=of_child(child))
        join_family(contact, record_keys([child]))
        close_points(child.points.filter(kind=PointKind.SETTLE_CHILD), actor)
        _go_on(contact, actor, again=changed)


def _withdraw(contact: Contact, child: ChildRow) -> None:
    """A person chose another record than the draft stands under. The robot never deletes: a person does."""
    sentence = "A draft stands under the record that was first proposed. Delete it in the case system."
    open_point(PointKind.WITHDRAW_DRAFT, sentence, contact=contact, path=child.draft_reference)
    child.mark, child.draft_reference, child.draft_state = new_mark(), "", ""


def _go_on(contact: Contact, actor: Actor, *, again: bool) -> None:
    state = ContactState(contact.state)
    if state is ContactState.DRAFTED and again:
        move_contact(contact, ContactState.TO_SETTLE, actor)
        move_if_settled(contact, actor)
    elif state is ContactState.TO_SETTLE:
        move_if_settled(contact, actor)


def add_child(contact: Contact, actor: Actor) -> ChildRow:
    """A child whom the reader did not find. Its values follow as corrections under children[N]."""
    with transaction.atomic():
        _hold_still(contact)
        _take_approval_back(contact, actor)
        row = ChildRow.objects.create(contact=contact, position=contact.children.count(), mark=new_mark())
        close_points(contact.points.filter(kind=PointKind.NO_CHILD), actor)
        open_point(
            PointKind.SETTLE_CHILD,
            "Say which record this child is, or that the child is new.",
            contact=contact,
            child=row,
        )
        audit.record(actor, "child.added", row.ulid, {"contact": contact.ulid}, stands=of_child(row))
        if ContactState(contact.state) is ContactState.DRAFTED:
            move_contact(contact, ContactState.TO_SETTLE, actor)
        return row


def settle_point(point: OpenPoint, actor: Actor) -> None:
    """A person looked at something that needs no value: another report, a changed version, a draft they deleted."""
    if PointKind(point.kind) not in SETTLED_BY_LOOKING:
        raise NotAllowed("This point is settled by choosing a record or a value.")
    with transaction.atomic():
        close_points(OpenPoint.objects.filter(pk=point.pk), actor)


def readiness(contact: Contact, category: str | None, outcome: str | None) -> ReadyToApprove:
    """What approval depends on, for postroom.policies. Asked by the page for its sentence, by `approve` for its refusal."""
    return ReadyToApprove(
        state=ContactState(contact.state),
        open_points=contact.points.filter(closed_at__isnull=True).exclude(kind=PointKind.SETTLE_CHILD).count(),
        open_children=contact.children.filter(points__closed_at__isnull=True, points__kind=PointKind.SETTLE_CHILD)
        .distinct()
        .count(),
        category=category,
        outcome=outcome,
    )


def approve(contact: Contact, category: str, outcome: str, actor: Actor, *, seen: str | None = None) -> Approval:
    """Freezes exactly these values. The robot brings the drafts to them. Raises NotAllowed with the plain reason.

    `seen` is the edition that stood on the approver's page: nobody approves what a colleague changed behind it.
    """
    with transaction.atomic():
        current = Contact.objects.select_for_update().get(pk=contact.pk)
        check_approve(readiness(current, category, outcome))
        if seen not in (None, edition(current)):
            raise NotAllowed(
                "Somebody changed this contact after you opened it. Look at it as it is now, then approve."
            )
        if Approval.objects.filter(contact=current).exists():
            raise NotAllowed("This contact was approved already.")
        approval = Approval(contact=current, category=category, outcome=outcome, approved_by=actor.name)
        vault.seal_json(approval, "frozen_sealed", good_values(current))
        approval.save()
        details = {"category": category, "outcome": outcome}
        audit.record(actor, "contact.approve", contact.ulid, details, stands=of_approval(approval))
        move_contact(contact, ContactState.APPROVED, actor)
        return approval


def reject(contact: Contact, because: str, actor: Actor) -> None:
    """A person says that this is no contact. `because` is a short code word of the page's list."""
    with transaction.atomic():
        _lock(contact)
        contact.rejected_because = because[:40]
        if ContactState(contact.state) is ContactState.DRAFTED:
            for row in contact.children.exclude(draft_reference=""):
                sentence = "The contact was rejected. Delete its draft in the case system."
                open_point(PointKind.WITHDRAW_DRAFT, sentence, contact=contact, path=row.draft_reference)
        keep = PointKind.WITHDRAW_DRAFT
        close_points(contact.points.exclude(kind=keep), actor)
        move_contact(contact, ContactState.REJECTED, actor, because=contact.rejected_because)


def try_again(contact: Contact, actor: Actor) -> None:
    """After the robot stopped: a person says that it may try again, or puts a rejected or repeated contact back."""
    with transaction.atomic():
        _lock(contact)
        close_points(contact.points.filter(kind__in=(PointKind.ROBOT_STOPPED, PointKind.TECHNICAL)), actor)
        match ContactState(contact.state):
            case ContactState.STOPPED:
                approved = Approval.objects.filter(contact=contact).exists()
                move_contact(contact, ContactState.APPROVED if approved else ContactState.SETTLED, actor)
            case ContactState.REJECTED | ContactState.REPEAT:
                contact.repeat_of = None
                close_points(contact.points.filter(kind=PointKind.WITHDRAW_DRAFT), actor)  # its drafts are wanted again
                move_contact(contact, ContactState.READ, actor)
            case state:
                raise NotAllowed(f"A contact that is {state} needs no second try.")


def _take_approval_back(contact: Contact, actor: Actor) -> None:
    """The robot stopped on its way to what was approved, and a person changed it: it is drafted anew, and approved once more.
    Otherwise the page would show a value that the draft never gets.
    """
    if Approval.objects.filter(contact=contact).delete()[0]:
        audit.record(actor, "approval.taken_back", contact.ulid, stands=of_approval(None))


def _lock(contact: Contact) -> None:
    """As it stands now, and nobody else's until the transaction ends."""
    contact.refresh_from_db(from_queryset=Contact.objects.select_for_update())


def _hold_still(contact: Contact) -> None:
    """No approval and no robot comes between this look at the state and the change."""
    _lock(contact)
    state = ContactState(contact.state)
    if state in (ContactState.DRAFTING, ContactState.FINISHING):
        raise NotAllowed("The robot is at this contact. Try again in a moment.")
    if state not in CHANGEABLE:
        raise NotAllowed(f"This contact is {state}: its values are fixed.")
