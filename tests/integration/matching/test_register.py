"""Exports of every kind: checked row by row, swapped in whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from matching.command import main
from matching.decide import decide
from matching.mapping import COLUMNS, CONTRACT, load_mapping
from matching.register import import_delta, import_register, open_register
from postroom.errors import Misconfigured
from postroom.matching import ChildQuery, Outcome
from tests.integration.matching.invented import Row, invented_rows, write_export

ROWS = invented_rows(120, seed=4)
REGISTERS = Path(__file__).parents[3] / "templates" / "registers"


def query(row: Row) -> ChildQuery:
    names = ("forename", "surname", "date_of_birth", "address", "postcode", "nhs_number")
    return ChildQuery("q", **{name: row[name] for name in names})


def whole(row: Row) -> bool:
    return bool(row["date_of_birth"] and row["nhs_number"])


def test_a_workbook_gives_the_same_register_as_the_csv(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(COLUMNS))
    for row in ROWS:
        sheet.append([row[name] for name in COLUMNS])
    book.save(tmp_path / "children.xlsx")
    one = import_register(tmp_path / "children.xlsx", CONTRACT, tmp_path / "xlsx")
    two = import_register(write_export(tmp_path / "children.csv", ROWS), CONTRACT, tmp_path / "csv")
    assert (one.children, one.rows) == (two.children, two.rows) == (len(ROWS), len(ROWS))


def test_bad_rows_are_left_out_with_their_reason_and_no_value(tmp_path: Path) -> None:
    rows = [*ROWS, ROWS[0], ROWS[1] | {"case_id": ""}, ROWS[2] | {"case_id": "900001", "date_of_birth": "31 June"}]
    report = import_register(write_export(tmp_path / "children.csv", rows), CONTRACT, tmp_path / "index")
    assert report.left_out == {"an id that stood in an earlier row": 1, "no id": 1}
    assert report.doubted == {"a date of birth in no known form": 1}
    assert all(row["surname"] not in " ".join(report.examples) for row in rows[-3:])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_other_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    rows = [ROWS[0] | {"forename": "Zoë", "surname": "Peña"}]
    import_register(write_export(tmp_path / "children.csv", rows, encoding), CONTRACT, tmp_path / "index")
    assert open_register(tmp_path / "index").record(0).names[:2] == ("zoe", "pena") or ROWS[0]["middle_names"]


@pytest.mark.parametrize("content", ["", "case_id,forename\n1,Ama\n", "not a register at all\n\x00\x01"])
def test_a_broken_export_leaves_the_register_in_use_as_it_is(tmp_path: Path, content: str) -> None:
    import_register(write_export(tmp_path / "children.csv", ROWS), CONTRACT, tmp_path / "index")
    before = open_register(tmp_path / "index").meta
    (tmp_path / "broken.csv").write_text(content)
    with pytest.raises(Misconfigured, match="stays as it is"):
        import_register(tmp_path / "broken.csv", CONTRACT, tmp_path / "index")
    assert open_register(tmp_path / "index").meta == before
    assert len(list((tmp_path / "index").glob("generation-*"))) == 1


def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    (tmp_path / "children.xlsx").write_bytes(b"PK\x03\x04 no")
    with pytest.raises(Misconfigured, match="no workbook"):
        import_register(tmp_path / "children.xlsx", CONTRACT, tmp_path / "index")


def test_a_delta_changes_its_rows_and_leaves_the_others(tmp_path: Path) -> None:
    import_register(write_export(tmp_path / "children.csv", ROWS), CONTRACT, tmp_path / "index")
    fresh = ROWS[0] | {"case_id": "900002", "forename": "Quillon", "surname": "Vandermeer", "nhs_number": ""}
    report = import_delta(write_export(tmp_path / "delta.csv", [fresh]), CONTRACT, tmp_path / "index")
    assert report.children == len(ROWS) + 1
    register = open_register(tmp_path / "index")
    kept = next(row for row in ROWS[1:] if whole(row))
    assert decide(register, [query(fresh | {"date_of_birth": "2014-02-03"})])[0].outcome is not Outcome.EXACT
    assert decide(register, [query(kept)])[0].candidates


def test_a_child_whom_only_another_system_knows_is_shown_and_not_selected(tmp_path: Path) -> None:
    import_register(write_export(tmp_path / "children.csv", ROWS), CONTRACT, tmp_path / "index")
    mapped = load_mapping(REGISTERS / "early-help.yaml")
    other = {
        "Person ID": "77",
        "Forename": "Quillon",
        "Surname": "Vandermeer",
        "Date of Birth": "03/02/2014",
        "Gender": "Male",
        "Address": "9 Fern Row, Hayes, UB3 1AA",
    }
    (tmp_path / "ehm.csv").write_text(
        ",".join(other) + "\n" + ",".join(f'"{value}"' for value in other.values()) + "\n"
    )
    import_register(tmp_path / "ehm.csv", mapped, tmp_path / "index")
    asked = ChildQuery(
        "q",
        forename="Quillon",
        surname="Vandermeer",
        date_of_birth="2014-02-03",
        sex="M",
        address="9 Fern Row, Hayes, UB3 1AA",
    )
    decision = decide(open_register(tmp_path / "index"), [asked])[0]
    assert (decision.outcome, decision.selected, decision.rule) == (Outcome.POSSIBLE, None, "known_elsewhere")
    assert decision.candidates[0].case_id == "EHM-77"


def test_the_command_answers_every_line_in_order_and_keeps_its_index(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export = write_export(tmp_path / "children.csv", ROWS)
    kept = next(row for row in ROWS if whole(row))
    child = {name: kept[name] for name in ("forename", "surname", "date_of_birth", "nhs_number")}
    lines = [
        json.dumps({"query_id": "a", "child": child, "people": [], "family": "f"}),
        "no json",
        json.dumps({"query_id": "c", "child": {"forename": "Amir"}}),
    ]
    (tmp_path / "queries.jsonl").write_text("\n".join(lines), encoding="utf-8")
    call = [str(tmp_path / "queries.jsonl"), "--against", str(export), "--json", "--index", str(tmp_path / "index")]
    assert main(call) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [each["query_id"] for each in found] == ["a", "", "c"]
    built = open_register(tmp_path / "index").meta
    assert main(call) == 0
    assert open_register(tmp_path / "index").meta == built
    assert set(found[0]) == {"query_id", "outcome", "selected", "candidates"}


def test_headings_in_capitals_and_british_dates_are_understood(tmp_path: Path) -> None:
    lines = ["SURNAME;Case ID;FORENAME;Date of Birth", "Tolmie;7;Zamira;02/03/2015", "Tolmie;8;Zephyr;31/02/2015"]
    (tmp_path / "children.csv").write_text("\n".join(lines), encoding="utf-8")
    report = import_register(tmp_path / "children.csv", CONTRACT, tmp_path / "index")
    assert (report.children, sum(report.doubted.values())) == (2, 1)
    assert open_register(tmp_path / "index").record(0).date_of_birth == "2015-03-02"


def test_an_export_whose_dates_nobody_can_read_is_refused(tmp_path: Path) -> None:
    rows = [row | {"date_of_birth": row["date_of_birth"].replace("-", ".")} for row in ROWS]
    with pytest.raises(Misconfigured, match="Most dates of birth"):
        import_register(write_export(tmp_path / "children.csv", rows), CONTRACT, tmp_path / "index")


def test_a_day_that_no_calendar_has_is_not_used(tmp_path: Path) -> None:
    rows = [*ROWS, ROWS[0] | {"case_id": "900009", "forename": "Quillon", "date_of_birth": "2015-02-30"}]
    import_register(write_export(tmp_path / "children.csv", rows), CONTRACT, tmp_path / "index")
    asked = query(rows[-1] | {"date_of_birth": "2015-02-28", "nhs_number": ""})
    assert decide(open_register(tmp_path / "index"), [asked])[0].candidates[0].case_id == "900009"


def test_a_mark_at_the_beginning_of_the_queries_is_no_letter(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export = write_export(tmp_path / "children.csv", ROWS)
    (tmp_path / "queries.jsonl").write_text('{"query_id": "a", "child": {}}', encoding="utf-8-sig")
    assert main([str(tmp_path / "queries.jsonl"), "--against", str(export), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["query_id"] == "a"


def test_a_wrong_call_is_told_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "queries.jsonl").write_text("{}")
    assert main([str(tmp_path / "queries.jsonl"), "--against", str(tmp_path / "nowhere.csv"), "--json"]) == 2
    assert "cannot be opened" in capsys.readouterr().err
