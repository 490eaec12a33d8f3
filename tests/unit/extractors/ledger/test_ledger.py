"""Every word of the post is accounted for: what nothing was made of is shown with its place."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import PageBreak, Paragraph, Spacer

from extractors.reading import read_post
from postroom.contact import Disposition
from tests.documents.unseen_drawing import ruled, tables, word

CHILD = [
    ["Child's surname", "Pereira", "Child's first name", "Ana"],
    ["Date of birth", "04/07/2019", "Gender", "Female"],
]
REFERRER = [
    ["Referrer name", "Jo Shah", "Role", "Teacher"],
    ["Organisation", "Bourne Primary School", "Telephone", "020 7946 0123"],
]
REASON = "Ana came to school hungry on Monday and said that there had been no supper at home for two days."
OTHER_PAGE = "Kitchen inventory of the village hall: eleven kettles, forty cups, and a samovar without its lid."


def form(*more):
    style = getSampleStyleSheet()["Normal"]
    parts = [Paragraph("Multi Agency Referral Form", style), ruled([["Reason for referral"], [REASON]], [480])]
    parts += [Spacer(1, 8), Paragraph("Child details", style), ruled(CHILD), Spacer(1, 8)]
    return tables(*parts, Paragraph("Referrer details", style), ruled(REFERRER), *more)


def test_a_form_that_was_read_has_nothing_unexplained():
    reading = read_post(form(), "form.pdf")

    assert reading.unexplained == ()
    assert dict(reading.ledger)["narrative"] == len(REASON.split())


def test_a_page_that_nothing_was_made_of_is_shown_with_its_place():
    style = getSampleStyleSheet()["Normal"]
    (place,) = read_post(form(PageBreak(), Paragraph(OTHER_PAGE, style)), "form.pdf").unexplained

    assert (place.document, place.page, place.words) == (0, 2, len(OTHER_PAGE.split()))
    assert place.bbox is not None
    assert place.text.startswith("Kitchen inventory")
    assert place.as_json().keys() == {"document", "page", "words", "bbox"}


def test_a_second_table_that_nothing_took_is_shown():
    rows = [["Plate", "Owner", "Colour"], ["LX19 ABC", "Rui Pereira", "blue"], ["LX20 DEF", "Marta Gomes", "red"]]
    places = read_post(form(Spacer(1, 60), ruled(rows)), "form.pdf").unexplained

    assert "Marta Gomes" in " ".join(place.text for place in places)


def test_a_word_document_has_no_pages_and_its_words_are_shown_all_the_same():
    reading = read_post(word("Referral", "Child details", CHILD, "Referrer details", REFERRER, OTHER_PAGE), "form.docx")
    (place,) = reading.unexplained

    assert (place.page, place.bbox) == (None, None)
    assert place.text.startswith("Kitchen inventory")


@pytest.mark.parametrize("lone", ["•", "- and", "Seen"])
def test_nobody_is_bothered_with_a_lone_word(lone):
    style = getSampleStyleSheet()["Normal"]
    assert read_post(form(Spacer(1, 60), Paragraph(lone, style)), "form.pdf").unexplained == ()


@pytest.mark.parametrize("lone", ["UB3 1AA", "14/03/2015", "Zubaida Begum", "07700 900318"])
def test_a_lone_postcode_day_name_or_number_is_worth_a_look(lone):
    style = getSampleStyleSheet()["Normal"]
    places = read_post(form(Spacer(1, 60), Paragraph(lone, style)), "form.pdf").unexplained

    assert [place.text for place in places] == [lone]


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("Please find the form attached.", 0),
        ("Mum told me at the gate this morning that dad has come back and that he locked both girls out.", 1),
    ],
)
def test_what_a_mail_says_beside_its_form_is_shown_unless_it_only_carries_it(body, shown):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "jo@bourne.sch.uk", "hub@council.gov.uk", "Referral"
    mail.set_content(f"Dear team\n\n{body}\n\nKind regards\nJo Shah\n")
    mail.add_attachment(form(), maintype="application", subtype="pdf", filename="form.pdf")
    reading = read_post(bytes(mail), "mail.eml")

    assert reading.disposition is Disposition.CONTACT
    assert [place.document for place in reading.unexplained] == [0] * shown
