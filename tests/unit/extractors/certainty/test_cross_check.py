"""Contradictions demote; references find their address; nothing is promoted."""

from datetime import date

import pytest

from extractors.certainty import Surroundings, cross_check
from extractors.values import Found, ValueContext, interpret
from postroom.contact import Child, Contact, Field, Incident, Method, Person, Referrer, Status

CONTEXT = ValueContext(reference_date=date(2026, 10, 15))
HOME = "4 Low Road, Hayes, UB3 1AA"


def leaf(value, status=Status.CERTAIN, **more):
    return Field(value, status, 0.99, **more)


def place(kind, text):
    return interpret(kind, Found(text=text, page=1, bbox=(1, 2, 3, len(text))), CONTEXT)


def contact(children=(), people=(), location=None, start="2026-10-14T20:05"):
    return Contact(
        document_type=leaf("merlin_pac"),
        incident=Incident(start=leaf(start), location=leaf(location) if location else None),
        children=tuple(children),
        people=tuple(people),
    )


def test_a_birthday_that_disagrees_with_the_age_makes_both_to_be_checked():
    checked = cross_check(contact([Child(date_of_birth=leaf("2021-03-18"), age_stated=leaf(7))])).children[0]
    assert checked.date_of_birth.status is checked.age_stated.status is Status.CHECK
    assert "5 years" in (checked.date_of_birth.because or "")


@pytest.mark.parametrize("age", [5, 6])
def test_a_birthday_in_the_days_between_incident_and_report_is_no_contradiction(age):
    checked = cross_check(contact([Child(date_of_birth=leaf("2020-10-16"), age_stated=leaf(age))])).children[0]
    assert checked.age_stated.status is Status.CERTAIN


def test_a_birthday_after_the_report_and_a_child_too_old():
    born_later = cross_check(contact([Child(date_of_birth=leaf("2026-12-01"))])).children[0]
    too_old = cross_check(contact([Child(date_of_birth=leaf("1987-12-01"))])).children[0]
    assert born_later.date_of_birth.status is too_old.date_of_birth.status is Status.CHECK


def test_unborn_and_born_contradict_each_other():
    checked = cross_check(contact([Child(date_of_birth=leaf("2020-01-01"), is_unborn=leaf(True))])).children[0]
    assert checked.is_unborn.status is Status.CHECK


def test_one_nhs_number_for_two_children_is_wrong_for_one_of_them():
    twins = [
        Child(forename=leaf(name), nhs_number=leaf("9994564602"), date_of_birth=leaf("2020-01-01"))
        for name in ("Ann", "Eve")
    ]
    checked = cross_check(contact(twins)).children
    assert [child.nhs_number.status for child in checked] == [Status.CHECK, Status.CHECK]
    assert [child.date_of_birth.status for child in checked] == [Status.CERTAIN, Status.CERTAIN]


def test_a_mother_who_is_male_and_a_father_younger_than_the_child():
    people = [
        Person(relationship=leaf("mother"), sex=leaf("M")),
        Person(relationship=leaf("father"), date_of_birth=leaf("2021-01-01")),
    ]
    mother, father = cross_check(contact([Child(date_of_birth=leaf("2020-01-01"))], people)).people
    assert mother.sex.status is mother.relationship.status is father.date_of_birth.status is Status.CHECK


def test_as_above_is_the_child_before_and_for_the_first_one_the_incident():
    first, second = Child(**place("children.address", "AS ABOVE")), Child(**place("children.address", "As above"))
    checked = cross_check(contact([first, second], location=HOME)).children
    assert [child.address.value for child in checked] == [HOME, HOME]
    assert [child.postcode.value for child in checked] == ["UB3 1AA", "UB3 1AA"]
    assert checked[0].address.method is Method.DERIVED
    assert checked[0].address.raw == "AS ABOVE"


def test_people_live_where_their_words_say():
    people = [
        Person(**place("people.address", text))
        for text in ("Same as child", "99 Other Road, Hayes, UB3 2BB", "as above", "NFA")
    ]
    checked = cross_check(contact([Child(**place("children.address", HOME))], people)).people
    assert [person.address.value for person in checked] == [
        HOME,
        "99 Other Road, Hayes, UB3 2BB",
        "99 Other Road, Hayes, UB3 2BB",
        None,
    ]
    assert checked[0].address.status is Status.CERTAIN
    assert checked[2].address.status is Status.CHECK


