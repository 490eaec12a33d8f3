"""Ages, estimates and unborn children, in boxes that mix them with dates."""

from datetime import date

import pytest

from extractors.values import Found, ValueContext, interpret
from postroom.contact import Status

CONTEXT = ValueContext(reference_date=date(2026, 11, 14))


def read(kind, text):
    return {name: (leaf.value, leaf.status) for name, leaf in interpret(kind, Found(text=text), CONTEXT).items()}


@pytest.mark.parametrize(
    ("written", "years"),
    [
        ("9", 9),
        ("34 yrs", 34),
        ("8 months", 0),
        ("18 months", 1),
        ("6 wks", 0),
        ("newborn", 0),
        ("7 years 3 months", 7),
        ("9 y/o", 9),
    ],
)
def test_an_age_is_whole_years(written, years):
    assert read("children.age_stated", written)["age_stated"] == (years, Status.CERTAIN)


def test_an_approximate_age_says_that_the_birthday_is_estimated_and_invents_none():
    found = read("children.date_of_birth", "approx 14 yrs")
    assert found["age_stated"] == (14, Status.CERTAIN)
    assert found["dob_estimated"] == (True, Status.CERTAIN)
    assert found["date_of_birth"] == (None, Status.ABSENT)


def test_a_range_of_ages_is_to_be_checked():
    assert read("children.age_stated", "14/15")["age_stated"] == (14, Status.CHECK)


def test_an_age_beside_the_date_is_read_too():
    found = read("children.date_of_birth", "03/04/2017 (9)")
    assert found == {"date_of_birth": ("2017-04-03", Status.CERTAIN), "age_stated": (9, Status.CERTAIN)}


@pytest.mark.parametrize(
    ("written", "due"), [("EDD 21/11/2026", "2026-11-21"), ("JAN 2027", "2027-01"), ("due 15/01/2027", "2027-01-15")]
)
def test_a_box_for_birth_or_due_date_tells_them_apart(written, due):
    found = read("children.dob_or_edd", written)
    assert found["expected_delivery_date"] == (due, Status.CERTAIN)
    assert found["is_unborn"] == (True, Status.CERTAIN)
    assert "date_of_birth" not in found


def test_a_past_day_in_such_a_box_is_a_birthday():
    assert read("children.dob_or_edd", "19/01/2018") == {"date_of_birth": ("2018-01-19", Status.CERTAIN)}


def test_people_have_no_estimated_birthday():
    assert set(read("people.dob_or_age", "circa 27 yrs")) == {"date_of_birth", "age_stated"}


@pytest.mark.parametrize("written", ["teenager", "see notes"])
def test_words_are_neither_date_nor_age(written):
    assert read("children.date_of_birth", written)["date_of_birth"] == (None, Status.UNREADABLE)


@pytest.mark.parametrize("written", ["(if unborn)", "Expected date of delivery (if unborn)"])
def test_a_piece_of_the_label_does_not_make_a_child_unborn(written):
    assert read("children.expected_delivery_date", written) == {"expected_delivery_date": (None, Status.ABSENT)}
