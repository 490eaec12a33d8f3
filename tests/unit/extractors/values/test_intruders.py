"""A value that was not cut cleanly is never certain: another label, another value, a running foot, or the other choice inside."""

from datetime import date

import pytest

from extractors.values import KINDS, Found, ValueContext, interpret
from postroom.contact import Method, Status

CONTEXT = ValueContext(reference_date=date(2026, 11, 14), ethnicity_scheme="sde18")
GOOD = {
    "children.date_of_birth": "03/04/2017",
    "children.age_stated": "9",
    "children.surname": "Khan",
    "children.forename": "Sara",
    "children.sex": "Female",
    "children.ethnicity_code": "W1",
    "children.nhs_number": "999 851 5610",
    "children.upn": "L312400422292",
    "children.first_language": "Urdu",
    "children.interpreter_required": "Yes",
    "children.religion": "Muslim",
    "children.disability_text": "Autism",
    "children.school": "Old Forge Primary",
    "children.gp_practice": "The Larches Surgery",
    "children.address": "4 Low Road, Hayes, UB3 1AA",
    "children.role_in_incident": "Witness",
    "people.relationship": "Mother",
    "people.phone": "07700 900123",
    "people.name": "Jane DOE",
    "incident.start": "02/11/2026 0706",
    "incident.location": "4 Low Road, Hayes, UB3 1AA",
    "incident.cad_ref": "CAD 6743/08OCT26",
    "referrer.name": "Jane Doe",
    "referrer.role_title": "Health Visitor",
    "referrer.organisation": "Old Forge",
    "referrer.email": "a@b.example",
    "referrer.shoulder_number": "221XH",
    "consent.consent_to_share": "Yes",
    "consent.parents_aware": "No",
}
NOISE = [
    "Surname",
    "Page 1 of 2",
    "OFFICIAL - SENSITIVE",
    "Gender Male",
    "Parental responsibility",
    "Nationality British",
]


def certain(kind, text):
    leaves = interpret(kind, Found(text=text, method=Method.LABEL), CONTEXT)
    return [name for name, leaf in leaves.items() if leaf.status is Status.CERTAIN]


@pytest.mark.parametrize("kind", GOOD)
def test_a_clean_value_is_certain_and_with_anything_foreign_beside_it_not(kind):
    if kind != "referrer.name":
        assert certain(kind, GOOD[kind])
    for noise in NOISE:
        assert certain(kind, f"{GOOD[kind]} {noise}") == [], noise
        assert certain(kind, f"{noise}\n{GOOD[kind]}") == [], noise


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("children.sex", "M / F"),
        ("children.interpreter_required", "Yes / No"),
        ("children.interpreter_required", "Y/N"),
        ("children.interpreter_required", "X"),
        ("consent.consent_to_share", "Yes - mother only"),
        ("people.relationship", "Mother and father"),
        ("children.role_in_incident", "Victim and witness"),
        ("children.forename", "KHAN Sara"),
        ("children.surname", "Khan, Sara"),
        ("children.forename", "As above"),
        ("children.school", "As above"),
        ("children.address", "█ Swan Meadow"),
        ("referrer.name", "Dr P Jones"),
    ],
)
def test_two_answers_half_answers_and_the_wrong_half_of_a_name_are_never_certain(kind, text):
    assert certain(kind, text) == []


@pytest.mark.parametrize("kind", sorted(KINDS - {"reason"}))
def test_a_page_taken_for_a_value_is_unreadable(kind):
    leaves = interpret(kind, Found(text="12 Aa 01/02/2015 " * 200), CONTEXT)
    assert {leaf.status for leaf in leaves.values()} == {Status.UNREADABLE}
