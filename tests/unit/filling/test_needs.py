"""What a map needs and a record lacks, before any browser is started."""

from __future__ import annotations

import pytest

from filling.map import screenmap
from filling.map.needs import Need, needs
from filling.people import can_search

MAP = """
screen: one
url: http://127.0.0.1:9/
known_person: match.case_id
form:
  - fill:
      Forename: {value: child.forename, required_unless: child.surname, when_absent: {child.is_unborn: Unborn}}
      Sex: {value: child.sex, required: true, when_filled: keep}
      Channel: {text: E-mail, required: true}
  - fill: {Reason: {value: contact.reason, required: true}}
    unless: match.case_id
person_search:
  steps: [{fill: {Surname: child.surname, Born: child.date_of_birth}}]
  results: {columns: {case_id: No}, none: Nobody}
"""


@pytest.fixture
def screen(tmp_path):
    path = tmp_path / "map.yaml"
    path.write_text(MAP)
    return screenmap.load(path)


@pytest.mark.parametrize(
    ("record", "lacking"),
    [
        ({}, ["Forename", "Sex", "Reason"]),
        ({"child": {"surname": "Bell", "sex": "F"}, "contact": {"reason": "Words"}}, []),
        ({"child": {"is_unborn": True, "sex": "U"}, "contact": {"reason": "Words"}}, []),
        ({"child": {"surname": "Bell"}, "match": {"case_id": "7"}}, []),
        ({"child": {"forename": "Ann", "sex": "F"}, "contact": {"reason": " "}}, ["Reason"]),
    ],
    ids=["nothing", "one name is enough", "unborn", "known to the system", "blanks are nothing"],
)
def test_what_is_lacking_is_named(screen, record, lacking):
    assert [need.name for need in needs(screen, record)] == lacking


def test_the_path_of_what_is_lacking_is_told(screen):
    assert needs(screen, {})[0] == Need("Forename", "child.forename")


@pytest.mark.parametrize(
    ("child", "enough"), [({"surname": "Bell", "date_of_birth": "2015-01-02"}, True), ({"surname": "Bell"}, False)]
)
def test_a_search_needs_two_things_to_look_for(screen, child, enough):
    assert can_search(screen.person_search, {"child": child}) is enough
