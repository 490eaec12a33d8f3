"""Identifiers by their own rules: one wrong digit is never certain."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from extractors.values import Found, ValueContext, interpret
from postroom.contact import Method, Status
from postroom.identifiers import UPN_LETTERS


def read(kind, text, **found):
    return next(iter(interpret(kind, Found(text=text, **found), ValueContext()).values()))


def nhs(nine: str) -> str | None:
    check = 11 - sum(int(d) * w for d, w in zip(nine, range(10, 1, -1), strict=True)) % 11
    return None if check == 10 else nine + str(check % 11)


@settings(max_examples=30, deadline=None)
@given(st.from_regex(r"999\d{6}", fullmatch=True), st.integers(0, 9), st.integers(1, 9))
def test_an_nhs_number_is_certain_and_with_one_digit_changed_never(nine, place, step):
    number = nhs(nine)
    assume(number is not None)
    spaced = f"{number[:3]} {number[3:6]} {number[6:]}"
    assert (read("children.nhs_number", spaced).value, read("children.nhs_number", spaced).status) == (
        number,
        Status.CERTAIN,
    )
    wrong = number[:place] + str((int(number[place]) + step) % 10) + number[place + 1 :]
    assert read("children.nhs_number", wrong).status is Status.CHECK


@settings(max_examples=30, deadline=None)
@given(st.from_regex(r"312\d{9}", fullmatch=True), st.integers(0, 11), st.integers(1, 9))
def test_a_upn_is_certain_and_with_one_digit_changed_never(digits, place, step):
    letter = UPN_LETTERS[sum(int(d) * w for w, d in enumerate(digits, start=2)) % 23]
    assert read("children.upn", letter + digits).status is Status.CERTAIN
    wrong = digits[:place] + str((int(digits[place]) + step) % 10) + digits[place + 1 :]
    assert read("children.upn", letter + wrong).status is Status.CHECK


def test_letters_in_a_number_give_a_suggestion():
    leaf = read("children.nhs_number", "99985l5610")
    assert (leaf.value, leaf.status) == ("9998515610", Status.CHECK)


def test_a_scanned_number_is_certain_by_its_check_digit_only():
    assert read("children.nhs_number", "999 851 5610", method=Method.OCR).status is Status.CERTAIN
    assert read("referrer.phone", "07700 900985", method=Method.OCR).status is Status.CHECK


@pytest.mark.parametrize(
    ("written", "e164"),
    [
        ("07700 900 985", "+447700900985"),
        ("+44 7700 900\n056", "+447700900056"),
        ("(020) 7946 0943", "+442079460943"),
        ("01632 960736", "+441632960736"),
        ("+44 (0)7700 900881", "+447700900881"),
    ],
)
def test_phones_become_e164_and_drama_numbers_are_valid(written, e164):
    assert (read("people.phone", written).value, read("people.phone", written).status) == (e164, Status.CERTAIN)


@pytest.mark.parametrize("written", ["07700900881 / 07700 900999", "07700 900123 (mum)"])
def test_more_than_one_number_or_something_beside_it_is_to_be_checked(written):
    assert read("people.phone", written).status is Status.CHECK


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        ("agency_reference", "26 PAC 228139", "26PAC228139"),
        ("incident.cad_ref", "CAD 6743/08OCT26", "6743/08OCT26"),
        ("incident.crime_ref", "CRIS 132134/16", "132134/16"),
        ("referrer.shoulder_number", "214 XH", "214XH"),
        ("referrer.email", "tom.haverstock4@nhs.net", "tom.haverstock4@nhs.net"),
    ],
)
def test_references_as_written_without_their_label(kind, written, value):
    assert (read(kind, written).value, read(kind, written).status) == (value, Status.CERTAIN)
