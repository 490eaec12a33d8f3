"""Each field of the report beside the record's: same, near with the letters that differ, different, missing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matching.both_sides import both_sides
from matching.evidence import Said, Scale, weigh_up
from matching.standard import Standard, from_query
from postroom.matching import Adult, ChildQuery
from postroom.sides import BothSides, Piece, Sides

RECORD = Standard(
    "C1",
    forename="aisha",
    given=("aisha",),
    surname="okonkwo",
    family=("okonkwo",),
    date_of_birth="2015-03-04",
    birth_year=2015,
    sex="F",
    nhs_number="9990000018",
    house="4 mill lane",
    postcode="UB32BB",
    mother_given=("sara",),
    mother_family=("okonkwo",),
)
QUERY = ChildQuery(
    "q",
    forename="Aisha",
    surname="Okonkwo",
    date_of_birth="2015-03-04",
    sex="F",
    nhs_number="999 000 0018",
    address="4 Mill Lane, Hayes, UB3 2BB",
    postcode="ub3 2bb",
    people=(Adult("Sara", "Okonkwo", "mother"),),
)


def beside(query: ChildQuery, record: Standard = RECORD) -> dict[str, BothSides]:
    said = Said(query, from_query(query, "2026-11-21"), "2026-11-21")
    evidence = weigh_up(said, record, record, (), Scale(-10.0, 14.0, {}))
    return {each.field: each for each in both_sides(query, evidence)}


def test_what_is_the_same_however_it_is_written_is_the_same() -> None:
    assert {each.fit for each in beside(QUERY).values()} == {Sides.SAME}
    assert beside(QUERY)["postcode"].record == (Piece("UB3 2BB"),)


@pytest.mark.parametrize(
    ("change", "field", "fit"),
    [
        ({"forename": "Ayesha"}, "forename", Sides.NEAR),
        ({"forename": "A"}, "forename", Sides.NEAR),
        ({"forename": "Bartholomew"}, "forename", Sides.DIFFERENT),
        ({"forename": ""}, "forename", Sides.NOT_IN_REPORT),
        ({"middle_names": "Ruth"}, "middle_names", Sides.NOT_ON_FILE),
        ({"surname": "Okonkwu"}, "surname", Sides.NEAR),
        ({"surname": "Smith"}, "surname", Sides.DIFFERENT),
        ({"date_of_birth": "2015-04-03"}, "date_of_birth", Sides.NEAR),
        ({"date_of_birth": "2011-09-30"}, "date_of_birth", Sides.DIFFERENT),
        ({"sex": "M"}, "sex", Sides.DIFFERENT),
        ({"nhs_number": "9990000081"}, "nhs_number", Sides.NEAR),
        ({"nhs_number": "9434765919"}, "nhs_number", Sides.DIFFERENT),
        ({"address": "9 Elm Court, Hayes"}, "address", Sides.DIFFERENT),
        ({"postcode": "UB3 2B8"}, "postcode", Sides.NEAR),
        ({"people": (Adult("Sarah", "Okonkwo", "mother"),)}, "mother", Sides.NEAR),
        ({"people": (Adult("Grace", "Bell", "mother"),)}, "mother", Sides.DIFFERENT),
        ({"people": ()}, "mother", Sides.NOT_IN_REPORT),
    ],
)
def test_a_field_says_how_its_sides_go_together(change: dict[str, object], field: str, fit: Sides) -> None:
    assert beside(replace(QUERY, **change))[field].fit is fit  # type: ignore[arg-type]  # values of the table above


def test_only_the_letters_that_differ_are_marked() -> None:
    found = beside(replace(QUERY, surname="OKÓNKWU"))["surname"]

    assert found.report == (Piece("OKÓNKW"), Piece("U", differs=True))
    assert found.record == (Piece("Okonkw"), Piece("o", differs=True))


def test_what_neither_says_is_left_out() -> None:
    assert "upn" not in beside(QUERY)
