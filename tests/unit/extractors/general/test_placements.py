"""Placements that once lost whole people or records: each is a form of its own, read as any form is."""

from __future__ import annotations

import io

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extractors.general import read_without_template
from extractors.mailform import read_mail_form
from extractors.options import ReadOptions
from extractors.sheets import open_document
from postroom.contact import Contact, Field, Status
from tests.documents.unseen_drawing import PDF, WORD, mail_of, pdf, word

CHILD = [
    ["Surname", "Quill"],
    ["First name", "Ottoline"],
    ["Date of birth", "14/08/2015"],
    ["School", "Larkhill Primary"],
]
PEOPLE = [
    ["Ada Wren", "Mother", "12/12/1990", "As above", "Yes"],
    ["Jonas Quill", "Father", "05/10/1983", "As above", "No"],
]


def _read(data: bytes, kind: str) -> Contact:
    (contact,) = read_without_template(open_document(data, kind)).contacts
    return contact


def _stated(leaf: Field | None) -> object:
    return leaf.value if leaf else None


@pytest.mark.parametrize(
    "heads",
    [
        ["Full name", "Relationship", "Date of birth", "Home address", "Parental responsibility? Y/N"],
        [
            "Name",
            "Relationship to child? e.g. mother, father, step-parent",
            "DOB (dd/mm/yyyy)",
            "Address",
            "PR? (Yes/No)",
        ],
    ],
)
def test_how_to_answer_is_no_value_of_a_head(heads: list[str]):
    contact = _read(word("Child's details", CHILD, "Parents and carers", [heads, *PEOPLE]), WORD)
    assert [_stated(each.forename) for each in contact.people] == ["Ada", "Jonas"]
    assert [_stated(each.has_parental_responsibility) for each in contact.people] == ["yes", "no"]


@pytest.mark.parametrize(
    "prompt",
    [
        "Please tell us what you are worried about.",
        "What are you worried about? Who? When? Any witnesses?",
        "Describe what you have seen or heard (continue on a separate sheet if you need to).",
    ],
)
def test_a_prompt_is_no_part_of_the_reason(prompt: str):
    told = "Ottoline came in with bruises on both arms and would not say how she got them."
    contact = _read(word("Child's details", CHILD, "Reason for referral", [[prompt], [told]], prompt, told), WORD)
    assert str(_stated(contact.reason)).startswith("Ottoline came in")


def test_words_that_ask_nothing_stay_in_the_reason():
    told = "What happened next nobody can say. Ottoline was found at the station by a guard."
    contact = _read(word("Child's details", CHILD, "Reason for referral", told), WORD)
    assert str(_stated(contact.reason)).startswith("What happened next")


