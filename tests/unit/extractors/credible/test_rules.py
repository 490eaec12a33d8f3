"""Every rule both ways: records that break it have no certain leaf left, their like that can be true stay as they are."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from extractors.credible import RULES, Form, credible
from extractors.general.vocabulary import load_vocabulary
from extractors.options import TEMPLATES
from postroom.contact import Child, Consent, Contact, Field, Person, Referrer, Status
from scripts.credible import page

ROOT = Path(__file__).resolve().parents[4]
ANA = {"forename": "Ana", "surname": "Pereira", "date_of_birth": "2019-07-04"}
TOM = {"forename": "Tom", "surname": "Pereira", "date_of_birth": "2021-04-22"}
RUI = {"forename": "Rui", "surname": "Pereira", "relationship": "father"}
HOME = "15 Field End Close, Pinner, HA5 4RN"


def leaf(value, label=None):
    return Field(value, Status.CERTAIN, 0.99, raw=str(value), label=label)


def contact(children=(), people=(), **own):
    return Contact(
        children=tuple(Child(**{name: leaf(value) for name, value in each.items()}) for each in children),
        people=tuple(Person(**{name: leaf(value) for name, value in each.items()}) for each in people),
        **own,
    )


def broken(read, text="Postcode HA5 4RN"):
    """Rule -> the records or leaves that break it."""
    form = Form(load_vocabulary(TEMPLATES), date(2026, 11, 10), text)
    found: dict[str, set[str]] = {}
    for path, one in credible(read, form).every_leaf():
        for doubt in one.doubts if one.value is not None else ():
            found.setdefault(doubt.name, set()).add(path.rpartition(".")[0] or path)
    return found


CHILDREN = [  # rule, children, people, which records break it
    ("of_age", [ANA, {**TOM, "date_of_birth": "1997-06-08"}], [], {"children[1]"}),
    ("of_age", [{**ANA, "date_of_birth": "2008-11-10"}], [], {"children[0]"}),
    ("of_age", [{**ANA, "date_of_birth": "2008-11-11"}], [], set()),
    ("of_age", [{"forename": "Ana", "surname": "Pereira", "age_stated": 41}], [], {"children[0]"}),
    ("of_age", [{"forename": "Ana", "surname": "Pereira", "age_stated": 17}], [], set()),
    ("adult_among_children", [ANA, {"forename": "Rui", "surname": "Pereira", "sex": "M"}], [RUI], {"children[1]"}),
    ("adult_among_children", [ANA, TOM], [RUI], set()),
    ("born_impossibly", [{**ANA, "date_of_birth": "2091-07-04"}], [], {"children[0]"}),
    ("born_impossibly", [], [{**RUI, "date_of_birth": "1892-01-02"}], {"people[0]"}),
    ("born_impossibly", [ANA], [{**RUI, "date_of_birth": "1900-02-03"}], set()),
    ("crowd", [{**ANA, "forename": f"Ana{chr(97 + n % 26)}{chr(97 + n // 26)}"} for n in range(60)], [], set()),
    ("crowd", [ANA] * 200, [], {f"children[{n}]" for n in range(200)}),
    ("nameless", [ANA, {"school": "Bourne Primary School", "sex": "M"}], [], {"children[1]"}),
    ("nameless", [ANA], [RUI, {"phone": "+447700900318"}], {"people[1]"}),
    ("nameless", [ANA, {"is_unborn": True, "expected_delivery_date": "2027-01-02"}], [], set()),
    ("nameless", [{"age_stated": 4}], [], set()),
    ("listed_twice", [ANA, ANA], [], {"children[0]", "children[1]"}),
    ("listed_twice", [ANA, {"forename": "Ana", "surname": "Silva", "date_of_birth": "2019-07-04"}], [], {"children[0]", "children[1]"}),
    ("listed_twice", [ANA], [{"forename": "Pereira", "surname": "Ana"}], {"children[0]", "people[0]"}),
    ("listed_twice", [ANA, {**TOM, "date_of_birth": "2019-07-04"}], [], set()),
    ("listed_twice", [{**ANA, "forename": "Rui"}], [{**RUI, "date_of_birth": "1992-08-08"}], set()),
    ("two_names_in_one", [{**ANA, "forename": "Tom", "middle_names": "Pereira", "surname": "Ana Pereira"}], [], {"children[0]"}),
    ("two_names_in_one", [ANA, {"forename": "Ana", "middle_names": "Tom", "surname": "Pereira", "age_stated": 3}], [], {"children[1]"}),
    ("two_names_in_one", [{**ANA, "middle_names": "Rui"}], [RUI], set()),
    ("many_words", [{**ANA, "surname": "Sofia Beatriz Pereira"}], [], {"children[0]"}),
    ("many_words", [{**ANA, "surname": "da Silva Pereira"}], [], set()),
    ("no_name", [{**ANA, "forename": "Of", "surname": "Sheet"}], [], {"children[0]"}),
    ("no_name", [{**ANA, "forename": "Child"}], [], {"children[0]"}),
    ("no_name", [ANA], [{**RUI, "forename": "Dob", "surname": "Edd"}], {"people[0]"}),
    ("no_name", [ANA], [{**RUI, "forename": "As Above", "surname": "Yes"}], {"people[0]"}),
    ("no_name", [{**ANA, "forename": "Grace", "surname": "Ward"}], [{**RUI, "forename": "Young", "surname": "Day"}], set()),
    ("a_place", [{**ANA, "forename": "Pinner", "surname": None, "address": HOME}], [], {"children[0]"}),
    ("a_place", [{**ANA, "surname": "Pinner", "address": HOME}], [], set()),
    ("an_agency", [{**ANA, "forename": "Bourne Primary", "surname": "School"}], [], {"children[0]"}),
    ("an_agency", [{**ANA, "surname": "Church"}], [RUI], set()),
    ("nothing_of_their_own", [ANA, {"forename": "Known", "surname": "Byrne"}], [], {"children[1]"}),
    ("nothing_of_their_own", [{"forename": "Ana", "surname": "Pereira"}, {"forename": "Tom", "surname": "Pereira"}], [], set()),
    ("address_cut", [{**ANA, "address": "Flat 14"}], [], {"children[0]"}),
    ("address_cut", [{**ANA, "address": HOME}], [{**RUI, "address": "1 High Street, Hayes", "postcode": "UB3 1AA"}], set()),
    ("placeholder", [{**ANA, "nhs_number": "9999999999"}], [], {"children[0]"}),
    ("placeholder", [{**ANA, "date_of_birth": "1900-01-01"}], [], {"children[0]"}),
    ("placeholder", [ANA], [{**RUI, "phone": "+440000000000"}], {"people[0]"}),
    ("placeholder", [{**ANA, "nhs_number": "9994564602"}], [{**RUI, "phone": "+447700900999"}], set()),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "children", "people", "expected"), CHILDREN)
def test_a_record_that_breaks_a_rule(rule, children, people, expected):
    assert broken(contact(children, people)).get(rule, set()) == expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Are you referring without consent?", {"consent"}),
        ("Parents have not been informed", {"consent"}),
        ("Has the family refused consent?", {"consent"}),
        ("Do the parents object to this referral?", {"consent"}),
        ("Parents aren't aware", {"consent"}),
        ("Consent obtained (if not, why not?)", set()),
        ("Has consent been given? Yes/No", set()),
        (None, set()),
    ],
)
def test_consent_is_not_believed_against_its_question(label, expected):
    read = contact([ANA], consent=Consent(consent_to_share=leaf("no", label)))

    assert broken(read).get("consent_against_question", set()) == expected


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("Tell us what has happened and what you have seen. Ana came to school hungry.", {"reason"}),
        ("Please say what you are worried about Ana came to school hungry.", {"reason"}),
        ("What prompted this assessment? In summary, what are the main concerns? Ana was hungry.", {"reason"}),
        ("Nature of the concerns and reason for referral: Ana came to school hungry.", {"reason"}),
        ("Ana came to school hungry. Continue on a separate sheet if necessary.", {"reason"}),
        ("Brief details of the incident or concern\nAna came to school hungry.", {"reason"}),
        ("Ana came to school hungry on Monday. What she said about it stands below.", set()),
        ("When mum came to school she asked for help. She is tired. Please call me back.", set()),
        ("Details were taken by telephone. Ana came to school hungry.", set()),
    ],
)
def test_a_printed_prompt_is_not_the_reason(reason, expected):
    assert broken(contact([ANA], reason=leaf(reason))).get("prompt_in_reason", set()) == expected


def test_the_label_before_the_account_is_no_part_of_it():
    read = contact([ANA], reason=leaf("Worries and hopes Ana came to school hungry.", "Worries and hopes"))

    assert broken(read)["prompt_in_reason"] == {"reason"}


@pytest.mark.parametrize(
    ("at_work", "children", "people", "expected"),
    [
        (True, [{**ANA, "forename": "Jo", "surname": "Shah"}], [], {"children[0]"}),
        (True, [ANA], [{"forename": "Jo", "surname": "Shah"}], {"people[0]"}),
        (False, [ANA], [{"forename": "Jo", "surname": "Shah", "relationship": "mother"}], set()),
    ],
)
def test_who_refers_is_no_child_and_a_professional_nobody_in_the_family(at_work, children, people, expected):
    referrer = Referrer(name=leaf("Shah, Jo"), organisation=leaf("Bourne Primary School") if at_work else None)

    assert broken(contact(children, people, referrer=referrer)).get("a_professional", set()) == expected


def test_who_refers_has_no_agencys_name():
    off_by_one = Referrer(name=leaf("Larkfield Community Health"), role_title=leaf("Jo Shah"))

    assert broken(contact([ANA], referrer=off_by_one))["an_agency"] == {"referrer"}


@pytest.mark.parametrize(
    ("misread", "expected"),
    [
        ({"sex": "A927150422954", "upn": "Buddhist"}, {"children[0]"}),
        ({"sex": "A927150422954"}, set()),
        ({"sex": "Male ☒ Female ☒", "interpreter_required": "Yes ☒ No ☒"}, set()),
    ],
)
def test_answers_that_their_labels_do_not_ask_for_make_the_others_doubtful(misread, expected):
    odd = {name: Field(None, Status.UNREADABLE, 0.0, raw=raw) for name, raw in misread.items()}
    child = replace(contact([ANA]).children[0], **odd)

    assert broken(Contact(children=(child,))).get("out_of_step", set()) == expected


def test_a_name_under_an_adults_label_is_no_childs():
    child = Child(forename=leaf("Rui", "Mother's forename"), surname=leaf("Pereira", "Mother's surname"))

    assert broken(Contact(children=(child,)))["adult_among_children"] == {"children[0]"}


def test_a_form_without_postcodes_has_no_address_cut_short():
    assert "address_cut" not in broken(contact([{**ANA, "address": "Flat 14"}]), text="Address: Flat 14")


def test_a_record_that_fails_has_no_certain_leaf_and_the_others_stay():
    form = Form(load_vocabulary(TEMPLATES), date(2026, 11, 10))
    read = credible(contact([ANA, {**TOM, "date_of_birth": "1997-06-08"}], [RUI]), form)
    standing = {path: one.status for path, one in read.every_leaf()}

    assert {status for path, status in standing.items() if path.startswith("children[1]")} == {Status.CHECK}
    assert {status for path, status in standing.items() if not path.startswith("children[1]")} == {Status.CERTAIN}
    assert read.children[1].forename is not None
    assert "29 years" in (read.children[1].forename.because or "")


def test_every_rule_is_tried_both_ways():
    source = Path(__file__).read_text()

    assert [rule.name for rule in RULES if not re.search(rf"\b{rule.name}\b", source)] == []


def test_the_reference_is_printed_from_the_table():
    assert (ROOT / "docs" / "reference" / "credible.md").read_text() == page()
