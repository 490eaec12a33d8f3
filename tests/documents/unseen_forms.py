"""Invented forms in layouts that no template describes, with what a careful reader finds on each. All people are invented.

The labels are those of real blank forms (domain file 2.2); the layouts differ from the sample layouts on purpose.
"""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Spacer

from tests.documents.unseen_boxes import BOXES
from tests.documents.unseen_drawing import PDF, WORD, UnseenForm, pdf, ruled, tables, word
from tests.documents.unseen_lines import LINES


def unseen_forms() -> tuple[UnseenForm, ...]:
    """Every form, each with its own layout."""
    return tuple(make() for make in MAKERS)


def rotherham() -> UnseenForm:
    """Ruled, one table of children in rows, then label-left pairs in four columns."""
    data = tables(
        ruled([["Rotherham style Early Help Assessment"]], [480]),
        Spacer(1, 8),
        ruled([["Children / Young Peoples Details"]], [480]),
        ruled(
            [
                [
                    "Name",
                    "Date of Birth dd/mm/yy",
                    "Gender (M/F)",
                    "Disabilities",
                    "Ethnicity",
                    "School/Nursery/College",
                ],
                ["GILLOW, Tamsin", "04/05/2016", "F", "None known", "White British", "Invented Primary"],
                ["GILLOW, Petroc", "19/11/2018", "M", "Asthma", "White British", "Invented Primary"],
            ],
            [80, 105, 70, 65, 70, 110],
        ),
        Spacer(1, 8),
        ruled(
            [
                ["Primary Home Address", "12 Specimen Road, Hayes"],
                ["Postcode", "UB3 9ZZ"],
                ["Mobile Number", "07700 900111"],
            ],
            [160, 320],
        ),
        Spacer(1, 8),
        ruled([["Main Parent / Carer"]], [480]),
        ruled(
            [
                ["Name", "GILLOW, Morwenna", "Gender", "Female"],
                ["Relationship to child(ren)", "Mother", "Date of Birth", "07/08/1990"],
                ["Telephone", "07700 900222", "Ethnicity", "White British"],
            ],
            [130, 130, 100, 120],
        ),
        Spacer(1, 8),
        ruled([["Name of Lead Professional Completing the Assessment"]], [480]),
        ruled(
            [
                ["Name", "Harriet Winslow", "Date", "03/11/2026"],
                ["Position", "Family Worker", "Organisation", "Invented Children's Centre"],
                ["Email", "h.winslow@invented.example", "Telephone", "020 7946 0111"],
                ["Manager's Name", "Olwen Pask", "Manager's contact details", "020 7946 0112"],
            ],
            [100, 140, 120, 120],
        ),
    )
    return UnseenForm(
        "rotherham",
        PDF,
        data,
        {
            "document_type": "eha",
            "children[0].forename": "Tamsin",
            "children[0].surname": "Gillow",
            "children[0].date_of_birth": "2016-05-04",
            "children[0].sex": "F",
            "children[0].ethnicity_code": "WBRI",
            "children[0].school": "Invented Primary",
            "children[0].address": "12 Specimen Road, Hayes, UB3 9ZZ",
            "children[1].forename": "Petroc",
            "children[1].date_of_birth": "2018-11-19",
            "children[1].disability_text": "Asthma",
            "children[1].postcode": "UB3 9ZZ",
            "people[0].forename": "Morwenna",
            "people[0].surname": "Gillow",
            "people[0].relationship": "mother",
            "people[0].date_of_birth": "1990-08-07",
            "people[0].phone": "+447700900222",
            "referrer.name": "Harriet Winslow",
            "referrer.role_title": "Family Worker",
            "referrer.organisation": "Invented Children's Centre",
            "referrer.email": "h.winslow@invented.example",
            "referrer.phone": "+442079460111",
        },
    )


