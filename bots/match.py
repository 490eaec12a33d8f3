"""Match: each child of a contact against the register of existing children, all children of a form together."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from django.utils import timezone

from bots.history import with_history
from bots.queries import query_of
from bots.register import refresh, register
from bots.steps import step
from matching.decide import decide
from postroom.states import ContactState
from records import store
from records.models import Contact
from records.store import Standing

log = logging.getLogger(__name__)
ROBOT = store.Actor.robot("matching")
IDENTITY = ("forename", "surname", "date_of_birth", "nhs_number", "is_unborn")


@step("match", Contact, ContactState.READ)
def match(contact: Contact) -> None:
    """Decides, and moves on: to the robot when every child is clear, to a person otherwise."""
    values = store.standing_values(contact)
    rows = list(contact.children.all())
    queries = [query_of(contact.ulid, row.position, values) for row in rows]
    decisions = decide(register(), queries, today=timezone.localdate(contact.received_at).isoformat())
    decisions = with_history(contact, queries, decisions)
    doubtful = frozenset(row.position for row in rows if is_doubtful(row.position, values))
    store.take_decisions(contact, decisions, ROBOT, doubtful=doubtful)


def is_doubtful(position: int, values: Mapping[str, Standing]) -> bool:
    """Whether what identifies this child is still to be checked: then no record is taken before a person has looked."""
    return any(
        (standing := values.get(f"children[{position}].{name}")) is not None
        and standing.value is not None
        and not standing.is_good
        for name in IDENTITY
    )


def warm() -> None:
    """Looks for a new export, and opens the register before the first contact waits for it."""
    refresh()
    register()