def test_a_child_who_lives_with_mum_gets_her_address_and_circles_end():
    mother = Person(relationship=leaf("mother"), **place("people.address", HOME))
    assert (
        cross_check(contact([Child(**place("children.address", "as mum"))], [mother])).children[0].address.value == HOME
    )
    circle = Person(relationship=leaf("mother"), **place("people.address", "as child"))
    assert (
        cross_check(contact([Child(**place("children.address", "as mum"))], [circle])).children[0].address.status
        is Status.UNREADABLE
    )


def test_a_suspects_place_on_the_page_is_never_the_childs_home():
    suspect = Person(role_in_incident=leaf("suspect"), **place("people.address", HOME))
    checked = cross_check(contact([Child(**place("children.address", HOME))], [suspect])).children[0]
    assert checked.address.status is Status.CHECK


def test_a_postcode_box_completes_the_address_or_disagrees_with_it():
    joined = Child(address=leaf("4 Low Road, Hayes"), postcode=leaf("UB3 1AA"))
    assert cross_check(contact([joined])).children[0].address.value == HOME
    differs = Child(address=leaf(HOME), postcode=leaf("UB8 1AA"))
    assert cross_check(contact([differs])).children[0].postcode.status is Status.CHECK


def test_another_family_in_the_subject_makes_the_names_to_be_checked():
    child = Child(forename=leaf("Idris"), surname=leaf("Testcase"))
    around = Surroundings(date(2026, 10, 16), "Referral: BRAMWELL family")
    assert cross_check(contact([child]), around).children[0].surname.status is Status.CHECK
    assert (
        cross_check(contact([child]), Surroundings(None, "TESTCASE family")).children[0].surname.status
        is Status.CERTAIN
    )


def test_an_end_that_is_a_time_only_is_on_the_starts_day_or_the_next():
    ends = Incident(start=leaf("2026-10-14T23:50"), **interpret("incident.end", Found(text="0020hrs"), CONTEXT))
    assert cross_check(Contact(incident=ends)).incident.end.value == "2026-10-15T00:20"


def test_the_source_follows_from_who_wrote():
    school = Contact(
        document_type=leaf("marf"),
        referrer=Referrer(organisation=leaf("Grange Primary School"), email=leaf("a@grange.sch.uk")),
    )
    only_mail = Contact(document_type=leaf("plain_email"), referrer=Referrer(email=leaf("a@grange.sch.uk")))
    assert (cross_check(school).source_code.value, cross_check(school).source_code.status) == ("2A", Status.CERTAIN)
    assert cross_check(only_mail).source_code.status is Status.CHECK
    assert cross_check(contact()).source_code.value == "6"


def names(kind, text):
    return interpret(kind, Found(text=text, method=Method.LABEL), CONTEXT)


def test_one_family_name_that_is_known_shows_the_order_of_the_others():
    child = Child(surname=leaf("Thornbury-Rudge"), forename=leaf("Stacey"))
    people = [Person(**names("people.name", text)) for text in ("Kayleigh Thornbury", "Poppy Hartnell")]
    checked = cross_check(contact([child], people)).people
    assert [person.surname.status for person in checked] == [Status.CERTAIN, Status.CERTAIN]


@pytest.mark.parametrize("other", ["Rudge Mason", "Mason Fox"])
def test_a_name_in_the_other_order_or_no_family_name_shows_nothing(other):
    child = Child(surname=leaf("Rudge"), forename=leaf("Stacey"))
    (person,) = cross_check(contact([child], [Person(**names("people.name", other))])).people
    assert person.surname.status is Status.CHECK


def test_a_school_as_above_is_proposed_from_the_child_before():
    first = Child(forename=leaf("Ann"), school=leaf("Old Forge"))
    second = Child(forename=leaf("Bo"), **interpret("children.school", Found(text="As above"), CONTEXT))
    checked = cross_check(contact([first, second])).children[1].school
    assert (checked.value, checked.status) == ("Old Forge", Status.CHECK)


def test_nothing_that_is_doubted_is_promoted():
    doubtful = Child(date_of_birth=leaf("2020-01-01", Status.CHECK), forename=leaf("Idris", Status.CHECK))
    checked = cross_check(contact([doubtful])).children[0]
    assert checked.date_of_birth.status is checked.forename.status is Status.CHECK
