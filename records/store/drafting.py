"""What the robot did: it asked first, took a contact, saved drafts, read them back, or stopped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from postroom.matching import Candidate, Outcome
from postroom.states import ContactState
from records import audit, vault
from records.audit import Actor
from records.facts import of_child, of_read_back
from records.models import Approval, ChildRow, Contact, PointKind
from records.store.matching import decision_of
from records.store.moves import INTERRUPTED, move_contact
from records.store.points import close_points, open_point

AT_WORK = {ContactState.SETTLED: ContactState.DRAFTING, ContactState.APPROVED: ContactState.FINISHING}
DONE = {ContactState.DRAFTING: ContactState.DRAFTED, ContactState.FINISHING: ContactState.FINISHED}


LIVE_SEARCH = "live_search"  # path of the question that the case system's own search gave rise to


@dataclass(frozen=True, slots=True)
class LiveDoubt:
    """Why the case system's own search puts in doubt how a child was settled, and whom it shows instead."""

    why: str
    candidates: tuple[Candidate, ...] = ()


def ask_first(contact: Contact, lacking: Mapping[str, str], doubts: Mapping[ChildRow, LiveDoubt], actor: Actor) -> None:
    """Before the robot starts: a person is asked for values that the case system needs, and for children who may exist.

    `lacking` are paths of leaves, each with its name on the screen.
    """
    with transaction.atomic():
        for path, name in lacking.items():
            reason = f"The case system needs this before a draft can be made: {name}. Confirm what was read, or add it."
            open_point(PointKind.MISSING_VALUE, reason, contact=contact, path=path)
        for row, doubt in doubts.items():
            _doubt(contact, row, doubt, actor)
        move_contact(contact, ContactState.TO_SETTLE, actor, lacking=len(lacking), doubted=len(doubts))


def _doubt(contact: Contact, row: ChildRow, doubt: LiveDoubt, actor: Actor) -> None:
    decision = dict(decision_of(row))
    before = decision.get("candidates")
    known = {one.case_id for one in doubt.candidates}
    kept = [one for one in before if str(one["case_id"]) not in known] if isinstance(before, list | tuple) else []
    decision["candidates"] = [*(asdict(one) for one in doubt.candidates), *kept]
    vault.seal_json(row, "decision_sealed", decision)
    row.outcome = Outcome.POSSIBLE
    row.settled_as, row.settled_by, row.settled_at = "", "", None
    row.save()
    open_point(PointKind.SETTLE_CHILD, doubt.why, contact=contact, child=row, path=LIVE_SEARCH)
    audit.record(actor, "child.doubted", row.ulid, {"shown": len(doubt.candidates)}, stands=of_child(row))


def was_doubted(row: ChildRow) -> bool:
    """Whether a person was asked about this child already because of the case system's own search."""
    return row.points.filter(path=LIVE_SEARCH).exists()


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
        vault.seal_json(row, "read_back_sealed", list(read_back))
        row.save(update_fields=["draft_reference", "draft_state", "read_back_sealed"])
        audit.record(actor, f"draft.{state}", row.ulid, {"fields": len(read_back)}, stands=of_read_back(row))


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
    frozen: dict[str, Any] = vault.unseal_json(contact.approval, "frozen_sealed")
    return frozen
