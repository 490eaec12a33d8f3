"""Every alarm has its runbook, every runbook its alarm, and the dashboard shows only figures that exist."""

import json
import re
from pathlib import Path

import pytest

from records.queries.alarm_kinds import KINDS, kind_of
from web.metrics import figures
from web.runbooks import runbook

ROOT = Path(__file__).resolve().parents[2]
RUNBOOKS = ROOT / "docs" / "how-to" / "runbooks"
MADE = re.compile(r'Alarm\(\s*f?"(\w+)')


def made_in_code():
    return {key for file in (ROOT / "records").rglob("*.py") for key in MADE.findall(file.read_text())}


def test_every_alarm_in_the_code_is_of_a_kind_and_every_kind_is_made():
    assert made_in_code() == {key.partition(" ")[0] for key in KINDS}


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_has_a_runbook_with_steps(name):
    page = runbook(kind_of(name).runbook)

    assert page.title and sum(len(block.steps) for block in page.blocks) >= 2


def test_no_runbook_is_left_over():
    assert {file.stem for file in RUNBOOKS.glob("*.md")} == {kind.runbook for kind in KINDS.values()}


@pytest.mark.django_db
def test_the_dashboard_asks_for_figures_that_exist():
    panels = json.loads((ROOT / "deploy" / "grafana" / "postroom.json").read_text())["panels"]
    asked = {
        name for panel in panels for each in panel["targets"] for name in re.findall(r"postroom_\w+", each["expr"])
    }
    told = set(re.findall(r"^# TYPE (\w+) ", figures().decode(), re.MULTILINE))

    assert asked == told
