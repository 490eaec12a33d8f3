"""Prefill: types a draft for each child, reads it back, and stops. Finish, its sister, brings drafts to what was approved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from bots import robot
from bots.asking import ask_first
from bots.attachments import on_hand
from bots.steps import keep_lease, step
from postroom.errors import CaseSystemDown, CaseSystemRefused, DraftDiffers
from postroom.filling import FillResult, StopKind
from postroom.states import ContactState
from records import store
from records.models import ChildRow, Contact

NEW = ChildRow.NEW


@step("prefill", Contact, ContactState.SETTLED, system="case_system")
def prefill(contact: Contact) -> None:
    """Certain values and what people settled, nothing else. Without an outcome: that is a person's to choose.

    What only a person can say is asked before anything is typed: then the contact waits for them.
    """
    if not store.catch_up(contact, robot.ACTOR):
        return  # the sweep asks again
    screen, values = robot.screen(), store.good_values(contact)
    if ask_first(contact, screen.map, {row: record_of(contact, row, values) for row in contact.children.all()}):
        return
    store.start_work(contact, robot.ACTOR, screen.version_name)
    bring_all_about(contact, values, {}, "saved")
    store.end_work(contact, robot.ACTOR)


def bring_all_about(contact: Contact, values: Mapping[str, Any], choices: Mapping[str, str], state: str) -> None:
    """A draft for each child, the report attached to each."""
    with on_hand(contact) as attachments:
        for row in contact.children.all():
            keep_lease(contact)
            bring_about(row, record_of(contact, row, values, choices) | {"attachments": list(attachments)}, state)


def bring_about(row: ChildRow, record: Mapping[str, Any], state: str) -> None:
    """One child's draft, as wanted and read back, or an error that says who must act."""
    result = robot.fill(record, revise=bool(row.draft_reference) or state == "finished")
    check(result)
    read_back = [
        {"name": each.name, "wanted": each.wanted, "read_back": each.read_back, "same": each.same}
        for each in result.fields
    ]
    store.take_draft(row, result.reference or "", read_back, robot.ACTOR, state=state)


def check(result: FillResult) -> None:
    """Raises unless the draft stands there, read back and as wanted."""
    if stopped := result.stopped_at:
        if stopped.kind is StopKind.APPLICATION:
            raise CaseSystemDown(stopped.reason)
        raise CaseSystemRefused(stopped.reason)
    if result.differing:
        raise DraftDiffers(result.differing)


def record_of(
    contact: Contact, row: ChildRow, values: Mapping[str, Any], choices: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """What screen maps name: `contact` with its groups, `child` for this one child, `match.case_id` and `mark`."""
    said: dict[str, Any] = {
        "received": timezone.localtime(contact.received_at).strftime("%Y-%m-%dT%H:%M"),
        **(choices or {}),
    }
    child: dict[str, Any] = {}
    people: dict[str, dict[str, Any]] = {}
    for path, value in values.items():
        group, _, leaf = path.rpartition(".")
        if group == f"children[{row.position}]":
            child[leaf] = value
        elif group.startswith("people["):
            people.setdefault(group, {})[leaf] = value
        elif not group.startswith("children["):
            (said.setdefault(group, {}) if group else said)[leaf] = value
    case_id = "" if row.settled_as == NEW else row.settled_as
    said["people"] = list(people.values())
    return {"mark": row.mark, "match": {"case_id": case_id}, "child": child, "contact": said}
