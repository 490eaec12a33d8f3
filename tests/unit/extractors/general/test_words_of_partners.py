"""Forms of partners whose words no list foresees: fillable PDFs, tables in mails, households on their side, answered questions."""

from __future__ import annotations

import io

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extractors.general import read_without_template
from extractors.mailform import read_mail_form
from extractors.options import ReadOptions
from extractors.prose.families import parts_of
from extractors.sheets import open_document
from extractors.values import Found, ValueContext, interpret
from postroom.contact import Contact, Field, Leaf, Referrer, Status
from tests.documents.unseen_drawing import PDF, WORD, mail_of, pdf, word

CHILD = [["Name", "Jan Nowak", "Date of birth", "04/05/2016"], ["Gender", "M", "School", "Invented Primary"]]
ACCOUNT = "Jan came to the office on Monday and was hungry. He said that nobody had cooked since the weekend at home."


def _read(data: bytes, kind: str = WORD) -> Contact:
    return read_without_template(open_document(data, kind)).contacts[0]


def _value(leaf: Leaf) -> object:
    return leaf.value if leaf else None


def _mail_form(text: str) -> Contact:
    spoken = Contact(document_type=Field("plain_email", Status.CERTAIN, 0.9), referrer=Referrer())
    return read_mail_form(mail_of(text), [spoken], ReadOptions())[0]


def test_print_before_a_filled_in_field_is_its_label():
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    lines = (
        ("Infant's first name", "Ada"), ("Infant's last name", "Lark"), ("Born on", "3 July 2026"),
        ("Where infant lives", "5 Invented Spinney, UB9 9ZZ"), ("Sharing nurse", "Health Visitor"), ("Clinic base phone", "01632 960877"),
    )  # fmt: skip
    for at, (label, value) in enumerate(lines):
        canvas.drawString(50, 780 - 24 * at, label)
        canvas.acroForm.textfield(name=f"f{at}", x=200, y=776 - 24 * at, width=200, height=16, value=value)
    canvas.drawString(50, 800, "About you")
    canvas.save()
    assert any(word.typed for line in open_document(out.getvalue(), PDF)[0].lines for word in line.words)
    contact = _read(out.getvalue(), PDF)
    assert _value(contact.referrer.phone) == "+441632960877"


def test_counted_heads_turn_a_household_on_its_side():
    rows = [
        ["", "Occupant 1", "Occupant 2"],
        ["Surname", "Nowak", "Nowak"],
        ["Given name", "Ewa", "Jan"],
        ["Born", "02.03.1988", "14.09.2014"],
        ["Relationship to tenant", "Tenant", "Son"],
        ["School", "n/a", "Invented Primary"],
    ]
    contact = _read(word("Occupants of the property", rows))
    assert [_value(child.forename) for child in contact.children] == ["Jan"]
    assert [_value(person.forename) for person in contact.people] == ["Ewa"]


def test_a_forms_name_begins_no_narrative():
    table = [["Your name", "Ada Lark"], ["Job title", "Nurse"]]
    contact = _read(
        word("Tenancy notification of concern about a child", table, "Child", CHILD, "What happened", ACCOUNT)
    )
    assert _value(contact.reason) == ACCOUNT


def test_an_answered_question_ends_the_account():
    def draw(canvas: Canvas) -> None:
        for at, (label, value) in enumerate((("Child's name", "Jan Nowak"), ("Date of birth", "04/05/2016"))):
            canvas.drawString(50, 780 - 14 * at, label)
            canvas.drawString(200, 780 - 14 * at, value)
        canvas.drawString(50, 740, "What happened")
        canvas.drawString(50, 726, ACCOUNT)
        canvas.drawString(50, 706, "Have the parties been informed of this?")
        canvas.drawString(400, 706, "Yes")

    contact = _read(pdf(draw), PDF)
    assert _value(contact.reason) == ACCOUNT
    assert _value(contact.consent.parents_aware) == "yes"


