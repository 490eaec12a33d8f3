"""Word forms in shapes that no template describes: tables on their side, answers over columns, choices without a label, letters."""

from __future__ import annotations

import io
from collections.abc import Sequence

import docx
import pytest

from extractors.general import read_without_template
from extractors.sheets import open_document
from extractors.sheets.limits import Limits
from postroom.contact import Contact, Leaf, Status

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
REFERRER = (("Referrer", ""), ("Your name", "Ada Lark"), ("Job title", "Nurse"), ("Agency", "Invented Clinic"))


def _read(form: docx.document.Document) -> Contact:
    data = io.BytesIO()
    form.save(data)
    return read_without_template(open_document(data.getvalue(), WORD, Limits())).contacts[0]


def _form(*rows: Sequence[str], bold: bool = False) -> docx.document.Document:
    form = docx.Document()
    _table(form, *rows, bold=bold)
    return form


def _table(form: docx.document.Document, *rows: Sequence[str], bold: bool = False) -> None:
    width = max(len(row) for row in rows)
    table = form.add_table(0, width)
    for row in rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=False):
            cell.paragraphs[0].add_run(text).bold = bold or len(row) == 1
        if len(row) < width:
            cells[len(row) - 1].merge(cells[-1])


def _value(leaf: Leaf) -> object:
    return leaf.value if leaf else None


def test_a_table_on_its_side_gives_a_child_a_column():
    contact = _read(
        _form(
            ["About the pupils"],
            ["", "Pupil 1", "Pupil 2"],
            ["Surname", "GILLOW", "PASK"],
            ["First name", "Tamsin", "Petroc"],
            ["Known as", "N/A", "Pet"],
            ["DoB / due date", "04/05/2016", "19/11/2018"],
            ["Home address", "12 Specimen Road, Hayes, UB3 9ZZ"],
        )
    )
    assert [_value(child.surname) for child in contact.children] == ["Gillow", "Pask"]
    assert [_value(child.also_known_as) for child in contact.children] == [None, ("Pet",)]
    assert {_value(child.postcode) for child in contact.children} == {"UB3 9ZZ"}


def test_a_table_on_its_side_needs_no_row_of_numbers():
    rows = (
        ["Surname", "GILLOW", "PASK"],
        ["First name", "Tamsin", "Petroc"],
        ["Date of birth", "04/05/2016", "19/11/2018"],
    )
    contact = _read(_form(["Child details"], *rows, ["Sex", "F", "M"]))
    assert [_value(child.forename) for child in contact.children] == ["Tamsin", "Petroc"]
    assert [_value(child.sex) for child in contact.children] == ["F", "M"]


@pytest.mark.parametrize(
    ("yes", "no", "meant"), [("☒", "☐", "yes"), ("☐", "☒", "no"), ("", "X", "no"), ("☐", "☐", None)]
)
def test_answers_stand_over_the_columns(yes: str, no: str, meant: str | None):
    form = _form(
        ["Child details", ""],
        ["Child's surname", "Gillow"],
        ["Date of birth", "04/05/2016"],
        ["Sex", "F"],
        ["School", "Invented"],
    )
    form.add_paragraph("Consent").runs[0].bold = True
    _table(form, ["", "Yes", "No"], ["Are the parents aware of this referral?", yes, no])
    assert _value(_read(form).consent.parents_aware) == meant


def test_choices_tell_their_field_without_a_label():
    form = docx.Document()
    form.add_paragraph("Children in the household").runs[0].bold = True
    for line in (
        "First name: Tamsin   Family name: Gillow",
        "Date of birth: 04/05/2016   School: Invented",
        "☐ Male ☒ Female ☐ Not known",
    ):
        form.add_paragraph(line)
    assert _value(_read(form).children[0].sex) == "F"


def test_a_day_beside_an_unborn_child_is_an_expected_one():
    rows = (
        ["Child details", ""],
        ["First name", "(unborn)"],
        ["Surname", "Gillow"],
        ["D.O.B. (or EDD)", "14/02/2027"],
        ["GP", "Invented Practice"],
    )
    child = _read(_form(*rows)).children[0]
    assert _value(child.date_of_birth) is None
    assert _value(child.expected_delivery_date) == "2027-02-14"
    assert _value(child.also_known_as) is None


def test_what_is_struck_through_word_by_word_is_one_choice():
    form = _form(
        ["Child details", ""],
        ["Child's surname", "Gillow"],
        ["Date of birth", "04/05/2016"],
        ["Sex", "F"],
        ["School", "Invented"],
    )
    line = form.add_paragraph("Has consent been given to share information? ")
    for text, struck in (("Yes", True), (" / ", False), ("No", True), (" / ", False), ("Not asked", False)):
        line.add_run(text).font.strike = struck
    assert _value(_read(form).consent.consent_to_share) == "not_sought"


def test_a_letter_names_its_writer_under_the_closing_only():
    form = docx.Document()
    for line in (
        "Details of child",
        "Name:\tGILLOW, Tamsin\tDate of birth:\t04/05/2016",
        "Sex:\tGirl\tSchool:\tInvented Primary",
        "Consent to share information:\tYes",
        "Yours sincerely",
        "Ada Lark",
        "School Nurse",
        "Tel: 020 7946 0111",
    ):
        form.add_paragraph(line)
    contact = _read(form)
    assert _value(contact.consent.consent_to_share) == "yes"
    assert (_value(contact.referrer.name), _value(contact.referrer.phone)) == ("Ada Lark", "+442079460111")
    assert all(leaf.status is not Status.CERTAIN for _, leaf in contact.referrer.leaves())


def test_the_value_after_an_unknown_label_is_no_narrative():
    form = _form(["Concern about a child"], ["Room of the meeting", "Blue room"], *REFERRER)
    _table(form, ["Child details", ""], ["Child's surname", "Gillow"], ["Date of birth", "04/05/2016"], ["Sex", "F"])
    assert _value(_read(form).reason) is None


def test_somebodys_parent_is_to_be_checked():
    rows = (
        ["Parents and carers", "", ""],
        ["Name", "Relationship to child", "DOB"],
        ["Bo Pask", "Petroc's father", "01/02/1980"],
        ["Jo Pask", "Mother's father", "01/02/1950"],
    )
    form = _form(*rows)
    _table(form, ["Child details", ""], ["Child's surname", "Gillow"], ["Date of birth", "04/05/2016"], ["Sex", "F"])
    first, second = (person.relationship for person in _read(form).people)
    assert (_value(first), first.status if first else None) == ("father", Status.CHECK)
    assert _value(second) != "father"


def test_a_question_of_the_form_is_no_reason_and_a_title_begins_no_part():
    form = docx.Document()
    form.add_heading("Concern Record and Help Wanted", 1)
    _table(
        form,
        ["Child's family name", "Gillow"],
        ["First name", "Tamsin"],
        ["Born on", "04/05/2016"],
        ["Boy / girl", "Girl"],
    )
    _table(form, ["Who feeds the cat?", "the neighbour"], ["Colour of the door", "red"])
    contact = _read(form)
    assert _value(contact.reason) is None
    assert [_value(child.sex) for child in contact.children] == ["F"]
