"""Earlier contacts of the same child, the same incident from another sender, the unborn who was born."""

from dataclasses import replace

from matching.contacts import EarlierContact, earlier_contacts, is_repeat
from postroom.history import Link
from postroom.matching import Adult, ChildQuery

MOTHER = Adult("Rahma", "Gul", "mother")
CHILD = ChildQuery(
    "q1",
    forename="Amira",
    surname="Gul",
    date_of_birth="2015-03-02",
    address="4 Mill Lane, Hayes, UB3 1AA",
    people=(MOTHER,),
)
NOW = EarlierContact("c9", "2026-11-20", (CHILD,), "26PAC100001", "2026-11-19", "1234/19NOV26", "")


def links(*before: EarlierContact) -> list[Link]:
    return [found.link for found in earlier_contacts(NOW, before)]


def test_the_same_reference_is_the_same_report_and_nothing_more() -> None:
    assert links(replace(NOW, contact_id="c1")) == [Link.SAME_REPORT]


def test_the_same_child_within_a_year_is_found_and_after_a_year_is_not() -> None:
    earlier = EarlierContact("c1", "2026-02-01", (replace(CHILD, forename="Ameera"),))
    assert links(earlier) == [Link.SAME_CHILD]
    assert links(replace(earlier, received="2025-02-01")) == []


def test_a_sibling_is_not_the_same_child() -> None:
    assert (
        links(EarlierContact("c1", "2026-02-01", (replace(CHILD, forename="Karim", date_of_birth="2017-01-09"),))) == []
    )


def test_the_same_incident_is_known_by_the_cad_number_only_on_the_same_day() -> None:
    other = EarlierContact("c1", "2026-11-20", (), "", "2026-11-19", "1234/19NOV26")
    assert links(other) == [Link.SAME_INCIDENT]
    assert links(replace(other, incident="2026-10-02")) == []


def test_a_form_and_a_phone_note_of_one_day_about_one_child_are_one_incident() -> None:
    phone = EarlierContact("c1", "2026-11-19", (CHILD,), "", "2026-11-19")
    assert links(phone) == [Link.SAME_INCIDENT, Link.SAME_CHILD]


def test_the_unborn_who_was_born_is_found_by_mother_and_expected_date() -> None:
    born = replace(NOW, children=(replace(CHILD, date_of_birth="2026-11-02"),), incident="", cad_ref="")
    unborn = ChildQuery("q0", surname="Gul", is_unborn=True, expected_delivery_date="2026-11-10", people=(MOTHER,))
    found = earlier_contacts(born, [EarlierContact("c1", "2026-08-01", (unborn,))])
    assert [each.link for each in found] == [Link.NOW_BORN]
    other_mother = replace(unborn, people=(Adult("Ruth", "Gul", "mother"),))
    assert earlier_contacts(born, [EarlierContact("c1", "2026-08-01", (other_mother,))]) == []


def test_a_repeat_lies_within_twelve_months_before() -> None:
    assert is_repeat("2026-11-20", ["2025-12-01"])
    assert not is_repeat("2026-11-20", ["2025-11-01", "2026-11-21"])
