"""Which contact a triage officer should see first. It only ever lifts a contact: no word in a document lowers it."""

from __future__ import annotations

from datetime import date, timedelta
from enum import IntEnum

from postroom.contact import Child, Contact, Leaf

INFANT = timedelta(days=365)


class Urgency(IntEnum):
    """The ladder of the worktray, most urgent first; within a rung the clock decides."""

    RED_OR_CHILD_PROTECTION = 0
    POLICE_PROTECTION = 1  # Children Act 1989 s.46, or a bed under PACE
    MISSING_CHILD = 2
    AMBER = 3
    UNBORN_OR_INFANT = 4
    BY_THE_CLOCK = 5


def value_of(leaf: Leaf) -> object:
    """What the leaf says, whether certain or to be checked."""
    return leaf.value if leaf else None


def urgency(contact: Contact, today: date) -> Urgency:
    """The highest rung that anything in the contact reaches."""
    brag = value_of(contact.police_brag)
    narrative = contact.narrative
    if brag == "red" or (narrative and narrative.urgent):
        return Urgency.RED_OR_CHILD_PROTECTION
    if narrative and any("PACE" in suggestion.category for suggestion in narrative.suggestions):
        return Urgency.POLICE_PROTECTION
    if value_of(contact.document_type) == "merlin_mis" or any(
        value_of(child.role_in_incident) == "missing" for child in contact.children
    ):
        return Urgency.MISSING_CHILD
    if brag == "amber":
        return Urgency.AMBER
    if any(is_unborn_or_infant(child, today) for child in contact.children):
        return Urgency.UNBORN_OR_INFANT
    return Urgency.BY_THE_CLOCK


def is_unborn_or_infant(child: Child, today: date) -> bool:
    """Not born yet, or less than a year old."""
    if value_of(child.is_unborn) is True or value_of(child.age_stated) == 0:
        return True
    born = value_of(child.date_of_birth)
    return isinstance(born, str) and len(born) == len("2026-01-31") and today - date.fromisoformat(born) < INFANT
