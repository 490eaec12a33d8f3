"""Is this allowed in this state? Every rule is a pair: `check_x` raises with a sentence for people, `can_x` asks it.

The page shows the raised sentence beside the button that it disables; the store raises the same one.
"""

from __future__ import annotations

from dataclasses import dataclass

from postroom.errors import NotAllowed
from postroom.states import ContactState


@dataclass(frozen=True, slots=True)
class ReadyToApprove:
    """What approval depends on. `open_points` and `open_children` are counts."""

    state: ContactState
    open_points: int
    open_children: int
    category: str | None
    outcome: str | None


NOT_DRAFTED = "This contact cannot be approved yet: its drafts are not in the case system."
DONE = "This contact was approved already: a colleague was quicker, or you pressed twice. Nothing more is to be done."
CANNOT_APPROVE = {
    ContactState.APPROVED: DONE,
    ContactState.FINISHING: DONE,
    ContactState.FINISHED: DONE,
    ContactState.STOPPED: "This contact cannot be approved yet: the robot stopped. Say that it may try again, or type the draft yourself.",
    ContactState.REJECTED: "This contact was rejected: a colleague said that it is none. Put it back first.",
    ContactState.REPEAT: "This contact is a repeat of one that came before, and is not approved a second time.",
    ContactState.SUPERSEDED: "A newer version of this report came in: that one is to be approved.",
}
"""Why a contact in this state is not approved. In every other state its drafts are still to come."""


def check_approve(contact: ReadyToApprove) -> None:
    """Raises NotAllowed unless every open point is settled by a person, and a person chose category and outcome.

    Meaningful human involvement: UK GDPR Articles 22A to 22D (Data (Use and Access) Act 2025, s.80).
    """
    if contact.state is not ContactState.DRAFTED:
        raise NotAllowed(CANNOT_APPROVE.get(contact.state, NOT_DRAFTED))
    if contact.open_children:
        raise NotAllowed(
            f"Say which record each child is. {count(contact.open_children, 'child is', 'children are')} open."
        )
    if contact.open_points:
        raise NotAllowed(f"Settle every open point. {count(contact.open_points, 'point is', 'points are')} open.")
    if not contact.category:
        raise NotAllowed("Choose the category of this contact.")
    if not contact.outcome:
        raise NotAllowed("Choose the outcome of this contact.")


def can_approve(contact: ReadyToApprove) -> bool:
    """Whether `check_approve` has nothing against it."""
    try:
        check_approve(contact)
    except NotAllowed:
        return False
    return True


def count(number: int, one: str, many: str) -> str:
    """`1 point is`, `3 points are`."""
    return f"{number} {one if number == 1 else many}"
