"""Several labelled lines in one box, labels told by bold letters, headed paper, and web forms that arrive as a mail's text."""

from __future__ import annotations

import io

import docx
import pytest

from extractors.general import read_without_template
from extractors.general.stacked import answers_beside
from extractors.general.terms import Owner
from extractors.general.vocabulary import load_vocabulary
from extractors.mailform import read_mail_form
from extractors.options import ReadOptions
from extractors.post.facts import MailFacts
from extractors.prose import read_prose
from extractors.sheets import open_document, sheets_of_text
from extractors.sheets.limits import Limits
from extractors.values import Found, ValueContext, interpret
from postroom.contact import Contact, Leaf, Status
from tests.documents.unseen_drawing import mail_of

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Lines = tuple[tuple[str, str], ...]
CHILD: Lines = (("Given name(s)", "Ottilie"), ("Family name", "Lark"), ("Date of birth", "14/08/2015"))
WHO: Lines = (("Form completed by", "Ada Wren"), ("Job title", "Teacher"))


def _read(form: docx.document.Document) -> Contact:
    data = io.BytesIO()
    form.save(data)
    return read_without_template(open_document(data.getvalue(), WORD, Limits())).contacts[0]


def _box(form: docx.document.Document, *cells: Lines, bold: bool = True) -> None:
    table = form.add_table(1, len(cells))
    for cell, lines in zip(table.rows[0].cells, cells, strict=True):
        for at, (label, value) in enumerate(lines):
            paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
            paragraph.add_run(f"{label} ").bold = bold
            paragraph.add_run(value)


def _value(leaf: Leaf) -> object:
    return None if leaf is None or isinstance(leaf, tuple) else leaf.value


def test_bold_labels_part_the_lines_of_a_box():
    form = docx.Document()
    form.add_heading("About the child", 2)
    _box(form, CHILD, (("Religion", "None"), ("Address", "1 Elm Row, Hayes UB3 1AA")))
    form.add_heading("Parents", 2)
    _box(form, (("Name", "Rosa Lark"), ("Relationship to child", "Mother"), ("Address", "2 Oak Row, Hayes UB3 2AA")))
    contact = _read(form)
    child, mother = contact.children[0], contact.people[0]
    assert (_value(child.forename), _value(child.surname), _value(child.postcode)) == ("Ottilie", "Lark", "UB3 1AA")
    assert (_value(mother.surname), _value(mother.postcode)) == ("Lark", "UB3 2AA")


def test_a_bold_word_in_a_value_is_no_label():
    form = docx.Document()
    form.add_heading("About the child", 2)
    _box(form, (("Surname", "Lark"),), (("First name", "Ottilie"),))
    paragraph = form.tables[0].rows[0].cells[0].paragraphs[0]
    paragraph.add_run(" WREN").bold = True
    _box(form, CHILD[2:], (("Religion", "None"),))
    assert _value(_read(form).children[0].surname) == "Lark Wren"


def test_what_stands_under_mother_in_a_box_is_the_mothers():
    form = docx.Document()
    form.add_heading("Child", 2)
    _box(form, tuple((f"{label}:", value) for label, value in CHILD), (("Religion:", "None"),), bold=False)
    mother = (("Mother:", "Rosa Lark"), ("DOB:", "07/07/1990"), ("Tel:", "07700 900581"))
    _box(form, mother, (("GP:", "Invented Surgery"),), bold=False)
    contact = _read(form)
    assert _value(contact.children[0].date_of_birth) == "2015-08-14"
    assert _value(contact.children[0].gp_practice) == "Invented Surgery"
    assert _value(contact.people[0].date_of_birth) == "1990-07-07"
    assert _value(contact.people[0].phone) == "+447700900581"


def test_a_name_and_a_day_of_birth_in_one_box():
    form = docx.Document()
    form.add_heading("Child concerned", 2)
    _box(form, (("Name & DoB:", "Ottilie Lark   14/08/2015"),), (("Home address:", "1 Elm Row, Hayes UB3 1AA"),))
    _box(form, (("Parent / carer:", "Rosa Wren (mother)"),), (("School:", "Invented Primary"),))
    contact = _read(form)
    child = contact.children[0]
    assert (_value(child.surname), _value(child.date_of_birth)) == ("Lark", "2015-08-14")
    assert (_value(contact.people[0].surname), _value(contact.people[0].relationship)) == ("Wren", "mother")


