"""Match: each child of a contact against the register of existing children, all children of a form together."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from bots.steps import step
from matching.decide import decide
from matching.mapping import CONTRACT
from matching.register import Register, fingerprint, import_register, open_register
from postroom.errors import Misconfigured
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


def register() -> Register:
    """The register in use. A new export under the same name is read in as soon as it is there."""
    index = Path(settings.ENVIRONMENT.match_index)
    export = Path(settings.ENVIRONMENT.register) if settings.ENVIRONMENT.register else None
    if export and _is_new(export, index):
        report = import_register(export, CONTRACT, index)
        log.info("register: %d rows, %d children read in", report.rows, report.children)
    return _opened(index, (index / "current").read_text())


def _is_new(export: Path, index: Path) -> bool:
    try:
        known = _opened(index, (index / "current").read_text())
    except (OSError, Misconfigured):
        return True
    return bool(
        known.meta.get("fingerprint") != _fingerprint(export, export.stat().st_mtime_ns) or known.age_hours() > 24
    )  # hours: read in again daily, so that its age is told truly


@cache
def _fingerprint(export: Path, _changed_at: int) -> str:
    return fingerprint(export)


@cache
def _opened(index: Path, _generation: str) -> Register:
    return open_register(index)


def warm() -> None:
    """Opens the register before the first contact waits for it."""
    register()
