"""Names: as written, in display case, with the order settled only by what is written."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.values import Found, ValueContext, interpret
from extractors.values.display_case import display_name
from postroom.contact import Method, Status

NAMES = st.sampled_from(["Idris", "Żaneta", "Oisín", "Mary-Jane", "Bilal"])
FAMILIES = st.sampled_from(["Testcase-Ahmed", "O'Neill", "Al-Hassan", "de Souza", "Mac Giolla", "Łęcki", "Begum"])


def read(kind, text, method=Method.TEMPLATE):
    return {
        name: (leaf.value, leaf.status)
        for name, leaf in interpret(kind, Found(text=text, method=method), ValueContext()).items()
    }


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("O'NEILL", "O'Neill"),
        ("MCDONALD", "McDonald"),
        ("McDONALD", "McDonald"),
        ("DE SOUZA", "de Souza"),
        ("AL-HASSAN", "Al-Hassan"),
        ("ŁĘCKI-GÓRNICKI", "Łęcki-Górnicki"),
        ("amir", "Amir"),
        ("MacDonald", "MacDonald"),
        ("VAN DER BERG", "van der Berg"),
    ],
)
def test_display_case(written, shown):
    assert display_name(written) == shown


@settings(max_examples=30, deadline=None)
@given(FAMILIES, NAMES)
def test_a_comma_or_capitals_settle_the_order(family, given_name):
    for written in (
        f"{family.upper()}, {given_name}",
        f"{family.upper()} {given_name}",
        f"{given_name} {family.upper()}",
    ):
        found = read("children.name", written, Method.LABEL)
        assert found["surname"][0].casefold() == family.casefold()
        assert found["forename"] == (given_name, Status.CERTAIN)


def test_order_by_habit_is_certain_for_a_known_form_only():
    assert read("people.name", "Diya Desaiwala", Method.TEMPLATE)["surname"] == ("Desaiwala", Status.CERTAIN)
    assert read("people.name", "Diya Desaiwala", Method.LABEL)["surname"] == ("Desaiwala", Status.CHECK)


@pytest.mark.parametrize("written", ["Begum Shirin", "Freshta Palwasha Safizada", "SINGH KAUR", "Samim"])
def test_an_uncertain_order_is_to_be_checked(written):
    assert read("children.name", written)["forename"][1] is Status.CHECK


def test_a_box_for_given_names_gives_forename_and_middle_names():
    assert read("children.forenames", "Simran Kaur") == {
        "forename": ("Simran", Status.CERTAIN),
        "middle_names": ("Kaur", Status.CERTAIN),
    }


def test_other_names_in_the_surname_box():
    assert read("children.surname", "Bramwell (AKA Lil K)") == {
        "also_known_as": (("Lil K",), Status.CERTAIN),
        "surname": ("Bramwell", Status.CERTAIN),
    }


def test_several_other_names():
    assert read("children.also_known_as", "Sta, Biggz")["also_known_as"] == (("Sta", "Biggz"), Status.CERTAIN)
    assert read("children.also_known_as", "None")["also_known_as"] == (None, Status.ABSENT)


@pytest.mark.parametrize("written", ["Unborn", "UNBORN BABY", "unborn twin 1"])
def test_unborn_is_not_a_forename(written):
    found = read("children.forenames", written)
    assert found["is_unborn"] == (True, Status.CERTAIN)
    assert found["forename"] == (None, Status.ABSENT)


@pytest.mark.parametrize("written", ["UB Smith", "Unborn baby SMITH", "Baby of Smith"])
def test_an_unborn_childs_surname_is_provisional(written):
    assert read("children.surname", written)["surname"] == ("Smith", Status.CHECK)


def test_signs_that_names_do_not_have():
    assert read("children.surname", "Smith DOB 1/2/2010")["surname"][1] is Status.CHECK


@settings(max_examples=30, deadline=None)
@given(
    st.text(max_size=60),
    st.sampled_from(
        ["children.name", "people.name", "children.forenames", "children.surname", "children.also_known_as"]
    ),
)
def test_no_text_breaks_a_name_reader(text, kind):
    for leaf in interpret(kind, Found(text=text), ValueContext()).values():
        assert leaf.status in Status


def test_unborn_after_the_comma_is_no_forename():
    found = Found(text="NOWAK, Unborn", method=Method.LABEL)
    leaves = interpret("children.name_surname_first", found, ValueContext())
    assert (leaves["forename"].value, leaves["surname"].value, leaves["is_unborn"].value) == (None, "Nowak", True)


@pytest.mark.parametrize("written", ["Ada Lark Grade 6", "PC 221XH Lark on duty"])
def test_other_words_in_an_officer_s_name_are_to_be_checked(written):
    leaves = interpret("referrer.rank_name_number", Found(text=written), ValueContext())
    assert leaves["name"].status is not Status.CERTAIN
