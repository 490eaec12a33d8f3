"""What the robot did: it took a contact, saved drafts, read them back, or stopped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from postroom.states import ContactState
from records import audit, vault
from records.audit import Actor
from records.models import Approval, ChildRow, Contact, PointKind
from records.store.moves import INTERRUPTED, move_contact
from records.store.points import close_points, open_point

AT_WORK = {ContactState.SETTLED: ContactState.DRAFTING, ContactState.APPROVED: ContactState.FINISHING}
DONE = {ContactState.DRAFTING: ContactState.DRAFTED, ContactState.FINISHING: ContactState.FINISHED}


def start_work(contact: Contact, actor: Actor, map_version: str) -> None:
    """The robot is at it."""
    contact.map_version = map_version[:80]
    move_contact(contact, AT_WORK[ContactState(contact.state)], actor, map=map_version)


def take_draft(
    row: ChildRow, reference: str, read_back: Sequence[Mapping[str, Any]], actor: Actor, *, state: str = "saved"
) -> None:
    """A draft for one child stands in the case system, and was read back. `state` is saved or finished."""
    with transaction.atomic():
        row.draft_reference, row.draft_state = reference, state
        row.read_back_sealed = vault.seal_json(list(read_back))
        row.save(update_fields=["draft_reference", "draft_state", "read_back_sealed"])
        audit.record(actor, f"draft.{state}", row.ulid, {"fields": len(read_back)}, hashes=(b"", row.read_back_sealed))


def end_work(contact: Contact, actor: Actor) -> None:
    """Every child's draft is there: to a person for review, or finished for good."""
    with transaction.atomic():
        close_points(contact.points.filter(kind__in=(PointKind.ROBOT_STOPPED, PointKind.TECHNICAL)), actor)
        to = DONE[ContactState(contact.state)]
        if to is ContactState.FINISHED:
            Approval.objects.filter(contact=contact).update(finished_at=timezone.now())
        move_contact(contact, to, actor)


def stop_work(contact: Contact, reason: str, actor: Actor, *, names: Sequence[str] = ()) -> None:
    """The robot stopped and a person must look. `names` are fields that the case system wants and the record lacks."""
    with transaction.atomic():
        for name in names:
            open_point(
                PointKind.MISSING_VALUE,
                "The case system needs this value. Look it up and add it.",
                contact=contact,
                path=name,
            )
        open_point(PointKind.ROBOT_STOPPED, reason, contact=contact)
        move_contact(contact, ContactState.STOPPED, actor)


def put_back(contact: Contact, actor: Actor) -> None:
    """The robot was interrupted: the contact waits again. It looks for its mark before it types a second time."""
    move_contact(contact, INTERRUPTED[ContactState(contact.state)], actor, interrupted=True)


def frozen_values(contact: Contact) -> dict[str, Any]:
    """Exactly what was approved, by path, with category and outcome beside it."""
    frozen: dict[str, Any] = vault.unseal_json(contact.approval.frozen_sealed)
    return frozen
