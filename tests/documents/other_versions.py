"""Known police reports in versions that no template describes: labels renamed, columns moved, people in a table."""

from __future__ import annotations

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, Spacer, Table, TableStyle

from tests.documents.unseen_drawing import PDF, UnseenForm, ruled, tables

SMALL = ParagraphStyle("small", fontName="Helvetica", fontSize=8, leading=10)
BOLD = ParagraphStyle("bold", parent=SMALL, fontName="Helvetica-Bold")
PLAIN = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP")])
STORY = "Police were called to the above address by a neighbour. Tamsin was seen and was well. Her mother asked for support."


def other_versions() -> tuple[UnseenForm, ...]:
    return (grid_with_moved_columns(), columns_with_people_in_a_table(), notice_with_boxes())


def grid_with_moved_columns() -> UnseenForm:
    """The ruled PAC: family name after the forenames, the linked persons' address first, a word cut by a narrow column."""
    head = ["Address", "Name", "Linked\nTo", "Relationsh\nip", "M/F", "DOB/Age", "Telephone"]
    row = [
        "12 SPECIMEN ROAD,\nHAYES, UB3 9ZZ",
        "GILLOW, Morwenna",
        "Subject 1",
        "Mother",
        "F",
        "07/08/1990",
        "07700 900222",
    ]
    data = tables(
        Paragraph("PRE-ASSESSMENT CHECKLIST (PAC) - v7.2", BOLD),
        ruled([["Type", "PAC", "Merlin No", "26PAC100200"], ["Shoulder Number", "XH511", "Officer Reporting", "PC J Pask"]], [110] * 4),
        Spacer(1, 6),
        ruled([["SUBJECT 1 OF 1"]], [440]),
        ruled(
            [
                ["Forenames", "Tamsin", "Family Name", "GILLOW"],
                ["Preferred Name", "", "Gender", "Female"],
                ["D.O.B.", "04/05/2016", "School/College/\nNursery", "Invented Primary"],
            ],
            [110] * 4,
        ),
        Spacer(1, 6),
        ruled([["LINKED PERSONS"]], [440]),
        ruled([head, row], [110, 90, 45, 52, 28, 55, 60]),
        Spacer(1, 6),
        ruled([["CIRCUMSTANCES"]], [440]),
        Paragraph(STORY, SMALL),
        Spacer(1, 6),
        ruled([["OUTCOME"]], [440]),
        ruled([["BRAG", "GREEN", "Consent to\nShare Info", "No"]], [110] * 4),
    )  # fmt: skip
    return UnseenForm(
        "grid_with_moved_columns", PDF, data,
        {
            "agency_reference": "26PAC100200", "referrer.shoulder_number": "XH511", "police_brag": "green", "reason": STORY,
            "consent.consent_to_share": "no", "children[0].forename": "Tamsin", "children[0].surname": "Gillow",
            "children[0].date_of_birth": "2016-05-04", "children[0].sex": "F", "children[0].school": "Invented Primary",
            "people[0].forename": "Morwenna", "people[0].surname": "Gillow", "people[0].relationship": "mother",
            "people[0].date_of_birth": "1990-08-07", "people[0].phone": "+447700900222", "people[0].postcode": "UB3 9ZZ",
        },
    )  # fmt: skip


def columns_with_people_in_a_table() -> UnseenForm:
    """The unruled PAC: one label a line, labels that nobody knows among them, people in an unruled table with wrapped cells."""

    def lines(*rows: tuple[str, str]) -> Table:
        return Table(
            [[Paragraph(label, BOLD), Paragraph(value, SMALL)] for label, value in rows], [150, 290], style=PLAIN
        )

    head = ["Person", "Connection", "Born", "Gender", "Contact number", "Lives at"]
    people = [
        ["Morwenna Gillow", "Mother", "07-Aug-1990", "Female", "07700 900222", "As child"],
        ["Wilfrid Gillow-Oxenham", "Father", "03-Feb-1988", "Male", "07700 900333", "9 Sample Street, Hayes, UB3 8ZZ"],
    ]
    table = Table(
        [[Paragraph(text, BOLD) for text in head], *([Paragraph(text, SMALL) for text in row] for row in people)],
        [100, 60, 65, 50, 45, 90], style=PLAIN,
    )  # fmt: skip
    data = tables(
        Paragraph("Merlin - child coming to notice (PAC)", BOLD),
        lines(("Report reference", "26PAC100201"), ("Raised by", "PC XH512 J Pask")),
        Paragraph("Child 1", BOLD),
        lines(
            ("Full name", "Tamsin Gillow"), ("Date of birth", "04-May-2016"), ("Gender", "Female"),
            ("Address", "12 Specimen Road, Hayes, UB3 9ZZ"), ("Doctor", "Invented Surgery"),
            ("Demeanour", "Calm"), ("School", "Invented Primary"),
        ),
        Paragraph("Family members and others linked to the report", BOLD),
        table,
        Paragraph("What happened", BOLD),
        Paragraph(STORY, SMALL),
    )  # fmt: skip
    return UnseenForm(
        "columns_with_people_in_a_table", PDF, data,
        {
            "agency_reference": "26PAC100201", "reason": STORY, "children[0].forename": "Tamsin", "children[0].surname": "Gillow",
            "children[0].date_of_birth": "2016-05-04", "children[0].gp_practice": "Invented Surgery",
            "children[0].school": "Invented Primary", "people[0].forename": "Morwenna", "people[0].phone": "+447700900222",
            "people[1].surname": "Gillow-Oxenham", "people[1].relationship": "father", "people[1].postcode": "UB3 8ZZ",
        },
    )  # fmt: skip


def notice_with_boxes() -> UnseenForm:
    """A police notice without a template: a box for each field, people counted through, children and adults alike."""

    def boxes(*fields: tuple[str, str]) -> Table:
        cells = [[Paragraph(label, SMALL), Paragraph(value, BOLD)] for label, value in fields]
        return ruled([cells[at : at + 3] for at in range(0, len(cells), 3)], [146] * 3)

    data = tables(
        Paragraph("PUBLIC PROTECTION NOTICE", BOLD),
        boxes(("PPN reference", "PPN/100202"), ("Officer", "J Pask"), ("Collar number", "XH513")),
        Paragraph("Person 1 - Child", BOLD),
        boxes(("Last name", "Gillow"), ("First name(s)", "Tamsin"), ("Date of birth", "4 May 2016")),
        Paragraph("Person 2 - Adult", BOLD),
        boxes(("Last name", "Gillow"), ("First name(s)", "Morwenna"), ("Relationship to child", "Mother")),
        Paragraph("Occurrence", BOLD),
        boxes(("Date and time of occurrence", "20/10/2026 08:32"), ("Incident log no.", "4315/20OCT26"), ("Crime no.", "01/7744132/26")),
        Paragraph("Summary of concerns", BOLD),
        Paragraph(STORY, SMALL),
    )  # fmt: skip
    return UnseenForm(
        "notice_with_boxes", PDF, data,
        {
            "agency_reference": "PPN/100202", "referrer.name": "J Pask", "referrer.shoulder_number": "XH513",
            "children[0].forename": "Tamsin", "children[0].surname": "Gillow", "people[0].forename": "Morwenna",
            "people[0].relationship": "mother", "incident.start": "2026-10-20T08:32", "incident.cad_ref": "4315/20OCT26",
            "incident.crime_ref": "01/7744132/26", "reason": STORY,
        },
    )  # fmt: skip
