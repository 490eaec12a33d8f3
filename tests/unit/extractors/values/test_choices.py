"""Closed lists: what forms say, and what they do not say."""

import pytest

from extractors.values import KINDS, Found, Option, ValueContext, interpret
from extractors.values.source_codes import source_code
from postroom.contact import Status
from postroom.doubts import TWO_LABELS
from postroom.errors import Misconfigured

SDE = ValueContext(ethnicity_scheme="sde18")
FORM = ValueContext(ethnicity_scheme="form_a1")


def read(kind, text="", context=SDE, **found):
    leaves = interpret(kind, Found(text=text, **found), context)
    return {name: (leaf.value, leaf.status) for name, leaf in leaves.items()}


@pytest.mark.parametrize(("context", "code"), [(SDE, "AIND"), (FORM, "WBRI")])
def test_a_short_code_means_what_its_own_scheme_says(context, code):
    assert read("children.ethnicity_code", "A1", context)["ethnicity_code"] == (code, Status.CERTAIN)


def test_a_short_code_without_a_scheme_is_no_value():
    assert read("children.ethnicity_code", "A1", ValueContext())["ethnicity_code"] == (None, Status.UNREADABLE)


@pytest.mark.parametrize("written", ["IC4", "IC1", "IC 3"])
def test_an_ic_code_is_never_an_ethnicity(written):
    assert read("children.ethnicity_code", written)["ethnicity_code"][0] is None


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("White - British", "WBRI"),
        ("Asian or Asian British - Indian", "AIND"),
        ("Any other ethnic group", "OOTH"),
        ("NS - Not stated", "NOBT"),
        ("Refused", "REFU"),
    ],
)
def test_ethnicity_in_words(written, code):
    assert read("children.ethnicity_code", written)["ethnicity_code"] == (code, Status.CERTAIN)


def test_code_and_words_that_disagree_are_to_be_checked():
    assert read("children.ethnicity_code", "A1 White British")["ethnicity_code"] == ("WBRI", Status.CHECK)
    assert read("children.ethnicity_code", "Somali")["ethnicity_code"][1] is Status.CHECK


@pytest.mark.parametrize(
    ("written", "grade"),
    [
        ("AMBER -> RED 15NOV26 09:12", "red"),
        ("RED (was AMBER)", "red"),
        ("from AMBER to GREEN", "green"),
        ("initial: BLUE revised: AMBER", "amber"),
    ],
)
def test_the_latest_brag_counts(written, grade):
    assert read("police_brag", written)["police_brag"] == (grade, Status.CERTAIN)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Mother", "mother"),
        ("Paternal grandmother", "grandparent"),
        ("Mother's partner", "parents_partner"),
        ("Half sister", "half_sibling"),
        ("Step-father", "step_father"),
        ("Cousin", "other"),
        ("mum", "mother"),
    ],
)
def test_relationships(written, code):
    assert read("people.relationship", written)["relationship"] == (code, Status.CERTAIN)


def test_partner_alone_does_not_say_whose():
    assert read("people.relationship", "Partner")["relationship"][1] is Status.CHECK


def test_a_role_mark_beside_the_relationship():
    assert read("people.relationship", "Father (SUS1)")["role_in_incident"] == ("suspect", Status.CERTAIN)


@pytest.mark.parametrize(
    ("written", "answer"),
    [("NOT SOUGHT", "not_sought"), ("consent gained", "yes"), ("No", "no"), ("Not obtained", "no")],
)
def test_consent(written, answer):
    assert read("consent.consent_to_share", written)["consent_to_share"] == (answer, Status.CERTAIN)


def test_ticks():
    yes, no, unclear = Option("Yes", True), Option("No", False), Option("No", None)
    assert read("consent.parents_aware", options=(yes, no))["parents_aware"] == ("yes", Status.CERTAIN)
    assert read("consent.parents_aware", options=(Option("Yes", False), no))["parents_aware"] == (None, Status.ABSENT)
    assert read("consent.parents_aware", options=(yes, unclear))["parents_aware"] == (None, Status.UNREADABLE)
    assert read("consent.parents_aware", options=(yes, Option("No", True)))["parents_aware"] == (
        None,
        Status.UNREADABLE,
    )
    assert read("people.has_parental_responsibility", options=(Option("Holds PR", True),))[
        "has_parental_responsibility"
    ] == ("yes", Status.CERTAIN)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_blank_and_not_known_are_absent_and_black_bars_unreadable_in_every_kind(kind):
    for text in ("", "N/K", "Not known", "-", "Click here to enter text."):
        assert {status for _, status in read(kind, text).values()} == {Status.ABSENT}, text
    assert {status for _, status in read(kind, "█", redacted=True).values()} == {Status.UNREADABLE}


def test_none_means_different_things_by_field():
    assert read("children.disability_text", "None known")["disability_text"] == (None, Status.ABSENT)
    assert read("children.religion", "None")["religion"] == ("None", Status.CERTAIN)
    assert read("children.sex", "M")["sex"] == ("M", Status.CERTAIN)


def test_an_unknown_kind_is_the_template_authors_mistake():
    with pytest.raises(Misconfigured):
        interpret("children.shoe_size", Found(text="4"), SDE)


def test_an_unsure_place_is_never_certain():
    assert read("children.sex", "M", doubts=(TWO_LABELS,))["sex"] == ("M", Status.CHECK)


@pytest.mark.parametrize(
    ("organisation", "role", "code"),
    [
        ("Old Forge Primary Academy", "Designated Safeguarding Lead", "2A"),
        ("Hillingdon School Nursing Service", "School Nurse", "3C"),
        ("The Larches Surgery", "General Practitioner", "3A"),
        ("Central and North West Health Visiting Team", "Health Visitor", "3B"),
        ("Colne Vale Hospital Emergency Department", "Paediatric A&E Sister", "3E"),
        ("Colne Vale Hospital Maternity Unit", "Community Midwife", "3F"),
        ("Wharfside Housing Association", "Housing Officer", "4"),
        ("Hillingdon Youth Justice Service", "YJS Case Manager", "5B"),
        ("Open Barge Family Charity", "Family Support Worker (voluntary sector)", "8"),
        ("UK Border Force", "Officer", "7"),
        ("Metropolitan Police Service", "PC", "6"),
    ],
)
def test_source_codes(organisation, role, code):
    outcome = source_code("marf", organisation, role, None)
    assert outcome is not None
    assert outcome.value == code


def test_an_unknown_referrer_is_ten_and_never_anonymous():
    outcome = source_code("plain_email", "Acme Widgets", None, "a@b.example")
    assert outcome is not None
    assert (outcome.value, outcome.doubt is None) == ("10", False)