def _fillable(frame: bool) -> bytes:
    """Rows of fields under a row of heads, and ticks in the last column."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    canvas.setFont("Helvetica-Bold", 9)

    def field(name: str, value: str, x: float, top: float, width: float) -> None:
        canvas.acroForm.textfield(
            name=name, value=value, x=x, y=842 - top - 18, width=width, height=18, borderWidth=int(frame), fontSize=8
        )

    for at, (label, value) in enumerate(CHILD):
        canvas.drawString(40, 842 - (72 + 24 * at), label)
        field(f"c{at}", value, 150, 60 + 24 * at, 200)
    canvas.drawString(40, 842 - 180, "Other children in the household")
    for head, x in (("Surname", 40), ("Forename", 130), ("DOB", 220), ("Relationship to child", 310)):
        canvas.drawString(x, 842 - 200, head)
    for row, texts in enumerate(
        (("Quill", "Basil", "03/02/2019", "Brother"), ("Quill", "Fern", "27/08/2021", "Sister"))
    ):
        for at, text in enumerate(texts):
            field(f"s{row}{at}", text, 40 + 90 * at, 205 + 20 * row, 80)
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize("frame", [True, False])
def test_rows_of_fields_under_heads_are_a_table(frame: bool):
    contact = _read(_fillable(frame), PDF)
    assert [_stated(child.forename) for child in contact.children] == ["Ottoline", "Basil", "Fern"]
    assert _stated(contact.children[2].date_of_birth) == "2021-08-27"


def _with_notes(canvas: Canvas) -> None:
    notes = (
        "Please record all names the",
        "child is known by. A child may",
        "have two homes where",
        "the parents share care.",
    )
    canvas.setFont("Helvetica", 7)
    for at, note in enumerate(notes):
        canvas.drawString(40, 842 - (108 + 9 * at), note)
    canvas.setFont("Helvetica", 9)
    for at, (label, value) in enumerate((*CHILD, ["NHS number", "999 410 7739"])):
        canvas.rect(150, 842 - (120 + 16 * at), 130, 16)
        canvas.rect(280, 842 - (120 + 16 * at), 240, 16)
        canvas.drawString(154, 842 - (115 + 16 * at), label)
        canvas.drawString(284, 842 - (115 + 16 * at), value)


def test_notes_beside_a_table_name_nobody():
    contact = _read(pdf(_with_notes), PDF)
    assert [_stated(child.surname) for child in contact.children] == ["Quill"]
    assert _stated(contact.children[0].nhs_number) == "9994107739"


def test_a_child_named_again_on_a_later_part_is_one_child():
    again = [["Pupil's name", "Ottoline Quill"], ["Date of birth", "14/08/2015"], ["Class", "5M"]]
    contact = _read(word("Child's details", CHILD, "Details of pupil", again), WORD)
    assert len(contact.children) == 1


def test_a_child_of_the_same_name_born_on_another_day_is_another():
    other = [["Pupil's name", "Ottoline Quill"], ["Date of birth", "02/03/2019"]]
    contact = _read(word("Child's details", CHILD, "Details of pupil", other), WORD)
    assert len(contact.children) == 2


def test_a_cell_of_a_mails_table_keeps_its_lines():
    rows = [
        *CHILD,
        ["Home address", "Flat 14<br>Brindley Court<br>Hayes<br>UB3 3HG"],
        ["GP surgery", "Cowley Grove"],
        ["Religion", "None"],
    ]
    page = (
        "<table>" + "".join(f"<tr><td><b>{label}</b></td><td>{value}</td></tr>" for label, value in rows) + "</table>"
    )
    spoken = [Contact(document_type=Field("plain_email", Status.CERTAIN, 0.9))]
    (contact,) = read_mail_form(mail_of("Surname\tQuill", page), spoken, ReadOptions())
    assert _stated(contact.children[0].postcode) == "UB3 3HG"
    assert _stated(contact.children[0].gp_practice) == "Cowley Grove"


CARD = [
    *CHILD,
    ["Gender", "Female"],
    ["GP surgery", "Cowley Grove"],
    ["NHS number", "999 410 7739"],
    ["Religion", "None"],
]


def _card(canvas: Canvas, align: str, step: int) -> None:
    """Two boxes in a row, `step` points from the label down to its value; less than none: the label is a caption."""
    canvas.drawString(40, 780, "Child's details")
    for at, (label, value) in enumerate(CARD):
        left, top = 40 + 260 * (at % 2), 80 + 32 * (at // 2)
        canvas.setFont("Helvetica-Bold", 7)
        {"left": canvas.drawString, "right": canvas.drawRightString, "centre": canvas.drawCentredString}[align](
            {"left": left, "right": left + 240, "centre": left + 120}[align], 842 - top, label
        )
        canvas.setFont("Helvetica", 9)
        canvas.drawString(left, 842 - top - step, value)


@pytest.mark.parametrize(("align", "step"), [("right", 12), ("centre", 12), ("left", 12), ("left", -9), ("right", -9)])
def test_a_label_finds_its_value_however_the_two_are_aligned(align: str, step: int):
    contact = _read(pdf(lambda canvas: _card(canvas, align, step)), PDF)
    (child,) = contact.children
    assert _stated(child.surname) == "Quill"
    assert _stated(child.school) == "Larkhill Primary"
    assert _stated(child.nhs_number) == "9994107739"
    assert child.surname is not None
    assert child.surname.status is (Status.CHECK if step < 0 else Status.CERTAIN)


def _right_aligned(canvas: Canvas) -> None:
    canvas.drawString(40, 780, "Child's details")
    for at, (label, value) in enumerate(CARD):
        canvas.drawRightString(150, 760 - 14 * at, label)
        canvas.drawString(157, 760 - 14 * at, value)


def test_a_narrow_blank_that_runs_down_the_page_parts_labels_from_values():
    (child,) = _read(pdf(_right_aligned), PDF).children
    assert (_stated(child.forename), _stated(child.gp_practice)) == ("Ottoline", "Cowley Grove")
    assert child.forename is not None
    assert child.forename.status is Status.CERTAIN


def test_labels_over_values_in_rows_are_one_persons_boxes():
    boxes = [
        ["Full name", "Relationship to child", "Date of birth"],
        ["Ada Wren", "Mother", "12/12/1990"],
        ["Telephone", "Address", ""],
        ["07700 900341", "9 Heron Point, Hayes, UB3 3HG", ""],
    ]
    contact = _read(word("Child's details", CHILD, "Parent / carer 1", boxes), WORD)
    (person,) = contact.people
    assert (_stated(person.forename), _stated(person.phone), _stated(person.postcode)) == (
        "Ada",
        "+447700900341",
        "UB3 3HG",
    )