def mash_v5() -> UnseenForm:
    """No rules: labels with colons in one column, tick boxes drawn as squares."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 14)
        canvas.drawString(50, 790, "MASH Referral Form")
        y = 765.0

        def heading(text: str) -> None:
            nonlocal y
            y -= 8
            canvas.setFont("Helvetica-Bold", 11)
            canvas.drawString(50, y, text)
            canvas.setFont("Helvetica", 9)
            y -= 18

        def pair(label: str, *values: str) -> None:
            nonlocal y
            canvas.drawString(50, y, label)
            for value in values or ("",):
                canvas.drawString(230, y, value)
                y -= 14
            y -= 4

        def ticks(label: str, ticked: str, *options: str) -> None:
            nonlocal y
            canvas.drawString(50, y, label)
            x = 300.0
            for option in options:
                canvas.rect(x, y - 1, 9, 9)
                if option == ticked:
                    canvas.line(x + 1, y, x + 8, y + 7)
                    canvas.line(x + 1, y + 7, x + 8, y)
                canvas.drawString(x + 13, y, option)
                x += 60
            y -= 18

        heading("Section 1 - About the child")
        pair("First Name:", "Zubair")
        pair("Last Name:", "Quillfeather")
        pair("Address:", "Flat 3, Specimen Court", "41 Sample Street", "Uxbridge")
        pair("Post Code:", "UB8 9ZZ")
        pair("Date of Birth or Expected Delivery Date:", "21/02/2014")
        ticks("Gender:", "Male", "Male", "Female", "Unknown")
        pair("Religion:", "Muslim")
        ticks("Is an Interpreter Required?", "No", "Yes", "No")
        pair("School Attended:", "Invented High School")
        pair("NHS Number:", "999 000 0018")
        heading("Section 3 - About You")
        pair("Your name:", "Benedict Oakshott")
        pair("Job title:", "School Nurse")
        pair("Agency:", "Invented School Nursing")
        pair("Telephone number:", "020 7946 0222")
        heading("Section 4 - Consent")
        ticks("Is the parent/carer aware of this referral?", "Yes", "Yes", "No")
        ticks("Have they given consent to share information?", "No", "Yes", "No")
        heading("Section 5 - Reason for referral")
        canvas.drawString(50, y, "Zubair has told staff that he is often alone in the evenings and that there is")
        canvas.drawString(50, y - 12, "no food in the house at weekends.")

    return UnseenForm(
        "mash_v5",
        PDF,
        pdf(draw),
        {
            "document_type": "marf",
            "children[0].forename": "Zubair",
            "children[0].surname": "Quillfeather",
            "children[0].address": "Flat 3, Specimen Court, 41 Sample Street, Uxbridge, UB8 9ZZ",
            "children[0].postcode": "UB8 9ZZ",
            "children[0].date_of_birth": "2014-02-21",
            "children[0].sex": "M",
            "children[0].religion": "Muslim",
            "children[0].interpreter_required": "no",
            "children[0].school": "Invented High School",
            "children[0].nhs_number": "9990000018",
            "referrer.name": "Benedict Oakshott",
            "referrer.role_title": "School Nurse",
            "referrer.organisation": "Invented School Nursing",
            "referrer.phone": "+442079460222",
            "consent.parents_aware": "yes",
            "consent.consent_to_share": "no",
            "reason": "Zubair has told staff that he is often alone in the evenings and that there is no food in the house at weekends.",
        },
    )


def inter_agency() -> UnseenForm:
    """Word: consent first, children and carers in tables under numbered headings."""
    data = word(
        "Inter-Agency Referral Form",
        "1 CONSENT",
        [["Is the parent aware of this referral?", "Yes"], ["Has consent been given?", "Yes"]],
        "2 DETAILS OF PRACTITIONER",
        [
            ["Name", "Rowena Fairbrass"],
            ["Designation", "Health Visitor"],
            ["Agency", "Invented Health Visiting"],
            ["Tel No", "020 7946 0333"],
        ],
        "3 CHILD",
        [
            ["Last Name", "First Name", "DOB/EDD", "Age", "M/F", "Ethnicity", "Preferred Language"],
            ["Ondaatje", "Sunil", "14/03/2015", "11", "M", "Any other Asian background", "Tamil"],
            ["Ondaatje", "Nila", "02/09/2019", "7", "F", "Any other Asian background", "Tamil"],
            ["", "", "", "", "", "", ""],
        ],
        "4 MAIN CARERS",
        [
            ["Last Name", "First Name", "DOB", "Relationship", "Parental Responsibility"],
            ["Ondaatje", "Priyanka", "30/01/1988", "Mother", "Yes"],
        ],
        "6 REASON FOR REFERRAL",
        "The health visitor saw bruising on both shins which the mother could not account for.",
        "7 PREVIOUS INVOLVEMENT",
        "No",
    )
    return UnseenForm(
        "inter_agency",
        WORD,
        data,
        {
            "document_type": "marf",
            "consent.parents_aware": "yes",
            "consent.consent_to_share": "yes",
            "referrer.name": "Rowena Fairbrass",
            "referrer.role_title": "Health Visitor",
            "referrer.organisation": "Invented Health Visiting",
            "referrer.phone": "+442079460333",
            "children[0].forename": "Sunil",
            "children[0].surname": "Ondaatje",
            "children[0].date_of_birth": "2015-03-14",
            "children[0].age_stated": 11,
            "children[0].sex": "M",
            "children[0].first_language": "Tamil",
            "children[1].forename": "Nila",
            "children[1].ethnicity_code": "AOTH",
            "people[0].forename": "Priyanka",
            "people[0].relationship": "mother",
            "people[0].has_parental_responsibility": "yes",
            "reason": "The health visitor saw bruising on both shins which the mother could not account for.",
        },
    )


def knowsley() -> UnseenForm:
    """Labels above values without rules, and an unruled table of children."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 790, "Multi-Agency Referral Form")
        canvas.setFont("Helvetica-Bold", 10)
        canvas.drawString(50, 765, "CHILDREN")
        columns = (50, 130, 210, 270, 330, 370)
        canvas.setFont("Helvetica-Bold", 9)
        for x, label in zip(columns, ("First Name", "Surname", "Alias", "DOB", "M/F", "School"), strict=True):
            canvas.drawString(x, 745, label)
        canvas.setFont("Helvetica", 9)
        rows = (
            ("Corin", "Haverley", "Cozza", "05/06/2012", "M", "Invented Academy"),
            ("Isolde", "Haverley", "", "17/12/2015", "F", "Invented Primary"),
        )
        for y, row in zip((728, 711), rows, strict=True):
            for x, text in zip(columns, row, strict=True):
                canvas.drawString(x, y, text)
        canvas.setFont("Helvetica-Bold", 10)
        canvas.drawString(50, 680, "REFERRER DETAILS")
        for x, top, label, value in (
            (50, 660, "Name of referrer", "Agatha Pennyworth"),
            (300, 660, "Job title", "Teacher"),
            (50, 625, "Organisation", "Invented Academy"),
            (300, 625, "Email address", "a.pennyworth@invented.example"),
        ):
            canvas.setFont("Helvetica-Bold", 9)
            canvas.drawString(x, top, label)
            canvas.setFont("Helvetica", 9)
            canvas.drawString(x, top - 12, value)

    return UnseenForm(
        "knowsley",
        PDF,
        pdf(draw),
        {
            "document_type": "marf",
            "children[0].forename": "Corin",
            "children[0].surname": "Haverley",
            "children[0].also_known_as": ("Cozza",),
            "children[0].date_of_birth": "2012-06-05",
            "children[0].sex": "M",
            "children[0].school": "Invented Academy",
            "children[1].forename": "Isolde",
            "children[1].date_of_birth": "2015-12-17",
            "children[1].school": "Invented Primary",
            "referrer.name": "Agatha Pennyworth",
            "referrer.role_title": "Teacher",
            "referrer.organisation": "Invented Academy",
            "referrer.email": "a.pennyworth@invented.example",
        },
    )


