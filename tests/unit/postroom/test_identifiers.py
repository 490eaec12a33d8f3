"""Numbers that identify a child."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postroom.identifiers import nhs_number_is_valid, postcode_is_valid, upn_is_valid


@pytest.mark.parametrize("number", ["9434765919", "9990000018"])
def test_known_nhs_numbers_pass(number):
    assert nhs_number_is_valid(number)


@given(st.text(alphabet="0123456789", min_size=9, max_size=9), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_never_passes(stem, place, shift):
    number = next((stem + str(d) for d in range(10) if nhs_number_is_valid(stem + str(d))), None)
    if number is None:
        return  # one stem in eleven has no check digit
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]

    assert not nhs_number_is_valid(wrong)


@pytest.mark.parametrize("upn", ["U312200100123", "Q312204524007"])
def test_known_upns_pass(upn):
    assert upn_is_valid(upn)


@pytest.mark.parametrize("upn", ["U312200100124", "A312200100123", "I312200100123", "U31220010012", "u312200100123"])
def test_a_wrong_letter_digit_or_shape_fails(upn):
    assert not upn_is_valid(upn)


@given(st.text(max_size=20))
def test_no_text_breaks_a_check(text):
    results = {nhs_number_is_valid(text), upn_is_valid(text), postcode_is_valid(text)}

    assert results <= {True, False}


@pytest.mark.parametrize(
    ("postcode", "good"),
    [("UB3 1AA", True), ("ub10 5dt", True), ("ZZ99 3VZ", False), ("XXXX", False), ("UB3", False), ("EC1A 1BB", True)],
)
def test_postcodes_follow_the_standard(postcode, good):
    assert postcode_is_valid(postcode) is good
