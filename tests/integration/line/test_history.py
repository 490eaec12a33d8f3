"""Earlier contacts of a child and its family are put beside what matching decided."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bots.history import with_history
from bots.queries import query_of
from postroom.contact import Field, Status
from postroom.history import Link
from postroom.matching import Outcome
from records import store
from records.models import Contact
from tests import factories

pytestmark = pytest.mark.django_db
DAY = 24 * 60


def report(reference="26PAC100002", days_ago=0, minutes_ago=2, children=1, **leaves):
    """A report on Amir, or on whom `leaves` say, received so long ago, of an incident of its own."""
    said, picture = factories.merlin(reference, children=children)
    child = replace(said.children[0], **{name: Field(value, Status.CERTAIN) for name, value in leaves.items()})
    incident = replace(said.incident, cad_ref=None, start=Field(f"2026-01-{reference[-2:]}T10:00", Status.CERTAIN))
    said = replace(said, children=(child, *said.children[1:]), incident=incident)
    return factories.read_contact(said, picture, minutes_ago=minutes_ago + days_ago * DAY)


def history(contact, *decisions):
    rows = list(contact.children.all())
    queries = [query_of(contact.ulid, row.position, store.standing_values(contact)) for row in rows]
    given = list(decisions) or [factories.decision(Outcome.NONE)] * len(rows)
    return [decision.history for decision in with_history(contact, queries, given)]


def test_the_same_child_again_is_told_with_day_agency_and_reference_and_no_narrative():
    report("26PAC100011", days_ago=50)
    ((earlier,),) = history(report())

    assert (earlier.link, earlier.days_before, earlier.agency, earlier.reference) == (
        Link.SAME_CHILD,
        50,
        "Metropolitan Police",
        "26PAC100011",
    )
    assert factories.NARRATIVE[:20] not in repr(earlier)


def test_three_reports_come_latest_first_and_a_later_one_is_not_earlier():
    for days in (90, 20, 55):
        report(f"26PAC1000{days}"[:9] + f"{days // 5:02}", days_ago=days)
    ((first, second, third),) = history(report("26PAC100002", days_ago=10))
    report("26PAC100003", days_ago=1)

    assert [each.days_before for each in (first, second, third)] == [10, 45, 80]


def test_a_contact_of_the_record_that_is_proposed_is_told_whatever_its_child_was_called():
    other = report("26PAC100011", days_ago=30, forename="Emeka", surname="Bell")
    store.take_decisions(other, [factories.decision(Outcome.EXACT, factories.candidate("C7"))], factories.ROBOT)
    proposed = factories.decision(Outcome.POSSIBLE, factories.candidate("C7"))
    ((earlier,),) = history(report(), proposed)

    assert earlier.link is Link.SAME_RECORD


def test_a_masked_contact_is_not_told_to_a_child_who_is_only_proposed_its_record():
    other = report("26PAC100011", days_ago=30, forename="Emeka", surname="Bell")
    store.take_decisions(other, [factories.decision(Outcome.EXACT, factories.candidate("C7"))], factories.ROBOT)
    Contact.objects.filter(pk=other.pk).update(sensitive=True)

    assert history(report(), factories.decision(Outcome.POSSIBLE, factories.candidate("C7"))) == [()]


def test_an_earlier_contact_whose_seal_is_broken_costs_nobody_the_answer():
    broken = report("26PAC100011", days_ago=30)
    Contact.objects.filter(pk=broken.pk).update(reading_sealed=b"broken")
    ((earlier,),) = history(report())

    assert (earlier.contact, earlier.agency) == (broken.ulid, "")


def test_the_history_is_kept_with_the_decision():
    earlier = report("26PAC100011", days_ago=30)
    contact = report()
    values = store.standing_values(contact)
    decisions = with_history(contact, [query_of(contact.ulid, 0, values)], [factories.decision(Outcome.NONE)])
    store.take_decisions(contact, decisions, factories.ROBOT)

    kept = store.decision_of(contact.children.get())["history"]
    assert [(each["contact"], each["link"]) for each in kept] == [(earlier.ulid, "same_child")]
