"""More invented forms: labels in small print over their values, labels in bold beside them, tables that go on in a second one."""

from __future__ import annotations

import io

import docx
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Table

from tests.documents.unseen_drawing import GRID, PDF, WORD, UnseenForm, pdf, ruled, tables

NORMAL = getSampleStyleSheet()["Normal"]
ADULT = {
    "people[0].relationship": "mother",
    "people[0].phone": "+447700900518",
    "people[0].has_parental_responsibility": "yes",
}


def _stacked(*boxes: tuple[str, str]) -> Table:
    """Boxes in rows of three, each with its label in small print over the value."""
    cells = [
        [Paragraph(f"<font size=7>{label}</font>"), Paragraph(value or "&nbsp;", NORMAL)] for label, value in boxes
    ]
    cells += [[]] * (-len(cells) % 3)
    return Table([cells[at : at + 3] for at in range(0, len(cells), 3)], style=GRID)


def stacked_boxes() -> UnseenForm:
    """Blank boxes stand among the filled ones; an answer stands under a question that could be read as one label."""
    data = tables(
        Paragraph("<b>Request for support</b>"),
        Paragraph("<b>Section B - Child 1</b>"),
        _stacked(
            ("Surname of child", "Quennell"),
            ("First name(s)", "Ambrose"),
            ("D.O.B.", "14 March 2016"),
            ("Ethnic origin", ""),
            ("NHS number", ""),
            ("Is an interpreter needed?", "No"),
            ("Nursery / school / college", ""),
            ("Name of GP practice", "The Invented Surgery"),
            ("Where the child lives", "12 Specimen Row, Hayes, UB3 9ZZ"),
        ),
        Paragraph("<b>Parent / carer / other adult 1</b>"),
        _stacked(
            ("Full name", "Drusilla Quennell"),
            ("Relationship", "Mother"),
            ("D.O.B.", ""),
            ("Gender", "Female"),
            ("Mobile", "07700 900518"),
            ("Does this person have parental responsibility?", "Yes"),
        ),
    )
    truth = {
        "children[0].surname": "Quennell",
        "children[0].forename": "Ambrose",
        "children[0].date_of_birth": "2016-03-14",
        "children[0].interpreter_required": "no",
        "children[0].school": None,
        "children[0].nhs_number": None,
        "children[0].gp_practice": "The Invented Surgery",
        "children[0].postcode": "UB3 9ZZ",
        **ADULT,
    }
    return UnseenForm("stacked_boxes", PDF, data, truth)


def bold_labels() -> UnseenForm:
    """Two columns of labels in bold without rules; a value's second line is a word that labels use, and a label wraps."""
    left, right = (50, 160), (310, 420)

    def draw(canvas: Canvas) -> None:
        def pair(place: tuple[int, int], y: int, label: str, value: str) -> None:
            canvas.setFont("Helvetica-Bold", 9)
            canvas.drawString(place[0], y, label)
            canvas.setFont("Helvetica", 9)
            canvas.drawString(place[1], y, value)

        for y, heading in ((790, "CONTACT FORM"), (770, "YOUNG PERSON 1"), (680, "PERSON MAKING CONTACT")):
            pair(left, y, heading, "")
        pair(left, 755, "Surname", "Fairbairn")
        pair(right, 755, "Given names", "Isolde")
        pair(left, 740, "Date of birth", "02/11/2012")
        pair(right, 740, "NHS No.", "")
        pair(left, 725, "Education setting", "Invented Heights Secondary")
        pair(right, 725, "Address", "7 Specimen Walk,")
        pair(left, 714, "", "School")
        pair(right, 714, "", "Hayes, UB3 9ZZ")
        pair(left, 665, "Completed by", "Corin Ashdown")
        pair(right, 665, "Job title", "Family Worker")

    truth = {
        "children[0].surname": "Fairbairn",
        "children[0].forename": "Isolde",
        "children[0].date_of_birth": "2012-11-02",
        "children[0].school": "Invented Heights Secondary School",
        "children[0].address": "7 Specimen Walk, Hayes, UB3 9ZZ",
        "referrer.name": "Corin Ashdown",
        "referrer.role_title": "Family Worker",
    }
    return UnseenForm("bold_labels", PDF, pdf(draw), truth)


def two_tables() -> UnseenForm:
    """The children's columns go on in a second table that repeats their names; questions are answered on their line."""
    data = tables(
        Paragraph("<b>Safeguarding referral</b>"),
        Paragraph("<b>1. Details of child(ren)</b>"),
        ruled(
            [
                ["Family name", "Forenames", "D.O.B.", "Sex"],
                ["Lovelace", "Hector", "05/06/2014", "Male"],
                ["Lovelace", "Imogen", "17/08/2018", "Female"],
            ]
        ),
        Paragraph("&nbsp;"),
        ruled(
            [
                ["Family name", "Forenames", "School attended", "Religion"],
                ["Lovelace", "Hector", "Invented Primary", "Christian"],
                ["Lovelace", "Imogen", "Invented Nursery", ""],
            ]
        ),
        Paragraph("<b>4. Consent</b>"),
        Paragraph("Are the parents/carers aware of this referral? Yes", NORMAL),
        Paragraph("Consent to share information No", NORMAL),
    )
    truth = {
        "children[0].forename": "Hector",
        "children[0].school": "Invented Primary",
        "children[0].religion": "Christian",
        "children[1].forename": "Imogen",
        "children[1].date_of_birth": "2018-08-17",
        "children[1].school": "Invented Nursery",
        "children[2].forename": None,
        "consent.parents_aware": "yes",
        "consent.consent_to_share": "no",
    }
    return UnseenForm("two_tables", PDF, data, truth)


def label_paragraphs() -> UnseenForm:
    """Word without tables: a bold label, and its value in the next paragraph, which may sound like a heading."""
    document = docx.Document()
    document.add_heading("Child and family request", 1)
    for heading, pairs in (
        (
            "Who is telling us",
            (("Completed by", "Perpetua Lind"), ("Job title", "Health Visitor"), ("Agency", "Invented NHS")),
        ),
        ("Child 1", (("Surname", "Ormerod"), ("Forenames", "Silas"), ("Date of birth", "1 May 2019"))),
        ("Consent", (("Has consent been given to share information?", "Yes"),)),
    ):
        document.add_heading(heading, 2)
        for label, value in pairs:
            document.add_paragraph().add_run(label).bold = True
            document.add_paragraph(value)
    out = io.BytesIO()
    document.save(out)
    truth = {
        "referrer.name": "Perpetua Lind",
        "referrer.role_title": "Health Visitor",
        "referrer.organisation": "Invented NHS",
        "children[0].surname": "Ormerod",
        "children[0].forename": "Silas",
        "children[0].date_of_birth": "2019-05-01",
        "consent.consent_to_share": "yes",
    }
    return UnseenForm("label_paragraphs", WORD, out.getvalue(), truth)


BOXES = (stacked_boxes, bold_labels, two_tables, label_paragraphs)
