"""The job that keeps the register fresh, and the command that brings an export in by hand."""

from __future__ import annotations

import json
import os
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bots.register import refresh, register
from matching.bring import main
from matching.decide import decide
from matching.register import open_register
from postroom.matching import ChildQuery, Outcome
from records.models import OutsideSystem
from tests.integration.matching.invented import Row, invented_rows, write_export

pytestmark = pytest.mark.django_db
ROWS = invented_rows(80, seed=14)
STRANGER = ROWS[0] | {
    "case_id": "910001",
    "forename": "Quillon",
    "surname": "Vandermeer",
    "date_of_birth": "2014-02-03",
}
ASKED = ChildQuery(
    "q", forename="Quillon", surname="Vandermeer", date_of_birth="2014-02-03", address=STRANGER["address"], sex=STRANGER["sex"]
)  # fmt: skip
DAY_S = 24 * 60 * 60


@pytest.fixture
def export(tmp_path: Path, settings: Any) -> Path:
    path = write_export(tmp_path / "children.csv", ROWS)
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, register=str(path), match_index=str(tmp_path / "index"))
    return path


def generations(export: Path) -> list[str]:
    return sorted(each.name for each in (export.parent / "index").glob("generation-*"))


def written_days_ago(path: Path, days: float) -> None:
    then = time.time() - days * DAY_S
    os.utime(path, (then, then))


def test_matching_opens_the_first_export_and_the_job_reads_in_the_next(export: Path) -> None:
    assert register().children == len(ROWS)
    write_export(export, [*ROWS, STRANGER])
    assert register().children == len(ROWS)
    refresh()
    assert register().children == len(ROWS) + 1


@pytest.mark.parametrize("content", ["", "case_id,forename\n1,Ama\n"])
def test_an_export_that_cannot_be_used_leaves_the_register_in_use(export: Path, content: str) -> None:
    register()
    export.write_text(content)
    refresh()
    assert register().children == len(ROWS)


def test_an_export_that_is_missing_leaves_the_register_in_use(export: Path) -> None:
    register()
    export.unlink()
    refresh()
    assert register().children == len(ROWS)


def test_an_old_export_grows_no_younger_by_being_read_again(export: Path) -> None:
    written_days_ago(export, 3)
    refresh()
    refresh()
    assert register().age_hours() > 71
    answer = decide(register(), [ASKED])[0]
    assert (answer.outcome, answer.rule) == (Outcome.POSSIBLE, "register_too_old")


def test_the_same_export_written_again_makes_it_young_without_a_rebuild(export: Path) -> None:
    written_days_ago(export, 3)
    refresh()
    before = generations(export)
    written_days_ago(export, 0)
    refresh()
    assert register().age_hours() < 1
    assert generations(export) == before
    assert decide(register(), [ASKED])[0].outcome is Outcome.NONE


def test_several_sources_live_in_one_register_and_none_is_read_twice(export: Path, settings: Any) -> None:
    other = export.parent / "ehm.csv"
    other.write_text("Person ID,Forename,Surname,Date of Birth\n77,Quillon,Vandermeer,03/02/2014\n", encoding="utf-8")
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, register=f"{export}, early-help={other}")
    refresh()
    before = generations(export)
    refresh()
    assert generations(export) == before
    assert decide(register(), [ASKED])[0].rule == "known_elsewhere"
    written_days_ago(other, 9)  # the early help's age is not the case system's
    refresh()
    assert register().age_hours() < 1


def command(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, Row | None, str]:
    code = main(list(argv))
    said = capsys.readouterr()
    return code, json.loads(said.out) if said.out else None, said.err


def test_the_command_brings_in_a_whole_export_then_a_delta(export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    index = str(export.parent / "index")
    assert command(capsys, str(export), "--index", index)[0] == 0
    delta = write_export(export.parent / "delta.csv", [STRANGER, ROWS[1] | {"restricted": "Y"}])
    code, report, _ = command(capsys, str(delta), "--index", index, "--delta")
    assert (code, report and report["rows"], open_register(index).children) == (0, 2, len(ROWS) + 1)
    before = generations(export)
    refresh()  # the whole export is the one that was read in before the delta: it must not undo it
    assert (generations(export), register().children) == (before, len(ROWS) + 1)


def test_a_register_that_shrank_stays_until_a_person_says_that_it_is_right(
    export: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    refresh()
    write_export(export, ROWS[:40])
    refresh()
    assert register().children == len(ROWS)
    assert "more than 5% have gone" in OutsideSystem.objects.get(name="register").last_reason
    index = str(export.parent / "index")
    assert command(capsys, str(export), "--index", index)[0] == 2
    code, report, _ = command(capsys, str(export), "--index", index, "--accept-shrunk")
    assert (code, report and report["rows"]) == (0, 40)
    refresh()  # the line takes the person's word
    assert register().children == 40
    assert OutsideSystem.objects.get(name="register").failures == 0


def test_the_command_says_why_it_refuses(export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    export.write_text("forename,surname\nAma,Mensah\n")
    code, report, said = command(capsys, str(export), "--index", str(export.parent / "index"))
    assert (code, report) == (2, None)
    assert "lacks these columns: case_id, date_of_birth" in said
