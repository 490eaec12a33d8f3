"""What the template does not find on another version of its form comes from the general reader, to be checked."""

from __future__ import annotations

from extractors.forms.takeover import is_another_version, taken_over
from postroom.contact import Child, Contact, Field, Referrer, Status


def _said(value: str) -> Field:
    return Field(value, Status.CERTAIN, 0.99, value)


def _child(forename: str, surname: str = "O'Neill", **more: Field) -> Child:
    return Child(forename=_said(forename), surname=_said(surname), **more)


def test_what_only_the_general_reader_found_is_to_be_checked() -> None:
    contact = Contact(children=(_child("Niamh"),))
    general = Contact(reason=_said("seen"), children=(_child("Niamh", school=_said("Invented Primary")),))
    both = taken_over(contact, general)
    school = both.children[0].school
    assert both.reason is not None
    assert school is not None
    assert (both.reason.status, school.value, school.status) == (Status.CHECK, "Invented Primary", Status.CHECK)


def test_what_the_template_found_stays() -> None:
    both = taken_over(Contact(reason=_said("this")), Contact(reason=_said("that")))
    assert both.reason == _said("this")


def test_a_child_whom_the_template_missed_is_not_lost() -> None:
    both = taken_over(Contact(children=(_child("Niamh"),)), Contact(children=(_child("Sean"), _child("Niamh"))))
    assert [child.forename.value for child in both.children if child.forename] == ["Niamh", "Sean"]
    assert all(leaf.status is Status.CHECK for _, leaf in both.children[1].leaves())


def test_a_child_without_a_box_for_the_birth_is_a_sign_of_another_version() -> None:
    known = Contact(reason=_said("seen"), referrer=Referrer(name=_said("Tom")))
    born = {"date_of_birth": _said("2017-04-03")}
    assert is_another_version(Contact(reason=known.reason, referrer=known.referrer, children=(_child("Niamh"),)))
    assert not is_another_version(
        Contact(reason=known.reason, referrer=known.referrer, children=(_child("N", **born),))
    )
