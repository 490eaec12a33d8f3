"""Invented forms in lines: nothing parts label and value, adults follow a child without a heading, a story sounds like a form."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from tests.documents.unseen_drawing import PDF, WORD, UnseenForm, pdf, word


def _written(*lines: str) -> bytes:
    def draw(canvas: Canvas) -> None:
        for at, line in enumerate(lines):
            canvas.drawString(50, 790 - 15 * at, line)

    return pdf(draw)


def dotted_lines() -> UnseenForm:
    """Values stand on dotted lines close behind their labels, which have no colons."""
    data = _written(
        "Pupil details",
        "Forename(s) Corisande May",
        "Family name PELLOW",
        "Born on 4th Jul 2015",
        "UPN C312400115001",
        "Home language Cornish",
        "Faith Methodist",
        "Home address 3 SPECIMEN ROW, HAYES, UB3 9ZZ",
        "Family and household",
        "Full name Demelza PELLOW",
        "Relationship to pupil Father's partner",
    )
    truth = {
        "children[0].forename": "Corisande",
        "children[0].middle_names": "May",
        "children[0].surname": "Pellow",
        "children[0].date_of_birth": "2015-07-04",
        "children[0].first_language": "Cornish",
        "children[0].religion": "Methodist",
        "children[0].postcode": "UB3 9ZZ",
        "people[0].forename": "Demelza",
        "people[0].relationship": "parents_partner",
    }
    return UnseenForm("dotted_lines", PDF, data, truth)


def patient_lines() -> UnseenForm:
    """A patient and a sibling who have the same fields, and adults under no heading, who are no children."""
    data = _written(
        "Emergency Department - Child Safeguarding Information Form",
        "PATIENT DETAILS",
        "Surname: TREGEAR   Forename: Jago   DOB: 05.06.14   Sex: M",
        "NHS Number: 999 000 0018   GP: The Invented Surgery   School: Invented Primary",
        "SIBLING 1",
        "Surname: TREGEAR   Forename: Elowen   DOB: 07.08.18   Sex: F",
        "NHS Number: N/K   GP: The Invented Surgery   School: Invented Nursery",
        "CAME WITH",
        "Name: Kerensa TREGEAR   Relationship: Mother   Tel: 07700 900444",
        "PRESENTING CONCERN",
        "Jago said that a man on his street called Denzil VEALE (DOB: 01/02/1999) had hit him with",
        "a stick. Kerensa had seen nothing of it and came at once.",
        "Address: somewhere off the common, which Jago could not tell any better.",
    )
    truth = {
        "children[0].forename": "Jago",
        "children[0].surname": "Tregear",
        "children[0].school": "Invented Primary",
        "children[1].forename": "Elowen",
        "children[1].date_of_birth": "2018-08-07",
        "children[2].forename": None,
        "people[0].forename": "Kerensa",
        "people[0].relationship": "mother",
        "people[1].forename": None,
        "reason": "Jago said that a man on his street called Denzil VEALE (DOB: 01/02/1999) had hit him with a stick. "
        "Kerensa had seen nothing of it and came at once. "
        "Address: somewhere off the common, which Jago could not tell any better.",
    }
    return UnseenForm("patient_lines", PDF, data, truth)


def tenants_household() -> UnseenForm:
    """One table of a household: who is a son or daughter of the tenant is a child; the adults' relation to the child is not said."""
    data = word(
        "Housing Services - Safeguarding Children Referral",
        "Household composition",
        [
            ["First name", "Surname", "Relationship to tenant", "Date of birth", "Gender"],
            ["Loveday", "Rosewarne", "Tenant", "05/06/1988", "F"],
            ["Piran", "Rosewarne", "Partner", "", "M"],
            ["Tamsyn", "Rosewarne", "Daughter", "09/10/2013", "F"],
        ],
    )
    truth = {
        "children[0].forename": "Tamsyn",
        "children[0].date_of_birth": "2013-10-09",
        "children[1].forename": None,
        "people[0].forename": "Loveday",
        "people[0].relationship": None,
        "people[1].forename": "Piran",
        "people[1].relationship": None,
    }
    return UnseenForm("tenants_household", WORD, data, truth)


LINES = (dotted_lines, patient_lines, tenants_household)
