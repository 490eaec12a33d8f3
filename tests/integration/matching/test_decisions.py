"""The decision on a small register: who is selected, who is listed, and who never is."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from matching.decide import decide
from matching.register import Register, import_register, open_register
from matching.waterfall import as_json, as_svg
from postroom.matching import Adult, Candidate, ChildQuery, Decision, Outcome
from tests.integration.matching.invented import Row, invented_rows, write_export

TODAY = "2026-11-21"
HOME = {
    "address": "44 Quiet Mews, Uxbridge, UB10 1SR",
    "postcode": "UB10 1SR",
    "mother_name": "Rahma Tolmie",
    "family_id": "F1",
}
MOTHER = (Adult("Rahma", "Tolmie", "mother"),)
AMIRA = ChildQuery(
    "q",
    forename="Zamira",
    surname="Tolmie",
    date_of_birth="2015-03-02",
    sex="F",
    address="44 Quiet Mews, Uxbridge",
    postcode="UB10 1SR",
    people=MOTHER,
)

NAME_ONLY: dict[str, object] = {"date_of_birth": "", "address": "", "postcode": "", "people": ()}


def record(case_id: str, forename: str, born: str, **other: str) -> Row:
    empty = dict.fromkeys(invented_rows(1, 1)[0], "")
    return (
        empty
        | {"case_id": case_id, "forename": forename, "surname": "Tolmie", "date_of_birth": born, "sex": "F"}
        | HOME
        | other
    )


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    directory = tmp_path_factory.mktemp("register")
    rows = [
        *invented_rows(1500, seed=9),
        record("1", "Zamira", "2015-03-02", nhs_number="9990000018"),
        record("2", "Zephyrine", "2015-03-02"),
        record("3", "Hassan", "2018-07-09", sex="M"),
        record("4", "Hussain", "2018-07-09", sex="M"),
        record("5", "Oldrecord", "2012-05-05", merged_into="6"),
        record("6", "Newrecord", "2012-05-05", merged_into="7"),
        record("7", "Lastrecord", "2012-05-05", address="1 Other Road, Hayes, UB3 1AA", postcode="UB3 1AA"),
        record("8", "Secretia", "2010-10-10", restricted="Y"),
        record("9", "DUPLICATE Marktia", "2011-11-11"),
        record("10", "Baby of Rahma", "", is_unborn="Y", expected_delivery_date="2026-10-20", sex="U"),
        record("20", "Hilal", "2013-04-09", sex="M", address="9 Other Road, Hayes, UB3 1AA", postcode="UB3 1AA"),
        record("21", "Bilal", "2013-04-09", sex="M"),
        record("22", "Bernat", "", sex="M", mother_name=""),
        record("23", "Aisha", "2014-04-14", address="3 Other Road, Hayes, UB3 1AA", postcode="UB3 1AA", mother_name=""),
        record("24", "Anisha", "2014-04-14"),
        record("28", "Emily", "2011-01-02"),
        record("29", "Imani", "2011-06-07"),
        record("25", "Marenka", "2017-07-17"),
        record("26", "Torpekai", "2016-05-01", surname="", mother_name="", family_id=""),
        record("27", "Ottokar", "2009-09-09", middle_names="Basil", sex="M", mother_name=""),
        *(
            record(
                f"3{number}",
                "Quillan",
                f"20{number}-{number - 9:02}-{number}",
                surname="Brandt",
                mother_name="",
                family_id="",
            )
            for number in range(10, 25)
        ),
        record("11", "Circula", "2013-03-13", merged_into="12"),
        record("12", "Circula", "2013-03-13", merged_into="11"),
    ]
    import_register(write_export(directory / "children.csv", rows), index_dir=directory / "index")
    return open_register(directory / "index")


def asked(register: Register, *queries: ChildQuery) -> list[Decision]:
    return decide(register, queries, today=TODAY)


def one(register: Register, **changes: object) -> Decision:
    return asked(register, replace(AMIRA, **changes))[0]  # type: ignore[arg-type]


def test_name_date_and_home_select_and_say_why(register: Register) -> None:
    decision = one(register)
    assert (decision.outcome, decision.selected) == (Outcome.PROBABLE, "1")
    assert "date_of_birth" in decision.candidates[0].agrees
    assert any("strongly for" in sentence for sentence in decision.candidates[0].sentences)
    assert decision.register_built_at == register.exported_at


def test_a_number_with_the_date_is_exact(register: Register) -> None:
    assert one(register, nhs_number="999 000 0018", surname="Elsewhere").outcome is Outcome.EXACT


@pytest.mark.parametrize("change", [{"sex": "M"}, {"nhs_number": "9434765919"}, {"date_of_birth": "2009-12-24"}])
def test_a_contradiction_never_selects(register: Register, change: dict[str, str]) -> None:
    assert one(register, **change).selected is None


def test_a_new_twin_is_not_given_the_other_twins_record(register: Register) -> None:
    assert one(register, forename="Philomena").outcome is Outcome.NONE


def test_twins_of_like_names_are_told_apart_or_left_to_a_person(register: Register) -> None:
    boy = {"sex": "M", "date_of_birth": "2018-07-09"}
    assert one(register, forename="Hassan", **boy).selected == "3"
    assert one(register, forename="Husain", **boy).selected == "4"
    unclear = one(register, forename="", **boy)
    assert unclear.outcome is Outcome.AMBIGUOUS
    assert {"3", "4"} <= {candidate.case_id for candidate in unclear.candidates}


@pytest.mark.parametrize(("forename", "born"), [("Amelia", "2011-01-02"), ("Iman", "2011-06-07")])
def test_a_new_twin_of_a_like_name_is_a_question(register: Register, forename: str, born: str) -> None:
    assert one(register, forename=forename, date_of_birth=born).outcome is Outcome.POSSIBLE


def test_the_very_forename_tells_twins_apart_wherever_they_are_said_to_live(register: Register) -> None:
    assert one(register, forename="Aisha", date_of_birth="2014-04-14").selected == "23"
    assert one(register, forename="Anisha", date_of_birth="2014-04-14").selected == "24"


def test_a_child_of_one_name_is_found_by_it_at_home(register: Register) -> None:
    said = {"surname": "Torpekai", "people": (), "forename": "Torpekai"}
    assert one(register, date_of_birth="2016-01-05", **said).selected == "26"


def test_another_day_of_the_month_in_the_same_house_is_the_same_child(register: Register) -> None:
    assert one(register, forename="Marenka", date_of_birth="2017-07-02", people=()).selected == "25"
    assert one(register, forename="Marenka", date_of_birth="2017-12-17", people=()).selected is None


def test_another_further_name_in_another_house_is_a_cousins(register: Register) -> None:
    elsewhere = {"address": "8 Far Road, Hayes, UB3 1AA", "postcode": "UB3 1AA", "people": (), "sex": "M"}
    boy = {"forename": "Ottokar", "date_of_birth": "2009-09-09", **elsewhere}
    assert one(register, middle_names="Xaver", **boy).selected is None
    assert one(register, middle_names="Basil", **boy).selected == "27"


def test_namesakes_count_fourfold_where_the_house_is_another(register: Register) -> None:
    brandt = {"forename": "Quillan", "surname": "Brandt", "date_of_birth": "2015-06-15", "people": ()}
    assert one(register, address="", postcode="", **brandt).selected == "315"
    assert one(register, address="8 Far Road, Hayes, UB3 1AA", postcode="UB3 1AA", **brandt).selected is None


def test_a_merged_record_leads_to_its_survivor_through_the_chain(register: Register) -> None:
    assert one(register, forename="Oldrecord", date_of_birth="2012-05-05").selected == "7"


def test_a_merge_in_a_circle_leads_nowhere(register: Register) -> None:
    decision = one(register, forename="Circula", date_of_birth="2013-03-13")
    assert decision.selected is None
    assert not {"11", "12"} & {candidate.case_id for candidate in decision.candidates}


def test_a_restricted_record_shows_only_that_it_exists(register: Register) -> None:
    decision = one(register, forename="Secretia", date_of_birth="2010-10-10")
    assert (decision.outcome, decision.selected) == (Outcome.AMBIGUOUS, None)
    shown = decision.candidates[0]
    assert (shown.case_id, shown.agrees, shown.differs, shown.sentences, shown.weights) == ("8", (), (), (), ())


def test_a_marked_record_is_not_there(register: Register) -> None:
    assert one(register, forename="Marktia", date_of_birth="2011-11-11").outcome is Outcome.NONE


def test_a_child_now_born_finds_the_unborn_record_and_a_person_links(register: Register) -> None:
    decision = one(register, forename="Newbornia", date_of_birth="2026-10-12")
    assert (decision.outcome, decision.candidates[0].case_id) == (Outcome.POSSIBLE, "10")


def test_two_children_of_one_form_never_get_one_record(register: Register) -> None:
    decisions = asked(register, AMIRA, replace(AMIRA, query_id="q2"))
    assert [decision.selected for decision in decisions] == [None, None]


@pytest.mark.parametrize(
    "query",
    [
        ChildQuery("q"),
        ChildQuery("q", forename="Amir"),
        replace(
            AMIRA, forename="x" * 200, surname="محمد", address="", postcode="", people=(), date_of_birth="2016-06-06"
        ),
    ],
)
def test_almost_nothing_selects_nobody(register: Register, query: ChildQuery) -> None:
    assert asked(register, query)[0].selected is None


@pytest.mark.parametrize(
    "query",
    [
        ChildQuery("q"),
        ChildQuery("q", forename="Amir"),
        ChildQuery("q", forename="Quillon", surname="Vandermeer"),
        ChildQuery("q", forename="محمد", surname="علي", date_of_birth="2016-06-06"),
    ],
)
def test_whoever_says_too_little_is_not_called_new(register: Register, query: ChildQuery) -> None:
    decision = asked(register, query)[0]
    assert (decision.outcome, decision.rule) == (Outcome.POSSIBLE, "too_little")


@pytest.mark.parametrize(
    ("change", "selected"),
    [
        ({"forename": "Dilal"}, None),  # either twin, wherever their records say that they live
        ({"forename": "Hilal"}, "20"),
        ({"forename": "Bilal"}, "21"),
    ],
)
def test_a_twin_of_a_like_name_is_a_rival_at_any_address(
    register: Register, change: dict[str, str], selected: str | None
) -> None:
    assert one(register, sex="M", date_of_birth="2013-04-09", **change).selected in (selected, None)


def test_a_cousin_of_the_same_name_under_the_same_roof_is_not_selected(register: Register) -> None:
    strangers = (Adult("Philippa", "Vane", "mother"),)
    assert one(register, date_of_birth="2015-11-02", people=strangers).selected is None


def test_the_son_is_not_given_the_fathers_record(register: Register) -> None:
    father = (Adult("Bernat", "Tolmie", "father", "2004-02-02"), Adult("Ottilie", "Vane", "mother"))
    assert one(register, forename="Bernat", sex="M", date_of_birth="2026-06-29", people=father).selected is None


def test_a_postcode_one_character_off_is_the_same_home(register: Register) -> None:
    assert one(register, postcode="UB10 1SP", people=(), forename="Zamirah").selected == "1"


def test_many_namesakes_do_not_hide_whoever_bears_the_number(tmp_path: Path) -> None:
    names = {"surname": "Cardoso Lobato", "address": "", "postcode": "", "mother_name": "", "family_id": ""}
    namesakes = [record(str(at), "Fátima", f"2025-{at % 12 + 1:02}-{at % 28 + 1:02}", **names) for at in range(40)]
    misspelt = names | {"surname": "Caroso Lobato", "nhs_number": "9990000018"}
    export = write_export(
        tmp_path / "children.csv",
        [*invented_rows(3000, 4), *namesakes, record("number", "Fátima", "2025-10-21", **misspelt)],
    )
    import_register(export, index_dir=tmp_path / "index")
    asking = ChildQuery("q", forename="Fátima", surname="Cardoso Lobato", age_stated=1, nhs_number="9990000018")
    (decision,) = decide(open_register(tmp_path / "index"), [asking], today=TODAY)
    assert "number" in [candidate.case_id for candidate in decision.candidates]


def test_a_stale_register_never_says_that_a_child_is_new(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "exported_at", (datetime.now(UTC) - timedelta(hours=50)).isoformat())
    decision = one(register, forename="Philomena")
    assert (decision.outcome, decision.rule, decision.selected) == (Outcome.POSSIBLE, "register_too_old", None)
    assert "too old" in decision.sentences[0]


def test_the_waterfall_ends_at_the_sum_of_the_weights(register: Register) -> None:
    candidate = one(register).candidates[0]
    rows = as_json(candidate)["data"]["values"]
    assert rows[-1]["end"] == pytest.approx(sum(weight.bits for weight in candidate.weights), abs=0.02)
    assert as_svg(candidate).count("<rect") == len(rows)


def test_a_proposal_says_why_what_would_make_it_sure_and_who_is_of_the_household(register: Register) -> None:
    """All of it as the page reads it: from JSON."""
    hussain = (Adult("Hussain", "Tolmie", "sibling"),)
    decision = json.loads(json.dumps(asdict(one(register, **NAME_ONLY | {"people": hussain}))))
    shown = decision["candidates"][0]
    household = {each["name"]: (each["in_report"], each["on_file"]) for each in shown["household"]}

    assert (decision["outcome"], shown["case_id"]) == ("possible", "1")
    assert {"forename", "surname"} <= {each["code"] for each in shown["because"]}
    assert {"mother", "date_of_birth"} <= {each["code"] for each in shown["sure_if"]}
    assert household["Hussain Tolmie"] == (True, True)
    assert household["Rahma Tolmie"] == (False, True)
    assert household["Hassan Tolmie"] == (False, True)
    assert [each["words"][:18] for each in shown["beware"] if each["code"] == "twin"] == ["A twin is on file:"]


def test_what_would_make_it_sure_does_make_it_sure(register: Register) -> None:
    before = one(register, **NAME_ONLY).candidates[0]
    assert "date_of_birth" in {each.code for each in before.sure_if}
    assert one(register, **NAME_ONLY | {"date_of_birth": AMIRA.date_of_birth}).selected == before.case_id


def test_of_a_restricted_record_nothing_is_said_anywhere(register: Register) -> None:
    """Neither beside the report, nor in a sibling's household, nor as a rival."""
    bare = one(register, forename="Secretia", date_of_birth="2010-10-10").candidates[0]
    household = one(register).candidates[0].household

    assert bare == Candidate("8", bare.probability, restricted=True)
    assert [(each.name, each.date_of_birth) for each in household if each.restricted] == [("", "")]


