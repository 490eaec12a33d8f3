"""Whose a box is: referrers among children, parents under other headings, lists of professionals, several names in one box."""

from __future__ import annotations

import pytest

from extractors.general import read_without_template
from extractors.sheets import open_document
from postroom.contact import Contact, Field, Status
from tests.documents.unseen_drawing import WORD, word

CHILD = [
    ["Surname", "Quill"],
    ["First name", "Ottoline"],
    ["Date of birth", "14/08/2015"],
    ["School", "Larkhill Primary"],
]
HEADS = ["Name", "Relationship to child", "Date of birth"]
FATHER = ["Jonas Quill", "Father", "05/10/1983"]


def _read(*parts: str | list[list[str]]) -> Contact:
    (contact,) = read_without_template(open_document(word(*parts), WORD)).contacts
    return contact


def _stated(leaf: Field | None) -> object:
    return leaf.value if leaf else None


@pytest.mark.parametrize("words", ["person completing contact or referral", "the professional making this referral"])
def test_who_refers_stands_among_the_childs_boxes(words: str):
    rows = [
        [f"Name of {words}", "Fiona Reed"],
        ["Relationship to child", "Health Visitor"],
        ["Date / Time", "13/11/2026 14:20"],
    ]
    contact = _read(
        "Child's details",
        [*CHILD, *rows, ["Telephone number / Agency", "020 7946 0808 Central Health"], ["Email", "f.reed@nhs.net"]],
    )
    who = contact.referrer
    assert (_stated(who.name), _stated(who.role_title), _stated(who.email)) == (
        "Fiona Reed",
        "Health Visitor",
        "f.reed@nhs.net",
    )
    assert (_stated(who.phone), _stated(who.organisation)) == ("+442079460808", "Central Health")
    assert not contact.people


def test_a_father_under_a_heading_that_promises_nobody_is_a_person():
    contact = _read("Child's details", CHILD, "Additional information about the child or young person", [HEADS, FATHER])
    (father,) = contact.people
    assert father.forename is not None
    assert (father.forename.value, father.forename.status) == ("Jonas", Status.CHECK)


def test_a_list_of_professionals_is_nobody():
    rows = [
        ["Name", "Role and Agency", "Tel No"],
        ["K. Oyelaran", "Head of Year, Larkhill", "020 7946 0119"],
        ["Dr Rao", "GP", "020 7946 0903"],
    ]
    contact = _read("Child's details", CHILD, "Who else knows them", rows)
    assert not contact.people
    assert _stated(contact.referrer.name) is None


def test_a_household_with_schools_is_of_children():
    heads = ["Name", "DoB/due date", "Gender", "Ethnicity", "School", "Address if different"]
    rows = [
        ["Ana Quill", "04/07/2019", "F", "", "Larkhill Primary", ""],
        ["Tom Quill", "22/04/2021", "M", "", "", ""],
        [""] * 6,
    ]
    contact = _read("Part B - The family", [heads, *rows], "Parents and carers", [HEADS, FATHER])
    assert [_stated(child.forename) for child in contact.children] == ["Ana", "Tom"]
    assert [_stated(person.forename) for person in contact.people] == ["Jonas"]


def test_several_names_in_one_box_are_the_children_of_the_table():
    first = [
        ["Name of child(ren)", "Sofia da Silva, Tom da Silva"],
        ["Date of birth", "04/07/2019, 22/04/2021"],
        ["Address", "15 Field End Close, Pinner, HA5 4RN"],
    ]
    table = [["First name", "Surname", "DOB"], ["Sofia", "da Silva", "04/07/2019"], ["Tom", "da Silva", "22/04/2021"]]
    contact = _read(first, "Children living at the above address", table)
    assert [_stated(child.forename) for child in contact.children] == ["Sofia", "Tom"]
    assert [_stated(child.surname) for child in contact.children] == ["da Silva", "da Silva"]
    assert {_stated(child.postcode) for child in contact.children} == {"HA5 4RN"}


def test_a_surname_first_with_a_comma_is_one_child():
    contact = _read(
        [
            ["Name of child", "Quill, Ottoline"],
            ["Date of birth", "14/08/2015"],
            ["School", "Larkhill"],
            ["GP", "Cowley Grove"],
        ]
    )
    assert len(contact.children) == 1


def test_a_blank_row_with_a_number_is_no_child():
    rows = [
        ["Child", "Name", "Date of birth", "School"],
        ["1", "Ana Quill", "04/07/2019", "Larkhill"],
        ["2", "", "", ""],
    ]
    contact = _read(
        "Children's details",
        rows,
        "Primary home address",
        [["Address", "15 Field End Close, Pinner"], ["Postcode", "HA5 4RN"]],
    )
    assert [_stated(child.postcode) for child in contact.children] == ["HA5 4RN"]


@pytest.mark.parametrize(("boxes", "consent"), [("☒☐", "yes"), ("☐☒", "no"), ("☐☐", None)])
def test_a_sentence_with_a_box_says_whether_they_agree(boxes: str, consent: str | None):
    lines = (
        f"{boxes[0]} I agree to my information being shared",
        f"{boxes[1]} I do not agree to my information being shared",
    )
    contact = _read("Child's details", CHILD, "Information sharing and consent", *lines)
    assert _stated(contact.consent.consent_to_share) == consent


def test_a_service_and_a_role_in_one_box_are_parted_and_to_be_checked():
    table = [
        ["Name", "Service/Role", "Contact details (inc email)"],
        ["Jo Shah", "Larkhill School / Head of Year", "01895 550107 jo@larkhill.sch.uk"],
    ]
    contact = _read("Child's details", CHILD, "Who is helping me to complete this form?", table)
    who = contact.referrer
    assert who.role_title is not None
    assert (_stated(who.organisation), who.role_title.value, who.role_title.status) == (
        "Larkhill School",
        "Head of Year",
        Status.CHECK,
    )
    assert _stated(who.email) == "jo@larkhill.sch.uk"


def test_details_of_a_disability_say_more_than_yes():
    rows = [
        ["Does the child have a disability?", "Yes ☒ No ☐"],
        ["If yes give details of the disability:", "Coeliac disease"],
    ]
    assert _stated(_read("Child's details", [*CHILD, *rows]).children[0].disability_text) == "Coeliac disease"


def test_a_label_with_its_choices_in_one_cell():
    assert (
        _stated(
            _read("Child's details", [*CHILD, ["Gender Male ☐ Female ☒ Unknown ☐", "First language: Polish"]])
            .children[0]
            .sex
        )
        == "F"
    )


def test_an_address_whose_house_number_has_a_box_of_its_own_is_never_certain():
    address = [
        ["House/flat number", "15"],
        ["First line of address", "Field End Close, Pinner"],
        ["Postcode", "HA5 4RN"],
    ]
    home = _read("Child's details", CHILD, "Family address", address).children[0].address
    assert home is not None
    assert home.status is Status.CHECK


def test_a_labels_own_word_is_no_certain_name():
    rows = [["Name of referrer", "Name"], ["Job title", "Teacher"]]
    name = _read("Child's details", CHILD, "Referrer", rows).referrer.name
    assert name is None or name.status is not Status.CERTAIN
