"""Match: each child of a contact against the register of existing children, all children of a form together."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from bots.register import refresh, register
from bots.steps import step
from matching.decide import decide
from postroom.matching import ChildQuery
from postroom.states import ContactState
from records import store
from records.models import Contact
from records.store import Standing

log = logging.getLogger(__name__)
ROBOT = store.Actor.robot("matching")
IDENTITY = ("forename", "surname", "date_of_birth", "nhs_number", "is_unborn")
GROUP = re.compile(r"(children|people)\[(\d+)\]\.(\w+)")


@step("match", Contact, ContactState.READ)
def match(contact: Contact) -> None:
    """Decides, and moves on: to the robot when every child is clear, to a person otherwise."""
    values = store.standing_values(contact)
    rows = list(contact.children.all())
    queries = [query_of(contact.ulid, row.position, values) for row in rows]
    decisions = decide(register(), queries, today=timezone.localdate(contact.received_at).isoformat())
    doubtful = frozenset(row.position for row in rows if is_doubtful(row.position, values))
    store.take_decisions(contact, decisions, ROBOT, doubtful=doubtful)


def query_of(family: str, position: int, values: Mapping[str, Standing]) -> ChildQuery:
    """What the report says about one child and the people around it."""
    groups: dict[tuple[str, int], dict[str, Any]] = {}
    for path, standing in values.items():
        if found := GROUP.fullmatch(path):
            groups.setdefault((found[1], int(found[2])), {})[found[3]] = standing.value
    child = groups.pop(("children", position), {})
    siblings = [{**said, "relationship": "sibling"} for (kind, _), said in sorted(groups.items()) if kind == "children"]
    people = [said for (kind, _), said in sorted(groups.items()) if kind == "people"]
    return ChildQuery.from_json(
        {"query_id": f"{family}-{position}", "family": family, "child": child, "people": people + siblings}
    )


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
