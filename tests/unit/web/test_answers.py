"""What a person may type for a leaf, and with which sentence the rest is refused."""

import pytest

from web.answers import Refused, answer
from web.leaves import LEAVES, About, Kind, about


def typed(value: str) -> dict[str, str]:
    return {"value": value}


@pytest.mark.parametrize(
    ("path", "posted", "value"),
    [
        ("children[0].forename", typed("  Amir  "), "Amir"),
        ("children[0].date_of_birth", {"day": "4", "month": "3", "year": "2015"}, "2015-03-04"),
        ("children[0].expected_delivery_date", {"day": "", "month": "2", "year": "2027"}, "2027-02"),
        ("children[0].also_known_as", typed("Ami; A. Okonkwo;"), ["Ami", "A. Okonkwo"]),
        ("children[0].age_stated", typed("12"), 12),
        ("children[0].is_unborn", typed("no"), False),
        ("children[0].sex", typed("F"), "F"),
        ("children[0].nhs_number", typed("999 000 0018"), "9990000018"),
        ("children[0].postcode", typed("ub83tz"), "UB8 3TZ"),
        ("people[0].phone", typed("020 7946 0018"), "+442079460018"),
        ("people[0].role_in_incident", typed("informant"), "informant"),
        ("incident.start", typed("20/11/2026 22:15"), "2026-11-20T22:15"),
        ("children[0].surname", {"value": "left over", "empty": "yes"}, None),
    ],
)
def test_what_is_typed_becomes_the_value_of_the_contract(path, posted, value):
    assert answer(about(path), posted) == value


@pytest.mark.parametrize(
    ("path", "posted", "sentence"),
    [
        ("children[0].forename", typed(""), "Enter the first name, or say that the post does not give it"),
        ("children[0].forename", typed("x" * 501), "The first name is too long"),
        ("children[0].date_of_birth", {"day": "31", "month": "2", "year": "2015"}, "Date of birth must be a real date"),
        ("children[0].date_of_birth", {"day": "1", "month": "2", "year": "15"}, "write the year with four digits"),
        ("children[0].date_of_birth", {"day": "1", "month": "2", "year": "2999"}, "must be in the past"),
        ("children[0].date_of_birth", {"day": "x", "month": "2", "year": "2015"}, "in numbers"),
        ("children[0].date_of_birth", {}, "Enter the date of birth"),
        ("children[0].sex", typed("woman"), "Choose the sex from the list"),
        ("children[0].role_in_incident", typed("informant"), "from the list"),
        ("children[0].age_stated", typed("twelve"), "whole number of years"),
        ("children[0].nhs_number", typed("999 000 0019"), "That is not an NHS number"),
        ("children[0].upn", typed("A12345"), "That is not a unique pupil number"),
        ("children[0].postcode", typed("Hayes"), "full UK postcode"),
        ("people[0].phone", typed("no phone"), "Enter a phone number"),
        ("incident.start", typed("late at night"), "must be a day and a time"),
    ],
)
def test_what_cannot_be_the_value_is_refused_with_what_to_type(path, posted, sentence):
    with pytest.raises(Refused, match=sentence):
        answer(about(path), posted)


def test_a_path_that_the_contract_does_not_know_is_no_leaf():
    for path in ("children[0].password", "people", "children[0]", "a.b.c", "children[0].forename.x"):
        with pytest.raises(KeyError):
            about(path)


def test_every_code_has_a_list():
    from web.codes import names

    for leaf in LEAVES.values():
        assert leaf.kind != Kind.CODE or len(names(leaf.codes)) > 1


def test_a_long_text_keeps_its_lines():
    assert answer(About("Narrative", Kind.LONG_TEXT), typed("one\n\ntwo")) == "one\n\ntwo"
