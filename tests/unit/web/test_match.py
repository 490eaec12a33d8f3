"""The match panel chooses nothing that a person must decide, and shows nothing of a restricted record."""

from dataclasses import asdict

import pytest

from postroom.matching import Outcome
from records.queries.contact import ChildView
from tests.factories import candidate, decision
from web.presenters.match import match_view
from web.presenters.sides import pattern_of


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
    assert shown.differs == ("The address is another.",)
    assert shown.flags == ("Open case, Hayes team",)
    assert shown.on_file == "Amir Okonkwo · born 4 March 2015 · UB3 2BB"


def test_both_sides_stand_beside_each_other_with_the_letters_that_differ():
    (shown,) = view(Outcome.POSSIBLE, candidate()).candidates
    forename, _, born, postcode = shown.sides

    assert (forename.label, forename.fit) == ("First name", "nearly the same")
    assert forename.report == (("Ami", False), ("r", True)) and forename.record == (("Ami", False), ("er", True))
    assert born.report == (("4 March 2015", False),)
    assert postcode.differs and postcode.sign == "≠"
    assert shown.household == ("Grace Okonkwo, mother: on both sides",)


def test_earlier_reports_are_counted_as_an_officer_would():
    history = [
        {"contact": "01EARLIER", "received": "2026-10-01", "link": "same_child", "agency": "Metropolitan Police", "document_type": "merlin_pac", "category": "Neglect", "outcome": "", "reference": "26PAC1", "days_before": days}
        for days in (20, 50, 300)
    ]  # fmt: skip
    found = asdict(decision(Outcome.NONE)) | {"history": history}
    child = ChildView("01CHILD", 0, Outcome.NONE, found, "", "", "", False, "", "", ())
    told = match_view(child, "Amir", "/match", may_change=True)

    assert tuple(pattern_of(found, "merlin_pac")) == (
        "Third police report in eight weeks",
        "Fourth contact in twelve months",
    )
    assert told.earlier[0].about == "Metropolitan Police, Neglect, not decided, 26PAC1"


def test_a_restricted_record_shows_that_it_exists_and_nothing_else():
    (shown,) = view(Outcome.AMBIGUOUS, candidate(restricted=True)).candidates

    assert (shown.agrees, shown.differs, shown.flags, shown.on_file) == ((), (), ("Restricted",), "")


def test_a_settled_child_is_not_asked_about_again():
    settled = view(Outcome.NONE, settled_as="new", confirmed=True)

    assert not settled.is_open
    assert settled.preselected == "new"  # but may be chosen again: a slip of the hand is not for good
    assert settled.settled == "A new child"
