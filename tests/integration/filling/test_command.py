"""`worker.py fill` from the command line: what a wrong call, a wrong map and a system that is down come to."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
MAP = "screen: one\nurl: http://127.0.0.1:9/\nwait_s: 1\nform:\n  - fill: {Surname: surname}\n"


def fill(*arguments, **surroundings):
    command = [sys.executable, "worker.py", "fill", *map(str, arguments), "--json"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, env=os.environ | surroundings)


@pytest.fixture
def files(tmp_path):
    (tmp_path / "record.json").write_text('{"surname": "Marsh"}')
    (tmp_path / "map.yaml").write_text(MAP)
    return tmp_path


def test_a_system_that_is_down_stops_with_a_reason(files):
    done = fill(files / "record.json", "--screen", files / "map.yaml")

    line = json.loads(done.stdout)
    assert done.returncode == 0
    assert line == {
        "outcome": "stopped",
        "reference": None,
        "fields": [],
        "stopped_at": {
            "step": "sign in",
            "kind": "application",
            "reason": "The system cannot be reached, or does not answer in time.",
        },
    }


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("map.yaml", MAP + "saev: Save\n", "map.yaml: line 6: 'saev' is not known here"),
        ("record.json", "[1]", "record.json: expected an object"),
        ("record.json", "{", "record.json: this is no readable JSON file"),
    ],
    ids=["map with a mistake", "record that is no object", "record that is no JSON"],
)
def test_a_wrong_file_is_a_wrong_call(files, name, text, told):
    (files / name).write_text(text)

    done = fill(files / "record.json", "--screen", files / "map.yaml")

    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr


def test_pictures_are_not_taken_without_a_key(files):
    done = fill(
        files / "record.json", "--screen", files / "map.yaml", "--pictures", files / "p", POSTROOM_PICTURE_KEY=""
    )

    assert done.returncode == 2
    assert "POSTROOM_PICTURE_KEY" in done.stderr
