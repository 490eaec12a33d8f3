"""Approval needs a person's decisions, all of them."""

from dataclasses import replace

import pytest

from postroom.errors import NotAllowed
from postroom.policies import ReadyToApprove, can_approve, check_approve
from postroom.states import ContactState

READY = ReadyToApprove(ContactState.DRAFTED, 0, 0, "Neglect", "Send to MASH")


def test_a_contact_with_nothing_open_can_be_approved():
    assert can_approve(READY)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"state": ContactState.SETTLED}, "not in the case system"),
        ({"open_children": 1}, "1 child is open"),
        ({"open_points": 3}, "3 points are open"),
        ({"category": None}, "Choose the category"),
        ({"outcome": None}, "Choose the outcome"),
    ],
)
def test_whatever_is_missing_is_said_in_a_sentence(change, sentence):
    contact = replace(READY, **change)

    with pytest.raises(NotAllowed, match=sentence):
        check_approve(contact)
    assert not can_approve(contact)
