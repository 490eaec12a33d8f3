"""What the studio proposes for a form that nobody taught: labels with their headings, tables as tables, and never a draft that cannot be."""

import pytest

from bots.proposing import propose
from extractors.forms import check_template
from extractors.general.vocabulary import load_vocabulary
from extractors.options import TEMPLATES, ReadOptions
from extractors.post.kinds import PDF
from extractors.reading import read_post
from extractors.sheets import open_document
from tests import factories
from web.template_draft import draft, labelled

HOUSEHOLD = [
    ("Name", "Relationship", "DOB"),
    ("Grace Okonkwo", "Mother", "01/02/1985"),
    ("Samuel Okonkwo", "Father", "03/04/1983"),
]


def family_form() -> bytes:
    page = factories.Page("Riverside Family Worry Form")
    page.heading("Child's details")
    for label, raw in (("Surname", "Okonkwo"), ("First name", "Amir"), ("Date of birth", "04/03/2015")):
        page.field(label, raw, raw)
    page.heading("Household members")
    page.canvas.setFont("Helvetica", 10)
    for number, row in enumerate(HOUSEHOLD):
        page.canvas.setFont("Helvetica-Bold" if number else "Helvetica", 10)  # bold values are no headings
        for column, text in enumerate(row):
            page.canvas.drawString(48 + 160 * column, page.canvas._pagesize[1] - page.top - 10, text)
        page.top += 19
    page.heading("Reason for referral")
    page.field("Reason for referral", "Amir was seen alone at the station.", "Amir was seen alone at the station.")
    page.canvas.save()
    return page.buffer.getvalue()


@pytest.fixture(scope="module")
def proposed():
    content = family_form()
    contact = read_post(content, "worry.pdf", ReadOptions(narrative=False)).contacts[0]
    return propose(contact, open_document(content, PDF), load_vocabulary(TEMPLATES))


def rows(proposed):
    return {(row["heading"], row["label"]): (row["holds"], row["column"]) for row in proposed["rows"]}


def test_each_label_stands_under_its_heading_and_says_what_it_holds(proposed):
    assert proposed["title"] == "Riverside Family Worry Form"
    assert rows(proposed)["Child's details", "Surname"] == ("children.surname", False)
    assert rows(proposed)["Child's details", "First name"] == ("children.forenames", False)
    assert rows(proposed)["Child's details", "Date of birth"] == ("children.date_of_birth", False)


def test_a_table_of_people_is_proposed_as_a_table_and_a_whole_name_as_one(proposed):
    assert rows(proposed)["Household members", "Name"] == ("people.name", True)
    assert rows(proposed)["Household members", "Relationship"] == ("people.relationship", True)


def test_the_draft_made_of_it_is_sound(proposed):
    told = [(row["heading"], row["label"], row["holds"], "column" if row["column"] else "") for row in proposed["rows"]]
    text = draft(proposed["title"], "other", labelled(told))

    assert [problem for problem in check_template(text) if problem.hinders] == []
    assert "table: true" in text
