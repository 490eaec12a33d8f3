"""Tables in mails: a child in each row, a person in each row, and cells as Outlook writes them."""

from __future__ import annotations

from datetime import datetime

from extractors.options import TEMPLATES
from extractors.post.chain import part_text
from extractors.post.facts import MailFacts
from extractors.post.markup import seen_text
from extractors.post.phrases import load_phrases
from extractors.prose import read_prose
from extractors.sheets import sheets_of_text
from postroom.contact import Contact

SENT = datetime(2026, 11, 10, 9, 30)
ROWS = (
    ("First name", "Surname", "DOB", "Class"),
    ("Safiya", "Osman", "04/11/2017", "4B"),
    ("Blessing", "Tembo", "01/09/2016", "5C"),
)


def _read(html: str) -> Contact:
    text = part_text(seen_text(html), load_phrases(TEMPLATES))
    (contact,) = read_prose(sheets_of_text(text.new), MailFacts("", "", "", SENT, text))
    return contact


def _table(cell: str, rows: tuple[tuple[str, ...], ...]) -> str:
    return "<table>" + "".join("<tr>" + "".join(cell % text for text in row) + "</tr>" for row in rows) + "</table>"


def _names(contact: Contact) -> list[tuple[object, object]]:
    return [
        (child.forename.value, child.surname.value) for child in contact.children if child.forename and child.surname
    ]


def test_each_row_is_a_child():
    contact = _read(f"<p>Dear Hub</p>{_table('<td>%s</td>', ROWS)}<p>They were seen alone in the park at night.</p>")
    assert _names(contact) == [("Safiya", "Osman"), ("Blessing", "Tembo")]
    assert [child.date_of_birth.value for child in contact.children if child.date_of_birth] == [
        "2017-11-04",
        "2016-09-01",
    ]


def test_outlook_puts_a_paragraph_into_each_cell():
    contact = _read(f"<p>Dear Hub</p>{_table('<td><p class=MsoNormal>%s</p></td>', ROWS)}<p>They were seen alone.</p>")
    assert _names(contact) == [("Safiya", "Osman"), ("Blessing", "Tembo")]


def test_rows_with_a_relationship_are_people_and_workers_are_nobody():
    people = (("Name", "Relationship to child", "Telephone"), ("OSMAN, Hawa", "Mother", "07700 900663"))
    workers = (("Name", "Job title", "Email"), ("Ada Lark", "Nurse", "a@nhs.net"))
    contact = _read(
        f"<p>Child: Safiya Osman</p>{_table('<td>%s</td>', people)}<p>Also:</p>{_table('<td>%s</td>', workers)}<p>She was alone.</p>"
    )
    assert [person.phone.value for person in contact.people if person.phone] == ["+447700900663"]
    assert len(contact.children) == 1


def test_a_row_with_too_many_cells_is_not_guessed():
    rows = (ROWS[0], ("Safiya", "Osman", "Abdi", "04/11/2017", "4B"))
    contact = _read(f"<p>Child: Safiya Osman</p>{_table('<td>%s</td>', rows)}<p>She was alone.</p>")
    assert len(contact.children) == 1
