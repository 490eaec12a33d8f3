"""A query of the contract, read whatever is in it."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.keys import query_keys
from matching.standard import from_query
from postroom.matching import LONGEST, ChildQuery

TODAY = "2026-11-21"


@pytest.mark.parametrize(
    "line",
    [
        {},
        {"child": None, "people": None},
        {"child": {"forename": 7, "surname": ["x"], "date_of_birth": {}, "age_stated": "ten"}},
        {"child": {"forename": "Amir"}, "people": ["mum"]},
        {"child": {"forename": "a" * 500, "also_known_as": "x;y"}},
        {"child": {"forename": "محمد", "surname": "李", "date_of_birth": "2019-02-31"}},
    ],
)
def test_an_odd_query_is_read_as_far_as_it_goes(line: dict[str, Any]) -> None:
    query = ChildQuery.from_json(line)
    assert len(query.forename) <= LONGEST
    assert isinstance(query_keys(from_query(query, TODAY)), list)


def test_a_date_in_the_future_is_not_used() -> None:
    query = ChildQuery.from_json({"child": {"forename": "Amir", "date_of_birth": "2031-01-05"}})
    assert from_query(query, TODAY).date_of_birth == ""


def test_an_age_gives_a_year_of_birth_to_look_around() -> None:
    query = ChildQuery.from_json({"child": {"forename": "Amir", "surname": "Gul", "age_stated": 9}})
    read = from_query(query, TODAY)
    assert (read.birth_year, read.estimated) == (2017, "Y")


def test_numbers_that_fail_their_check_are_no_evidence() -> None:
    child = {"nhs_number": "943 476 5918", "upn": "A312200100123"}
    read = from_query(ChildQuery.from_json({"child": child}), TODAY)
    assert (read.nhs_number, read.upn) == ("", "")
    assert from_query(ChildQuery.from_json({"child": {"nhs_number": "943 476 5919"}}), TODAY).nhs_number == "9434765919"


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault of the program
@given(
    st.dictionaries(
        st.sampled_from(["forename", "surname", "date_of_birth", "address", "postcode", "age_stated"]),
        st.text() | st.integers() | st.none(),
    )
)
def test_no_query_makes_it_fail(child: dict[str, Any]) -> None:
    read = from_query(ChildQuery.from_json({"query_id": "q", "child": child}), TODAY)
    assert all(isinstance(key, str) for key in query_keys(read))
