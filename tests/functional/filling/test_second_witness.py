"""The second witness: a look-up that takes the neighbour's control is found out before anything is saved."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from filling.map import screenmap
from filling.map.fields import Field, Origin, Source
from filling.page import looking
from filling.page.printed import is_printed
from filling.robot import Robot
from postroom.filling import FillOutcome, Witness

PRINTED = yaml.safe_load((Path(__file__).parent / "words" / "printed.yaml").read_text(encoding="utf-8"))
PAGE = """<!doctype html><meta charset=utf-8><body>{html}<p><button type=button onclick="saved.hidden = false">Save</button></p><p id=saved hidden>It was saved</p>"""
MAP = """
screen: planted
url: {url}
wait_s: 2
form:
  - fill: {fields}
save: {{button: Save, sees: It was saved}}
"""
# Each answers with the control after the right one, as a look-up that is off by one would.
OFF_BY_ONE = """
  const honest = find, cellAfter = (cell) => cell.parentElement.nextElementSibling.cells[cell.cellIndex];
  const after = (element) => { if (element.matches("td")) return cellAfter(element); const all = controls(), kin = all.filter((one) => one.type === element.type); return kin[(kin.indexOf(element) + 1) % kin.length]; };
  find = (spec) => { const found = honest(spec); for (const match of found.matches) match.parts = match.parts.map((at) => keep(after(kept[at]))); return found; };
"""
PAGES = {
    "ticks with their words in one cell": (
        "<table><tr><td><input type=checkbox>Neglect</td><td><input type=checkbox>Physical abuse</td></tr>"
        "<tr><td><input type=checkbox>Missing</td><td><input type=checkbox>Gangs</td></tr></table>",
        "{Neglect: {value: yes}}",
    ),
    "a list of ticks": (
        "<table><tr><td>Risks</td><td><table><tr><td><input type=checkbox>Neglect</td><td><input type=checkbox>Missing</td>"
        "<td><input type=checkbox>Gangs</td></tr></table></td></tr></table>",
        "{Risks: {value: risks}}",
    ),
    "boxes in a table": (
        "<table><tr><td>Surname</td><td><input></td></tr><tr><td>Town</td><td><input></td></tr></table>",
        "{Surname: {value: yes}}",
    ),
    "places that open at a click": (
        "<table><tr><td>Surname</td><td onclick='if (!this.firstChild.tagName) this.innerHTML = `<input onblur=\"this.parentNode.textContent = this.value\">`'>-</td></tr>"
        "<tr><td>Town</td><td onclick='if (!this.firstChild.tagName) this.innerHTML = `<input onblur=\"this.parentNode.textContent = this.value\">`'>-</td></tr></table>",
        "{Surname: {value: yes, opens: click, when_filled: replace}}",
    ),
    "labels that are tied": (
        "<p><label for=a>Surname</label> <input id=a></p><p><label for=b>Town</label> <input id=b></p>",
        "{Surname: {value: yes}}",
    ),
    "labels that are only heard": (
        "<p><input aria-label=Surname></p><p><input aria-label=Town></p>",
        "{Surname: {value: yes}}",
    ),
}
RECORD = {"yes": "yes", "risks": ["Neglect"]}


@pytest.fixture(scope="module")
def robot():
    with Robot({}) as one:
        yield one


def filled(robot, tmp_path, name):
    html, fields = PAGES[name]
    page, path = tmp_path / "page.html", tmp_path / "map.yaml"
    page.write_text(PAGE.format(html=html))
    path.write_text(MAP.format(url="http://127.0.0.1/", fields=fields))
    robot._browse()._context.route("**/*", lambda route: route.fulfill(path=page, content_type="text/html"))
    return robot.fill(RECORD, screenmap.load(path))


@pytest.mark.parametrize("name", PAGES)
def test_an_honest_look_up_is_borne_out(robot, tmp_path, name):
    result = filled(robot, tmp_path, name)

    assert result.outcome is FillOutcome.DRAFT_SAVED, result.stopped_at
    assert [(field.same, field.witness) for field in result.fields] == [(True, Witness.PAGE)]


@pytest.mark.parametrize("name", PAGES)
def test_a_look_up_that_is_off_by_one_is_found_out(robot, tmp_path, monkeypatch, name):
    planted = looking.OPEN_EYES.replace("return look(request)", f"{OFF_BY_ONE} return look(request)")
    monkeypatch.setattr(looking, "OPEN_EYES", planted)

    result = filled(robot, tmp_path, name)

    assert result.outcome is FillOutcome.STOPPED
    assert not any(field.same for field in result.fields)
    assert not robot._browsing or robot._browsing.page.locator("#saved").is_hidden()


@pytest.mark.parametrize("name", PRINTED)
def test_what_is_printed_is_borne_out_under_its_own_words_alone(robot, name):
    page, told = robot._browse().page, PRINTED[name]
    page.set_content(f"<!doctype html><body>{told['html']}</body>")

    borne_out = {label: is_printed(page, field(label), value) for label, value in told["under"].items()}
    taken_for = {label: is_printed(page, field(label), value) for label, value in told["not_under"].items()}

    assert all(borne_out.values()), borne_out
    assert not any(taken_for.values()), taken_for


def field(label):
    return Field(label, label, Source(Origin.TEXT, ""))