def turned_table() -> UnseenForm:
    """Word: the children stand in columns, the labels down the side (after Swindon RF1)."""
    data = word(
        "Request for Service - Referral Form",
        "Children",
        [
            ["", "Child 1", "Child 2", "Child 3"],
            ["Family name", "Brocklebank", "Brocklebank", ""],
            ["Given names", "Leopold", "Ottilie", ""],
            ["DoB or EDD", "11/10/2011", "23/04/2017", ""],
            ["Gender", "Male", "Female", ""],
            ["Home Address", "9 Sample Way, Hayes, UB3 9ZZ", "9 Sample Way, Hayes, UB3 9ZZ", ""],
            ["School", "Invented High School", "Invented Primary", ""],
        ],
        "Referrer",
        [
            ["Name of person making referral", "Ignatius Thorne"],
            ["Position", "Police Community Support Officer"],
            ["Contact number", "07700 900333"],
        ],
    )
    return UnseenForm(
        "turned_table",
        WORD,
        data,
        {
            "document_type": "marf",
            "children[0].forename": "Leopold",
            "children[0].surname": "Brocklebank",
            "children[0].date_of_birth": "2011-10-11",
            "children[0].sex": "M",
            "children[0].postcode": "UB3 9ZZ",
            "children[1].forename": "Ottilie",
            "children[1].date_of_birth": "2017-04-23",
            "children[1].sex": "F",
            "children[1].school": "Invented Primary",
            "referrer.name": "Ignatius Thorne",
            "referrer.role_title": "Police Community Support Officer",
            "referrer.phone": "+447700900333",
        },
    )


MAKERS = (rotherham, mash_v5, inter_agency, knowsley, turned_table, *BOXES, *LINES)
