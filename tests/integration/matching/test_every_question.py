"""Every question has its answer, whatever is in it and in the register, and none costs another its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import matching.decide as deciding
from matching.decide import decide
from matching.mapping import COLUMNS
from matching.register import Register, import_register, open_register
from postroom.matching import ChildQuery, Outcome
from tests.integration.matching.invented import Row, invented_rows, write_export

TODAY = "2026-11-21"
ODD_NAMES = [
    "A", "A.", "M", "h", "ck", "Ó", "O'", "Mc", "Al", "de", "St", "von der", "Q Q", "A B C D E F G", "Baby", "Twin 2", "Unborn", "1", "1 2",
    "x" * 300, "محمد", "李", "👶", "\u200b", "ﬀ", "İ", "ß", "-", "\"", "(Joe)", "Joe (", "A\x1fB", "null", "DUPLICATE", "", "Smith", "Khan",
]  # fmt: skip
ODD_DATES = [
    "",
    "2015-01-01",
    "2015-02-31",
    "0001-01-01",
    "9999-12-31",
    "2015-1-1",
    "２０１５-０１-０２",
    "2031-05-05",
    "x",
]
names = st.sampled_from(ODD_NAMES) | st.text(max_size=12)
dates = st.sampled_from(ODD_DATES) | st.dates().map(str) | st.text(max_size=10)
values = st.none() | st.integers() | st.lists(st.integers(), max_size=2) | st.booleans()
children = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(("forename", "surname", "middle_names", "also_known_as", "address", "postcode"), names | values),
        **dict.fromkeys(("date_of_birth", "expected_delivery_date"), dates | values),
        "age_stated": st.integers() | values, "is_unborn": values, "dob_estimated": values, "sex": st.sampled_from(["M", "F", "x", None]),
        "nhs_number": st.sampled_from(["9434765919", "943 476 5918", "x", "1" * 400]) | values, "upn": names | values,
    },
)  # fmt: skip
people = st.lists(
    st.fixed_dictionaries({"forename": names, "surname": names, "relationship": names | st.just("mother")}), max_size=3
)


def odd_rows() -> list[Row]:
    """Children of every odd kind among plain ones, many of them with one date and one house."""
    rows = invented_rows(200, seed=31)
    for place, row in enumerate(rows):
        if place % 2:
            row["forename"] = ODD_NAMES[place % len(ODD_NAMES)]
        if place % 3 == 0:
            row["surname"] = ODD_NAMES[(7 * place) % len(ODD_NAMES)]
        if place % 5 == 0:
            row["date_of_birth"] = ODD_DATES[place % len(ODD_DATES)]
        if place % 7 == 0:
            row["mother_name"] = ODD_NAMES[(3 * place) % len(ODD_NAMES)]
    return rows


ROWS = odd_rows()


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    room: Path = tmp_path_factory.mktemp("odd")
    import_register(write_export(room / "children.csv", ROWS), index_dir=room / "index")
    return open_register(room / "index")


@pytest.fixture(autouse=True)
def strict(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the program would catch is a fault here."""

    def raised(_error: BaseException) -> str:
        raise AssertionError("a question made the program stumble")

    monkeypatch.setattr(deciding, "fault", raised)


def selects_only_what_is_there(register: Register, query: ChildQuery) -> None:
    (answer,) = decide(register, [query], today=TODAY)
    assert answer.query_id == query.query_id
    if answer.selected:
        assert answer.outcome in (Outcome.EXACT, Outcome.PROBABLE)
        assert answer.selected in {row["case_id"] for row in ROWS}
        number = any(each.name in ("nhs_number", "upn") for each in answer.candidates[0].weights if each.bits > 0)
        assert number or query.surname or query.forename  # never on a date and a house alone


@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(child=children, others=people)
def test_no_question_makes_it_stumble(register: Register, child: dict[str, Any], others: list[dict[str, Any]]) -> None:
    selects_only_what_is_there(register, ChildQuery.from_json({"query_id": "q", "child": child, "people": others}))


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(row=st.sampled_from(ROWS), change=children, kept=st.sets(st.sampled_from(COLUMNS)))
def test_nor_does_one_about_a_child_on_file(
    register: Register, row: Row, change: dict[str, Any], kept: set[str]
) -> None:
    """What stands in the register, with some of it said oddly: most like what reports say."""
    child = {name: row[name] for name in kept if name not in ("case_id", "source")} | {
        name: value for name, value in change.items() if name not in kept
    }
    selects_only_what_is_there(register, ChildQuery.from_json({"query_id": "q", "child": child}))


def test_a_child_with_only_an_initial_for_a_forename_is_answered(register: Register) -> None:
    for row in ROWS:
        for forename in (row["forename"][:1], f"{row['forename'][:1]} {row['surname'][:1]}"):
            for dropped in ((), ("address", "postcode"), ("surname",)):
                child = {
                    name: row[name]
                    for name in ("surname", "date_of_birth", "address", "postcode", "sex")
                    if name not in dropped
                }
                selects_only_what_is_there(
                    register, ChildQuery.from_json({"query_id": "q", "child": child | {"forename": forename}})
                )


def test_a_question_that_fails_has_an_answer_of_its_own_and_the_others_have_theirs(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    plain = ROWS[2]
    good = ChildQuery.from_json({"query_id": "good", "child": plain})
    bad = ChildQuery("bad", forename=7, surname=7)  # type: ignore[arg-type]  # what no reading gives
    answers = decide(register, [good, bad, good], today=TODAY)

    assert [each.query_id for each in answers] == ["good", "bad", "good"]
    assert (answers[1].outcome, answers[1].selected, answers[1].candidates) == (Outcome.POSSIBLE, None, ())
    assert "Reference" in answers[1].sentences[0]
    assert answers[0].candidates
