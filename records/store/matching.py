"""Taking in what matching decided for each child, and moving the contact on when every child is settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from django.db import transaction
from django.utils import timezone

from postroom.matching import Decision, Outcome
from postroom.states import ContactState
from records import audit, vault
from records.audit import Actor
from records.facts import of_child, of_marks
from records.models import ChildRow, Contact, PointKind
from records.store.families import join_family, record_keys
from records.store.moves import move_contact
from records.store.points import open_point

ASK = {
    Outcome.EXACT: "Confirm that this is the child's record.",
    Outcome.PROBABLE: "This is probably the child's record. Confirm it, or choose another.",
    Outcome.POSSIBLE: "A record may be this child. Choose it, or say that the child is new.",
    Outcome.AMBIGUOUS: "More than one record could be this child, or the record is restricted. Choose.",
    Outcome.NONE: "No record was found. Confirm that the child is new.",
}
"""A person confirms every link, also those that the robot may type a draft under meanwhile."""


def take_decisions(
    contact: Contact, decisions: Sequence[Decision], actor: Actor, *, doubtful: frozenset[int] = frozenset()
) -> None:
    """One decision for each child, in order. Children that a person settled already stay as they are.

    `doubtful` are positions of children whose identity is still to be checked: these a person settles first.
    """
    with transaction.atomic():
        for row, decision in zip(contact.children.all(), decisions, strict=True):
            if not row.settled_by or row.settled_by == actor.name:
                _take_decision(contact, row, decision, actor, propose=row.position not in doubtful)
        contact.model_version = next((each.model_version for each in decisions), "")[:80]
        contact.save(update_fields=["model_version"])
        _keep_answer(contact, decisions, actor)
        move_if_settled(contact, actor)


def _keep_answer(contact: Contact, decisions: Sequence[Decision], actor: Actor) -> None:
    """Whether a record is restricted is known from now on, and is never unsaid."""
    contact.matching_answered = True
    contact.restricted |= any(candidate.restricted for each in decisions for candidate in each.candidates)
    answer = {"matching_answered": True} | ({"restricted": True} if contact.restricted else {})
    Contact.objects.filter(pk=contact.pk).update(**answer)
    contact.refresh_from_db(fields=["sensitive", "restricted"])
    audit.record(actor, "contact.matched", contact.ulid, {"children": len(decisions)}, stands=of_marks(contact))
    join_family(contact, record_keys(contact.children.all()))


def _take_decision(contact: Contact, row: ChildRow, decision: Decision, actor: Actor, *, propose: bool) -> None:
    row.outcome = decision.outcome
    vault.seal_json(row, "decision_sealed", asdict(decision))
    row.settled_as = _proposed(decision) if propose else ""
    row.settled_by, row.settled_at = (actor.name, timezone.now()) if row.settled_as else ("", None)
    row.save()
    open_point(PointKind.SETTLE_CHILD, ASK[decision.outcome], contact=contact, child=row)
    audit.record(
        actor,
        "child.matched",
        row.ulid,
        {"outcome": decision.outcome, "model": decision.model_version, "rule": decision.rule},
        stands=of_child(row),
    )


def _proposed(decision: Decision) -> str:
    """What the robot may type a draft under: the selected record, or a new one where nothing was found."""
    if decision.outcome in (Outcome.EXACT, Outcome.PROBABLE):
        return decision.selected or ""
    return ChildRow.NEW if decision.outcome is Outcome.NONE else ""


def move_if_settled(contact: Contact, actor: Actor) -> None:
    """On to the robot when every child is a record or new, and nothing is asked for that a draft needs; otherwise to a person."""
    rows = list(contact.children.all())
    state = ContactState(contact.state)
    lacks = contact.points.filter(kind=PointKind.MISSING_VALUE, closed_at__isnull=True).exists()
    if rows and all(row.settled_as for row in rows) and not lacks:
        move_contact(contact, ContactState.SETTLED, actor, children=len(rows))
    elif state is not ContactState.TO_SETTLE:
        move_contact(contact, ContactState.TO_SETTLE, actor)


def decision_of(row: ChildRow) -> Mapping[str, object]:
    """The decision as it was made, with candidates, sentences and weights; empty before matching."""
    decision: Mapping[str, object] = vault.shown_json(row, "decision_sealed", {})
    return decision


def cannot_match(contact: Contact, reason: str, actor: Actor) -> None:
    """Matching gave up: a person searches the case system and says which record each child is."""
    with transaction.atomic():
        open_point(PointKind.TECHNICAL, reason, contact=contact)
        for row in contact.children.filter(settled_as=""):
            open_point(PointKind.SETTLE_CHILD, ASK[Outcome.NONE], contact=contact, child=row)
        move_contact(contact, ContactState.TO_SETTLE, actor)
