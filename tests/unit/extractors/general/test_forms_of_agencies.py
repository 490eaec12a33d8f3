"""Word forms in the words of agencies that no list foresees: households, questions, dotted lines, plain headings."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import docx
import pytest

from extractors.general import read_without_template
from extractors.general.vocabulary import load_vocabulary
from extractors.options import TEMPLATES
from extractors.sheets import open_document
from extractors.sheets.limits import Limits
from postroom.contact import Contact, Leaf, Status

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ACCOUNT = (
    "Jan came to the office on Monday and was hungry. He said that there had been shouting at home since the weekend, "
    "and that nobody had cooked. Mother: tired, low in mood, says she is not coping."
)
Form = docx.document.Document


def _read(*parts: Callable[[Form], None]) -> Contact:
    form, data = docx.Document(), io.BytesIO()
    form.add_heading("Invented Agency Safeguarding Referral Form", 1)
    for part in parts:
        part(form)
    form.save(data)
    return read_without_template(open_document(data.getvalue(), WORD, Limits())).contacts[0]


def _heading(text: str, *, bold: bool = True) -> Callable[[Form], None]:
    def add(form: Form) -> None:
        form.add_paragraph().add_run(text).bold = bold

    return add


def _table(*rows: Sequence[str]) -> Callable[[Form], None]:
    def add(form: Form) -> None:
        table = form.add_table(0, max(len(row) for row in rows))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
        form.add_paragraph()

    return add


CHILD = (
    _heading("Child"),
    _table(["Name", "Jan Nowak", "Date of birth", "04/05/2016"], ["Gender", "M", "School", "Invented Primary"]),
)
YOU = (_heading("About you"), _table(["Your name", "Ada Lark"], ["Job title", "Nurse"], ["Email", "a@example.org"]))


def _value(leaf: Leaf) -> object:
    return leaf.value if leaf else None


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Have you spoken with mum about this form?", "parents_aware"),
        ("Service user has consented to this information going to the council", "consent_to_share"),
        ("Why are you sharing this information?", "reason"),
        ("Date on which consent was given", None),
        ("Has this been discussed with your line manager?", None),
    ],
)
def test_questions_are_told_by_what_they_ask(text, field):
    label = load_vocabulary(TEMPLATES).question(text)
    assert (label.field if label else None) == field


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Clinical grade", "role_title"),
        ("Name of hygienist", "name"),
        ("Relationship to child / role in family", "relationship"),
        ("Address in receiving authority", "address"),
        ("Hospital number", None),
    ],
)
def test_a_label_of_which_a_part_is_known_is_guessed(text, field):
    vocabulary = load_vocabulary(TEMPLATES)
    assert vocabulary.label(text) is None or field is None
    guess = vocabulary.guess(text)
    assert (guess.field if guess else None) == field


def test_a_household_has_children_and_adults_by_how_they_are_related():
    rows = (
        ["Full name", "Relationship to tenant", "Date of birth"],
        ["Jan Nowak", "Son", "04/05/2016"],
        ["Ewa Nowak", "Mother", "04/05/1986"],
    )
    contact = _read(
        _heading("Household members"),
        _table(*rows),
        _table(["Address of property", "1 Invented Way, Hayes, UB3 9ZZ"], ["Tenancy ref", "12"]),
    )
    assert [_value(child.forename) for child in contact.children] == ["Jan"]
    assert [_value(person.forename) for person in contact.people] == ["Ewa"]
    assert _value(contact.children[0].postcode) == "UB3 9ZZ"


def test_labels_over_values_twice_are_one_child():
    contact = _read(
        _heading("Child's details"),
        _table(["Surname", "Forename", "Date of birth"], ["Nowak", "Jan", "04/05/2016"]),
        _table(["NHS number", "Gender", "GP"], ["", "M", "Elm Surgery"]),
    )
    assert len(contact.children) == 1
    assert _value(contact.children[0].gp_practice) == "Elm Surgery"


def test_what_was_said_once_among_several_children_is_to_be_checked():
    rows = (["Name", "Date of birth"], ["Jan Nowak", "04/05/2016"], ["Ola Nowak", "06/07/2018"])
    contact = _read(_heading("Children"), _table(*rows), _table(["Religion", "Jewish"]))
    assert {child.religion.status for child in contact.children if child.religion} == {Status.CHECK}


def test_an_account_is_none_of_the_labels_in_it():
    contact = _read(*CHILD, _heading("What has led to this?"), lambda form: form.add_paragraph(ACCOUNT))
    assert _value(contact.reason) == ACCOUNT
    assert contact.people == ()


def test_the_account_is_found_under_a_heading_that_nobody_knows():
    contact = _read(*CHILD, _heading("Formulation"), lambda form: form.add_paragraph(ACCOUNT.partition(" Mother")[0]))
    assert _value(contact.reason) == ACCOUNT.partition(" Mother")[0]
    assert contact.reason.status is Status.CHECK


def test_who_refers_stands_under_a_plain_heading():
    rows = (["Name", "Ada Lark", "Band / role", "Midwife"], ["Unit or base", "Invented Ward", "Tel", "01632 960111"])
    contact = _read(*CHILD, _heading("Midwife completing form", bold=False), _table(*rows))
    assert _value(contact.referrer.name) == "Ada Lark"
    assert contact.people == ()


def test_dotted_lines_part_labels_and_values():
    lines = ("Name ....Jan Nowak.......... DOB ....04/05/2016......", "School ......Invented Primary........")
    contact = _read(_heading("Child"), *(lambda form, line=line: form.add_paragraph(line) for line in lines), *YOU)
    child = contact.children[0]
    assert (_value(child.forename), _value(child.school)) == ("Jan", "Invented Primary")
    assert _value(child.date_of_birth) == "2016-05-04"


def test_a_value_after_a_tab_goes_on_in_the_next_line():
    contact = _read(
        _heading("Child"),
        lambda form: form.add_paragraph("Name\tJan Nowak"),
        lambda form: form.add_paragraph("DOB\t04/05/2016"),
        lambda form: form.add_paragraph("Home address\t1 Invented Way\nHayes\nUB3 9ZZ"),
        lambda form: form.add_paragraph("School\tInvented Primary"),
    )
    assert _value(contact.children[0].address) == "1 Invented Way, Hayes, UB3 9ZZ"


def test_options_before_their_boxes_are_not_taken_for_those_behind():
    contact = _read(
        *CHILD,
        lambda form: form.add_paragraph("Parental consent to information sharing:  Given ☒ Refused ☐ Not sought ☐"),
    )
    assert _value(contact.consent.consent_to_share) == "yes"


def test_a_day_to_come_in_a_box_for_both_is_the_expected_one():
    contact = _read(_heading("Child"), _table(["Name", "Baby Nowak", "DOB / EDD", "04/05/2099"]), *YOU)
    assert _value(contact.children[0].date_of_birth) is None