def test_a_table_of_mostly_known_heads_is_read_by_columns():
    def draw(canvas: Canvas) -> None:
        rows = (("Child's name", "DoB", "Gender", "Hair style"), ("Jan NOWAK", "05/04/2016", "Boy", "none"))
        for at, row in enumerate((*rows, ("Ewa NOWAK", "28/10/2019", "Girl", "none"))):
            canvas.setFont("Helvetica" if at else "Helvetica-Bold", 9)
            for x, text in zip((50, 190, 270, 330), row, strict=True):
                canvas.drawString(x, 760 - 14 * at, text)

    assert [_value(child.forename) for child in _read(pdf(draw), PDF).children] == ["Jan", "Ewa"]


def test_tables_in_a_mail_are_read_as_a_form():
    contact = _mail_form(
        "Children\n\nForename\tFamily name\tSex\n\nAda\tLark\tFemale\n\nJan\tLark\tMale\n\nPerson alleged to be responsible\n\n"
        "Name\tRobin Lark\n\nRelationship to child\tFather\n\nApprox. age\t30\n\nWhat happened\n\n" + ACCOUNT
    )
    assert [_value(child.forename) for child in contact.children] == ["Ada", "Jan"]
    assert [_value(person.forename) for person in contact.people] == ["Robin"]
    assert _value(contact.reason) == ACCOUNT


def test_families_counted_in_words_are_kept_apart():
    one, two = "Child: Ada Lark\nLives: UB3 1AA", "Child: Jan Nowak\nLives: UB4 1AB"
    assert parts_of(f"Two worries.\n\nFAMILY ONE\n{one}\n\nFAMILY TWO\n{two}") == [one, two]


def test_words_that_point_somewhere_are_no_certain_address():
    found = Found(text="As the tenancy record")
    assert interpret("children.address", found, ValueContext())["address"].status is Status.CHECK


def test_values_of_a_table_that_read_like_labels_are_no_new_heads():
    rows = [["Nominal", "Born", "Link to child", "Involvement"], ["NOWAK, Jan", "14/01/1987", "Father", "Suspect"]]
    contact = _read(word("Child", CHILD, "Linked people", rows))
    assert [(_value(person.forename), _value(person.relationship)) for person in contact.people] == [("Jan", "father")]


def test_text_without_tables_stays_words():
    spoken = [Contact(document_type=Field("plain_email", Status.CERTAIN, 0.9))]
    assert read_mail_form(mail_of("No table here."), spoken, ReadOptions()) == spoken


def test_an_age_before_a_date_of_birth_is_both():
    leaves = interpret("children.dob_or_age", Found(text="15 / 22/04/2011"), ValueContext())
    assert (leaves["date_of_birth"].value, leaves["age_stated"].value) == ("2011-04-22", 15)


def test_a_second_title_begins_no_narrative_either():
    heads = [["Completed by", "Office / PDU", "Office number"], ["Ada Lark", "Invented PDU", "01632 960512"]]
    contact = _read(word("Invented Probation Service", "Child safeguarding enquiry and concern", heads, "Child", CHILD))
    assert _value(contact.referrer.organisation) == "Invented PDU"


def test_a_sibling_whose_school_is_not_known_is_a_child():
    children = (
        ("Ewa", "05.03.17", "Invented Primary"),
        ("Jan", "02.04.19", "Invented Primary"),
        ("Ola", "29.02.24", "N/K"),
    )

    def draw(canvas: Canvas) -> None:
        for at, (forename, born, school) in enumerate(children):
            top = 780 - 60 * at
            canvas.drawString(50, top, f"SIBLING {at}" if at else "PATIENT DETAILS")
            cells = ("Surname: NOWAK", f"Forename: {forename}", f"DOB: {born}", f"School: {school}")
            for place, cell in enumerate(cells):
                canvas.drawString(50 + 130 * place, top - 16, cell)

    contact = _read(pdf(draw), PDF)
    assert [_value(child.forename) for child in contact.children] == ["Ewa", "Jan", "Ola"]
    assert contact.people == ()
