"""The match panel chooses nothing that a person must decide, and shows nothing of a restricted record."""

from dataclasses import asdict

import pytest

from postroom.matching import Outcome
from records.queries.contact import ChildView
from tests.factories import candidate, decision
from web.presenters.match import match_view


def view(outcome, *candidates, settled_as="", confirmed=False):
    found = asdict(decision(outcome, *candidates))
    child = ChildView("01CHILD", 0, outcome, found, settled_as, "tessa" if confirmed else "", "", confirmed, "", "", ())
    return match_view(child, "Amir Okonkwo", "/match", may_change=True)


@pytest.mark.parametrize(
    ("outcome", "settled_as", "chosen"),
    [
        (Outcome.EXACT, "C104233", "C104233"),
        (Outcome.PROBABLE, "C104233", "C104233"),
        (Outcome.POSSIBLE, "", ""),
        (Outcome.AMBIGUOUS, "", ""),
        (Outcome.NONE, "new", ""),  # that a child is new is a person's word
    ],
)
def test_only_what_the_evidence_selects_is_chosen_beforehand(outcome, settled_as, chosen):
    assert view(outcome, candidate(), settled_as=settled_as).preselected == chosen


def test_a_reason_is_asked_for_only_where_several_records_fit():
    assert view(Outcome.AMBIGUOUS, candidate()).needs_reason
    assert not view(Outcome.POSSIBLE, candidate()).needs_reason


def test_what_speaks_for_and_against_is_told_apart():
    (shown,) = view(Outcome.POSSIBLE, candidate()).candidates

    assert len(shown.agrees) == 2
    assert shown.differs == ("Postcode differs: speaks weakly against it.",)
    assert shown.flags == ("Open case, Hayes team",)
    assert shown.on_file == "Amir Okonkwo · born 4 March 2015 · UB3 2BB"


def test_a_restricted_record_shows_that_it_exists_and_nothing_else():
    (shown,) = view(Outcome.AMBIGUOUS, candidate(restricted=True)).candidates

    assert (shown.agrees, shown.differs, shown.flags, shown.on_file) == ((), (), ("Restricted",), "")


def test_a_settled_child_is_not_asked_about_again():
    settled = view(Outcome.NONE, settled_as="new", confirmed=True)

    assert not settled.is_open
    assert settled.preselected == "new"  # but may be chosen again: a slip of the hand is not for good
    assert settled.settled == "A new child"