def test_the_organisation_on_headed_paper_is_only_proposed():
    form = docx.Document()
    form.add_paragraph("Invented Primary School")
    form.add_heading("Record of concern", 1)
    form.add_heading("Pupil", 2)
    _box(form, CHILD[:2], CHILD[2:])
    form.add_heading("Completed by", 2)
    _box(form, (("Name", "Ada Wren"),), (("Email", "a.wren@invented.example"),))
    organisation = _read(form).referrer.organisation
    assert organisation is not None
    assert (organisation.value, organisation.status) == ("Invented Primary School", Status.CHECK)


def test_the_council_that_a_form_is_sent_to_is_not_who_refers():
    form = docx.Document()
    form.add_heading("Invented Borough Council: School Referral Form", 1)
    form.add_heading("Pupil", 2)
    _box(form, CHILD[:2], CHILD[2:])
    _box(form, WHO[:1], WHO[1:])
    assert _read(form).referrer.organisation is None


def test_a_label_that_nobody_knows_ends_the_value_before_it():
    form = docx.Document()
    form.add_heading("Child 1", 2)
    rows = (
        ("Surname", "Lark", "Forename", "Ottilie"),
        ("DOB", "14/08/2015", "Sex", "F"),
        ("Home address", "1 Elm Row, Hayes UB3 1AA", "Present throughout", "Yes"),
    )
    table = form.add_table(3, 4)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    assert _value(_read(form).children[0].address) == "1 Elm Row, Hayes, UB3 1AA"


def test_a_womans_due_day_is_her_unborn_childs():
    form = docx.Document()
    form.add_heading("Maternity Special Circumstances Form", 1)
    _box(form, (("Woman's surname", "Lark"),), (("Woman's forename", "Rosa"),))
    _box(form, (("E.D.D.", "24/02/2027"),), (("Partner's name", "Bram Wren"),))
    _box(form, (("Partner's D.O.B.", "02/11/1998"),), (("GP surgery", "Invented Surgery"),))
    contact = _read(form)
    assert _value(contact.children[0].expected_delivery_date) == "2027-02-24"
    assert [_value(person.surname) for person in contact.people] == ["Lark", "Wren"]
    assert _value(contact.people[1].date_of_birth) == "1998-11-02"


def test_an_unborn_child_in_a_row_of_children():
    form = docx.Document()
    form.add_heading("Children and unborn babies in the household", 2)
    rows = (
        ("First name", "Family name", "DoB / EDD"),
        ("Bilal", "Lark", "11/12/2017"),
        ("Unborn", "Lark", "EDD 09/03/2027"),
    )
    table = form.add_table(3, 3)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    _box(form, WHO[:1], WHO[1:])
    children = _read(form).children
    assert [_value(child.surname) for child in children] == ["Lark", "Lark"]
    assert _value(children[1].expected_delivery_date) == "2027-03-09"


def test_a_childs_fields_after_a_heading_of_the_incident_are_the_childs():
    form = docx.Document()
    form.add_heading("Incident export", 1)
    for line in ("Student: Ottilie Lark", "DOB: 14/08/2015", "Gender: Female", "Address: 1 Elm Row, Hayes UB3 1AA"):
        form.add_paragraph(line)
    contact = _read(form)
    assert _value(contact.incident.location) is None
    assert _value(contact.children[0].postcode) == "UB3 1AA"


@pytest.mark.parametrize(
    ("heading", "owner"),
    [
        ("Children and unborn babies in the household", Owner.CHILD),
        ("Other members of the household", Owner.FAMILY),
        ("What has led to this infant, child or young person being referred?", Owner.REASON),
        ("Reason for completing this form", Owner.REASON),
    ],
)
def test_what_a_heading_begins(heading, owner):
    found = load_vocabulary(ReadOptions().templates).loose_heading(heading)
    assert found is not None
    assert found.owner is owner


@pytest.mark.parametrize("text", ["Mr Alun Wren, Class Teacher", "Alun Wren (Class Teacher)"])
def test_name_and_role_in_the_referrers_box(text):
    leaves = interpret("referrer.name", Found(text=text), ValueContext())
    assert (leaves["name"].value, leaves["role_title"].value) == ("Alun Wren", "Class Teacher")
    assert leaves["role_title"].status is Status.CHECK


def test_headings_side_by_side_over_boxes_of_lines():
    form = docx.Document()
    table = form.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "YOUNG PERSON", "PERSON RAISING THIS CONCERN"
    boxes = (CHILD, (("Name:", "Ada Wren"), ("Job title:", "Case Manager"), ("Tel:", "020 7946 0999")))
    for cell, lines in zip(table.rows[1].cells, boxes, strict=True):
        cell.text = "\n".join(f"{label.rstrip(':')}: {value}" for label, value in lines)
    contact = _read(form)
    assert (_value(contact.children[0].surname), _value(contact.children[0].date_of_birth)) == ("Lark", "2015-08-14")
    assert (_value(contact.referrer.name), _value(contact.referrer.role_title)) == ("Ada Wren", "Case Manager")


