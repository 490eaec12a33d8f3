"""A map that the robot drew by itself of a system that nobody described to it: the first draft goes in by it."""

import yaml

from filling.drawing.command import draw, main
from filling.map import screenmap
from postroom.filling import FillOutcome
from tests.functional.filling.conftest import SCREENS

GIVEN = ("signed_out", "sign_in", "sign_out", "mark", "look_first", "reopen", "reference")
BEGIN = [{"open": "/contacts/start"}, {"go": {"link": "Person is not on the system", "sees": "Not matched"}}]
RECORD = {
    "mark": "PR-DRAWN",
    "contact": {"received": "2026-11-16T09:00", "source_code": "6", "category": "Neglect", "reason": "Invented words"},
    "child": {"forename": "Ottoline", "surname": "Wren", "date_of_birth": "2015-03-14", "sex": "F"},
}


def told(system):
    whole = yaml.safe_load((SCREENS / "sandbox-contact.yaml").read_text())
    save = {"button": "Save draft", "sees": "Draft saved"}
    return {
        "screen": "drawn",
        "version": 1,
        "url": f"{system.url}/",
        "begin": BEGIN,
        "save": save,
        **{part: whole[part] for part in GIVEN},
    }


def test_the_first_draft_by_a_drawn_map(system, robot, tmp_path, monkeypatch):
    for name, value in robot._secrets.items():
        monkeypatch.setenv(name, value)
    text, parts = draw(told(system))
    path = tmp_path / "drawn.yaml"
    path.write_text(text)
    result = robot.fill(RECORD, screenmap.load(path))

    assert result.outcome is FillOutcome.DRAFT_SAVED
    assert all(field.same for field in result.fields)
    known = [one for part in parts for one in part.proposals]
    assert sum(bool(one.path or one.text) for one in known) == len(known)


def test_the_command_tells_when_there_is_no_form(system, tmp_path, capsys):
    assert main([f"{system.url}/sign-in", "--out", str(tmp_path / "none.yaml")]) in (0, 2)
    assert main(["http://127.0.0.1:9/", "--out", str(tmp_path / "none.yaml")]) == 2
    assert "cannot be reached" in capsys.readouterr().err
