"""Which contact is seen first."""

from datetime import date

import pytest

from postroom.contact import Child, Contact, Field, Narrative, Quote, Status, Suggestion
from postroom.urgency import Urgency, urgency

TODAY = date(2026, 11, 22)
PACE = "Request for secure bed made by police under PACE"


def leaf(value):
    return Field(value, Status.CHECK)


@pytest.mark.parametrize(
    ("contact", "rung"),
    [
        (Contact(police_brag=leaf("red")), Urgency.RED_OR_CHILD_PROTECTION),
        (
            Contact(police_brag=leaf("green"), narrative=Narrative(urgent=(Quote("strangled", 0, 9),))),
            Urgency.RED_OR_CHILD_PROTECTION,
        ),
        (Contact(narrative=Narrative(suggestions=(Suggestion(PACE, Quote("bed", 0, 3)),))), Urgency.POLICE_PROTECTION),
        (Contact(document_type=leaf("merlin_mis")), Urgency.MISSING_CHILD),
        (Contact(children=(Child(role_in_incident=leaf("missing")),)), Urgency.MISSING_CHILD),
        (Contact(police_brag=leaf("amber")), Urgency.AMBER),
        (Contact(children=(Child(is_unborn=leaf(True)),)), Urgency.UNBORN_OR_INFANT),
        (Contact(children=(Child(date_of_birth=leaf("2026-03-01")),)), Urgency.UNBORN_OR_INFANT),
        (Contact(children=(Child(date_of_birth=leaf("2019-03-01")),)), Urgency.BY_THE_CLOCK),
    ],
)
def test_the_highest_rung_counts(contact, rung):
    assert urgency(contact, TODAY) is rung