def test_a_telephone_and_a_mail_address_in_one_box():
    form = docx.Document()
    form.add_heading("Child", 2)
    _box(form, CHILD[:2], CHILD[2:])
    form.add_heading("Request made by", 2)
    _box(form, (("Name", "Ada Wren"),), (("Telephone / email", "020 7946 0204 / a.wren@invented.example"),))
    referrer = _read(form).referrer
    assert (_value(referrer.phone), _value(referrer.email)) == ("+442079460204", "a.wren@invented.example")


def test_whether_the_child_knows_says_nothing_of_the_parents():
    label = load_vocabulary(ReadOptions().templates).label("Is the child aware of this referral?")
    assert label is None or label.field != "parents_aware"


def test_a_childs_own_consent_is_to_be_looked_at():
    form = docx.Document()
    form.add_heading("Child", 2)
    _box(form, CHILD[:2], CHILD[2:])
    _box(form, (("Has the young person given consent?", "Yes"),), WHO[:1])
    consent = _read(form).consent.consent_to_share
    assert consent is None or consent.status is Status.CHECK


def test_kinds_of_harm_to_tick_are_no_part_of_the_reason():
    form = docx.Document()
    form.add_heading("Child", 2)
    _box(form, CHILD[:2], CHILD[2:])
    form.add_heading("Reason for request", 2)
    table = form.add_table(2, 1)
    table.cell(0, 0).text = "Which of these apply? ☒ Neglect ☐ Physical abuse"
    table.cell(1, 0).text = "She has been left alone in the evening on four days this week and was hungry."
    assert str(_value(_read(form).reason)).startswith("She has been left alone")


def test_a_places_name_before_a_day_of_birth_is_no_child():
    text = "I write about Otto Lark who is at Cherry Row Primary (dob 17.04.2019). He has marks on his back."
    contact = read_prose(sheets_of_text(text), MailFacts())[0]
    assert [_value(child.surname) for child in contact.children] == ["Lark"]


@pytest.mark.parametrize(
    ("text", "number"), [("PS 4120 Laurence Wren", "4120"), ("PC 221XH D Wren", "221XH"), ("PC Rowan Wren", None)]
)
def test_a_number_straight_behind_the_rank(text, number):
    leaves = interpret("referrer.rank_name_number", Found(text=text), ValueContext())
    assert _value(leaves.get("shoulder_number")) == number


def test_a_mail_address_that_a_narrow_box_cuts():
    leaves = interpret("referrer.email", Found(text="a.wren@invented.cjsm\n.net"), ValueContext())
    assert leaves["email"].value == "a.wren@invented.cjsm.net"


def test_the_rest_of_a_label_is_no_certain_value():
    form = docx.Document()
    form.add_heading("Child", 2)
    _box(form, CHILD[:2], CHILD[2:])
    table = form.add_table(2, 2)
    for cell, text in zip(table.rows[0].cells, ("GP name and\nfurther particulars", "Dr Amos"), strict=True):
        cell.text = text
    for cell, text in zip(table.rows[1].cells, ("Sex", "F"), strict=True):
        cell.text = text
    practice = _read(form).children[0].gp_practice
    assert practice is None or practice.status is not Status.CERTAIN


PORTAL = """A new request has been submitted.

ABOUT YOU
Your first name
Ada
Your last name
Wren
Your job title
Designated Safeguarding Lead
Your organisation
Invented Academy

ABOUT THE CHILD
First name of child
Ottilie
Last name of child
Lark
Date of birth
14/08/2015
Home address
1 Elm Row, Hayes UB3 1AA

Please tell us why you are making this request
She has not been in school for three weeks and nobody opens the door.
"""


def test_a_web_forms_questions_over_answers_are_read_as_a_form():
    spoken = read_prose(sheets_of_text(PORTAL), MailFacts())
    contact = read_mail_form(mail_of(PORTAL), spoken, ReadOptions())[0]
    assert _value(contact.children[0].surname) == "Lark"
    assert _value(contact.children[0].date_of_birth) == "2015-08-14"
    assert _value(contact.referrer.name) == "Ada Wren"
    assert _value(contact.referrer.role_title) == "Designated Safeguarding Lead"
    assert _value(contact.reason) == "She has not been in school for three weeks and nobody opens the door."


def test_a_question_without_an_answer_stays_blank():
    beside = answers_beside("Also known as\n\nSurname\nLark\n", load_vocabulary(ReadOptions().templates))
    assert beside.split("\n")[:2] == ["Also known as\t", "Surname\tLark"]
