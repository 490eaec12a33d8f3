"""A worker starts without a register, a language model or a case system: what needs it waits and says what is missing, the rest works."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bots.match import match
from bots.prefill import prefill
from bots.read import read
from bots.work import warm_up
from postroom.states import ContactState, MailState
from records.models import Contact, OpenPoint, OutsideSystem
from records.queries import overview
from tests import factories
from tests.integration.line.conftest import letter

TRIES = 9  # more than any step's list of waits


@pytest.mark.parametrize("queues", [("post", "matching", "chores"), ("reading",), ("robot",)], ids="+".join)
def test_every_worker_gets_ready_with_nothing_there(line, settings, tmp_path, queues):
    settings.ENVIRONMENT = replace(
        settings.ENVIRONMENT, register="", match_index=str(tmp_path / "none"), spacy_model="none_such"
    )

    assert warm_up(queues) is None


def test_matching_waits_for_a_register(line, settings, tmp_path):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, register="", match_index=str(tmp_path / "none"))
    contact = factories.read_contact(*factories.merlin())
    for _ in range(TRIES):
        match(contact.ulid)

    contact.refresh_from_db()
    assert contact.state == ContactState.READ
    assert "POSTROOM_REGISTER" in told_of("register")


def test_reading_waits_for_its_language_model_and_then_goes_on(line, settings):
    (mail,) = line.collect(letter())
    installed = settings.ENVIRONMENT
    settings.ENVIRONMENT = replace(installed, spacy_model="none_such")
    for _ in range(TRIES):
        read(mail.ulid)
    mail.refresh_from_db()
    assert mail.state == MailState.STORED
    assert "POSTROOM_SPACY_MODEL" in told_of("reader")

    settings.ENVIRONMENT = installed
    read(mail.ulid)
    mail.refresh_from_db()
    assert mail.state != MailState.STORED


def test_the_robot_waits_for_a_case_system(line, settings):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, case_system=replace(settings.ENVIRONMENT.case_system, url=""))
    row = factories.matched_contact()
    Contact.objects.filter(pk=row.pk).update(state=ContactState.SETTLED)
    for _ in range(TRIES):
        OutsideSystem.objects.update(open_until=None)  # as when the minute of the breaker is over
        prefill(row.ulid)

    row.refresh_from_db()
    assert row.state == ContactState.SETTLED
    assert "POSTROOM_CASE_URL" in told_of("case_system")
    assert not OpenPoint.objects.filter(contact=row, closed_at=None, kind="technical").exists()


def told_of(system: str) -> str:
    """What the operations page says of it."""
    return next(each.last_reason for each in overview().systems if each.name == system)
