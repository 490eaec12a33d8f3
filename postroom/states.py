"""The life of a mail and of a contact: every state, and every move that is allowed. Nothing else changes a state.

The diagram in docs/reference/states.md is printed from these two tables (`make diagram`).
"""

from __future__ import annotations

from enum import StrEnum

from postroom.errors import NotAllowed


class MailState(StrEnum):
    """Where a piece of post stands."""

    CLAIMED = "claimed"  # named in the database; the raw message is not stored yet
    STORED = "stored"  # raw message stored, encrypted; waiting to be read
    HELD = "held"  # a person must act: password, encryption, broken, untrusted
    NOT_A_CONTACT = "not_a_contact"  # automatic reply, delivery report, invitation, newsletter
    REPEAT = "repeat"  # the same post again: linked to the first, not drafted again
    READ = "read"  # its contacts stand on their own from here
    CLOSED = "closed"  # a person dealt with it outside Postroom, and said how


class ContactState(StrEnum):
    """Where a contact stands."""

    READ = "read"  # waiting to be matched
    TO_SETTLE = "to_settle"  # a person must say which record a child is, or settle what stops a draft
    SETTLED = "settled"  # every child is a record or new; waiting for the robot
    DRAFTING = "drafting"  # the robot is at it
    DRAFTED = "drafted"  # a draft for each child stands in the case system, read back
    APPROVED = "approved"  # a person approved exactly these values
    FINISHING = "finishing"  # the robot brings the drafts to what was approved
    FINISHED = "finished"  # the drafts hold exactly what was approved
    STOPPED = "stopped"  # the robot stopped; a person must look
    REPEAT = "repeat"  # same report as an earlier contact; linked
    SUPERSEDED = "superseded"  # a newer version of the report took its place before approval
    REJECTED = "rejected"  # a person said that it is no contact


MAIL_MOVES: dict[MailState, frozenset[MailState]] = {
    MailState.CLAIMED: frozenset({MailState.STORED, MailState.HELD}),
    MailState.STORED: frozenset({MailState.READ, MailState.HELD, MailState.NOT_A_CONTACT, MailState.REPEAT}),
    MailState.HELD: frozenset(
        {MailState.CLAIMED, MailState.STORED, MailState.READ, MailState.NOT_A_CONTACT, MailState.CLOSED}
    ),
    MailState.NOT_A_CONTACT: frozenset({MailState.STORED}),
    MailState.REPEAT: frozenset({MailState.STORED}),
    MailState.READ: frozenset(),
    MailState.CLOSED: frozenset({MailState.CLAIMED, MailState.STORED}),
}

CONTACT_MOVES: dict[ContactState, frozenset[ContactState]] = {
    ContactState.READ: frozenset(
        {
            ContactState.TO_SETTLE,
            ContactState.SETTLED,
            ContactState.REPEAT,
            ContactState.SUPERSEDED,
            ContactState.REJECTED,
        }
    ),
    ContactState.TO_SETTLE: frozenset(
        {ContactState.SETTLED, ContactState.REPEAT, ContactState.SUPERSEDED, ContactState.REJECTED}
    ),
    ContactState.SETTLED: frozenset(
        {ContactState.DRAFTING, ContactState.TO_SETTLE, ContactState.SUPERSEDED, ContactState.REJECTED}
    ),
    ContactState.DRAFTING: frozenset({ContactState.DRAFTED, ContactState.SETTLED, ContactState.STOPPED}),
    ContactState.DRAFTED: frozenset(
        {ContactState.APPROVED, ContactState.TO_SETTLE, ContactState.SUPERSEDED, ContactState.REJECTED}
    ),
    ContactState.APPROVED: frozenset({ContactState.FINISHING}),
    ContactState.FINISHING: frozenset({ContactState.FINISHED, ContactState.APPROVED, ContactState.STOPPED}),
    ContactState.FINISHED: frozenset(),
    ContactState.STOPPED: frozenset(
        {ContactState.SETTLED, ContactState.APPROVED, ContactState.TO_SETTLE, ContactState.REJECTED}
    ),
    ContactState.REPEAT: frozenset({ContactState.READ}),
    ContactState.SUPERSEDED: frozenset(),
    ContactState.REJECTED: frozenset({ContactState.READ}),
}


def check_mail_move(now: MailState, to: MailState) -> None:
    """Raises NotAllowed unless a mail may go from `now` to `to`."""
    if to not in MAIL_MOVES[now]:
        raise NotAllowed(f"A mail that is {now} cannot become {to}.")


def check_contact_move(now: ContactState, to: ContactState) -> None:
    """Raises NotAllowed unless a contact may go from `now` to `to`."""
    if to not in CONTACT_MOVES[now]:
        raise NotAllowed(f"A contact that is {now} cannot become {to}.")