def test_a_new_child_of_a_family_on_file_is_said_to_be_of_it(register: Register) -> None:
    decision = one(register, forename="Ferdinand", sex="M", date_of_birth="2020-02-20")
    assert decision.outcome is Outcome.NONE
    assert {"Rahma Tolmie", "Zamira Tolmie"} <= {each.name for each in decision.known_family}
    assert one(register, forename="Ferdinand", date_of_birth="2020-02-20", address="", postcode="").known_family == ()


def test_rivals_are_told_by_name(register: Register) -> None:
    decision = one(register, forename="Hussan", sex="M", date_of_birth="2018-07-09")
    assert {(each.code, each.case_id) for each in decision.rivals} <= {("twin", "3"), ("twin", "4")}
    assert decision.rivals


def test_a_name_that_no_list_knows_is_no_new_child_where_the_birthday_and_the_home_are_the_same(
    register: Register,
) -> None:
    """Obelix could be a calling name of Ottokar, Ferdinand could not. A form that names the twin explains the birthday."""
    said = {"date_of_birth": "2009-09-09", "sex": "M", "people": ()}
    could_be = one(register, forename="Obelix", **said)
    assert (could_be.outcome, could_be.rule, could_be.selected) == (Outcome.POSSIBLE, "born_alike", None)
    assert [each.case_id for each in could_be.candidates] == ["27"]
    assert one(register, forename="Ferdinand", **said).outcome is Outcome.NONE
    beside_the_twin = one(register, forename="Obelix", **said | {"people": (Adult("Ottokar", "Tolmie", "sibling"),)})
    assert beside_the_twin.outcome is Outcome.NONE
