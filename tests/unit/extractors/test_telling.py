"""What a person at the prompt sees of a reading."""

from extractors.telling import tell
from postroom.contact import Child, Contact, Disposition, DocumentFacts, Field, Reading, Role, Status
from postroom.places import Unexplained


def told(capsys, *fields: Field) -> str:
    children = tuple(Child(forename=each) for each in fields)
    documents = (DocumentFacts("form.pdf", "application/pdf", Role.PRIMARY, pages=2),)
    places = (Unexplained(page=2, words=41),)
    tell("form.pdf", Reading(Disposition.CONTACT, None, documents, (Contact(children=children),), unexplained=places))
    return " ".join(capsys.readouterr().out.split())


def test_each_value_stands_with_its_state_and_page_and_what_nobody_took_is_told(capsys):
    said = told(capsys, Field("Testina", Status.CHECK, page=2, why="found right of its label"))

    assert "children[0].forename │ Testina │ check │ 2 │ found right of its label" in said
    assert "41 words of page 2" in said
    assert "2 pages, no template" in said


def test_markup_and_escapes_in_a_value_are_only_shown(capsys):
    said = told(capsys, Field("[red]Bad[/] \x1b[2J", Status.CERTAIN))

    assert "[red]Bad[/] ·[2J" in said
    assert "\x1b" not in said


def test_one_that_is_held_says_why(capsys):
    tell("locked.pdf", Reading(Disposition.HELD, "password_protected"))

    assert "locked.pdf: held (password_protected)" in capsys.readouterr().out
