"""Finish: brings each child's draft to exactly the values that a person approved, and reads them back."""

from __future__ import annotations

from bots import robot
from bots.prefill import bring_all_about
from bots.steps import step
from postroom.states import ContactState
from records import store
from records.models import Contact


@step("finish", Contact, ContactState.APPROVED, system="case_system")
def finish(contact: Contact) -> None:
    """What was approved is frozen: a later correction changes nothing here. The final submit stays with people."""
    screen = robot.screen()
    store.start_work(contact, robot.ACTOR, screen.version_name)
    choices = {"category": contact.approval.category, "outcome": contact.approval.outcome}
    bring_all_about(contact, store.frozen_values(contact), choices, "finished")
    store.end_work(contact, robot.ACTOR)
