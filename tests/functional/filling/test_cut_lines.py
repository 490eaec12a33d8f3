"""A plain system that breaks the line at a moment of the test's choosing: what was stored is found, and nothing is made twice."""

from __future__ import annotations

import contextlib
import threading
import time
from dataclasses import replace
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

import pytest
import yaml
from playwright.sync_api import Error

from filling.map import screenmap
from filling.map.fields import Target
from filling.map.steps import Go, Open, Step
from filling.page.browsing import Browsing
from filling.robot import Robot
from postroom.errors import CaseSystemDown
from postroom.filling import FillOutcome, StopKind

MAP = """
screen: plain
url: {url}/
mark: mark
wait_s: 3
unsure_wait_s: 1
look_first:
  steps: [{{open: /}}]
  row: "{{mark}}"
  none: No records
  open: [{{go: {{row: "{{mark}}", link: Open}}}}]
begin: [{{open: /new}}]
form:
  - fill: {{Our mark: mark, Surname: surname, Town: town}}
save: {{button: Keep, sees: Kept}}
reference: {{shown: Number}}
"""
CHOICE = """<button type=button onclick="open('', 'w', 'width=300,height=200').document.write('<button onmousedown=window.close()>Take it</button>')">Choose</button>"""
NOBODY_LISTENS = "http://127.0.0.1:9/"
RECORD = {"mark": "PR-1", "surname": "Marsh", "town": "Hayes"}


class Plain(BaseHTTPRequestHandler):
    """Records in a list. `faults` names what happens to the next request of a path, before or after its work is done."""

    kept: list[dict[str, str]]
    faults: dict[str, str]

    def do_GET(self):
        place = urlparse(self.path)
        if self._breaks(place.path):
            return
        if place.path == "/new":
            self._form({}, "")
        elif place.path.startswith("/summary/"):
            held = self.kept[int(place.path.rpartition("/")[2])]
            self._say(
                f"<dl><dt>Family name</dt><dd>{escape(held['s'].upper())}</dd><dt>Lives in</dt><dd>{escape(held['t'])}</dd></dl>"
            )
        elif place.path.startswith("/records/"):
            number = int(place.path.rpartition("/")[2])
            self._form(self.kept[number], f"<dl><dt>Number</dt><dd>R{number}</dd></dl>")
        else:
            rows = "".join(
                f"<tr><td>{escape(one['m'])}</td><td><a href=/records/{at}>Open</a></td></tr>"
                for at, one in enumerate(self.kept)
            )
            self._say(f"<p>Records</p><table>{rows}</table>" if rows else "<p>No records</p>")

    def do_POST(self):
        typed = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.kept.append({name: values[0] for name, values in typed.items()})
        if not self._breaks("/keep"):
            self._say("<p>Kept</p>")

    def _form(self, held, above):
        boxes = "".join(
            f'<p>{label} <input name={name} value="{escape(held.get(name, ""))}"></p>'
            for label, name in (("Our mark", "m"), ("Surname", "s"), ("Town", "t"))
        )
        self._say(f"{above}<form method=post action=/keep>{boxes}<button>Keep</button>{CHOICE}</form>")

    def _breaks(self, path):
        match self.faults.pop(path, ""):
            case "drop":
                self.close_connection = True
                self.connection.close()
            case "half":
                self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9999\r\n\r\n<p>Ke")
                self.connection.close()
            case "hang":
                time.sleep(6)
            case "error":
                self.send_error(502)
            case "signed out":
                self._say("<p>Please sign in</p>")
            case _:
                return False
        return True

    def _say(self, body):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(f"<!doctype html><body>{body}".encode())

    def log_message(self, *_):
        """Says nothing."""


class Server(ThreadingHTTPServer):
    def handle_error(self, *_):
        """A line that the test itself cut is no news."""


@pytest.fixture
def system():
    handler = type("Kept", (Plain,), {"kept": [], "faults": {}})
    server = Server(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    handler.url = f"http://127.0.0.1:{server.server_port}"
    yield handler
    server.shutdown()
    server.server_close()


@pytest.fixture
def screen(system, tmp_path):
    path = tmp_path / "map.yaml"
    path.write_text(MAP.format(url=system.url))
    return screenmap.load(path)


@pytest.fixture(scope="module")
def robot():
    with Robot({}) as one:
        yield one


def test_a_plain_system_is_filled(robot, screen, system):
    result = robot.fill(RECORD, screen)

    assert (result.outcome, result.reference, result.verified) == (FillOutcome.DRAFT_SAVED, "R0", True), (
        result.stopped_at
    )


@pytest.mark.parametrize("fault", ["half", "hang", "error"])
def test_what_was_stored_before_the_line_broke_is_found(robot, screen, system, fault):
    system.faults["/keep"] = fault

    result = robot.fill(RECORD, screen)

    assert (result.outcome, result.verified, len(system.kept)) == (FillOutcome.DRAFT_SAVED, True, 1), result.stopped_at


def test_a_session_that_ends_after_the_save_makes_no_second_one(robot, system, tmp_path):
    """A map that has no way to look has none to know that its draft is there: what was saved is not typed again."""
    path = tmp_path / "map.yaml"
    journey = yaml.safe_load(MAP.format(url=system.url)) | {"signed_out": "Please sign in"}
    journey["reopen"] = [{"open": "/records/0"}]
    del journey["look_first"], journey["mark"]
    path.write_text(yaml.safe_dump(journey))
    system.faults["/records/0"] = "signed out"

    result = robot.fill(RECORD, screenmap.load(path))

    assert len(system.kept) == 1
    assert result.stopped_at.reason.startswith("The draft was saved but not read back")


def test_a_draft_of_this_run_that_is_found_again_is_not_an_earlier_one(robot, system, tmp_path):
    path = tmp_path / "map.yaml"
    path.write_text(MAP.format(url=system.url) + "signed_out: Please sign in\n")
    system.faults["/records/0"] = "signed out"

    result = robot.fill(RECORD, screenmap.load(path))

    assert (result.outcome, result.verified, len(system.kept)) == (FillOutcome.DRAFT_SAVED, True, 1)


def test_a_row_that_the_record_does_not_name_is_never_any_row(robot, screen, system):
    """A line chosen by a value that is not there would be the only line there is, and somebody else's."""
    system.kept.append({"m": "PR-9", "s": "Stranger", "t": "Hayes"})
    step = Step("choose", Go(Target("Open", row=("{match.case_id}",))))

    result = robot.fill(RECORD, replace(screen, look_first=None, begin=(Step("list", Open("/")), step)))

    assert result.stopped_at.reason.startswith("The record has no value for the match's case id")


def test_the_mark_may_have_any_name_in_the_record(robot, system, tmp_path):
    path = tmp_path / "map.yaml"
    path.write_text(
        MAP.format(url=system.url)
        .replace("mark: mark", "mark: agency.reference", 1)
        .replace("Our mark: mark", "Our mark: agency.reference")
    )
    record = {"agency": {"reference": "26PAC1"}, "surname": "Marsh", "town": "Hayes"}

    outcomes = [robot.fill(record, screenmap.load(path)).outcome for _ in range(2)]

    assert (outcomes, len(system.kept)) == ([FillOutcome.DRAFT_SAVED, FillOutcome.ALREADY_THERE], 1)


def test_a_summary_is_read_back_by_its_own_words(robot, system, tmp_path):
    path = tmp_path / "map.yaml"
    journey = yaml.safe_load(MAP.format(url=system.url)) | {"reopen": [{"open": "/summary/0"}]}
    path.write_text(yaml.safe_dump(journey))
    told = robot.fill(RECORD, screenmap.load(path)).stopped_at
    system.kept.clear()
    path.write_text(yaml.safe_dump(journey | {"read_back": [{"fill": {"Family name": "surname", "Lives in": "town"}}]}))

    result = robot.fill(RECORD, screenmap.load(path))

    assert "the map can say read_back:" in told.reason
    assert [(one.name, one.read_back, one.same) for one in result.fields] == [
        ("Family name", "MARSH", True),
        ("Lives in", "Hayes", True),
    ]


def test_a_look_that_begins_at_the_first_page_does_so_each_time(robot, system, tmp_path):
    path = tmp_path / "map.yaml"
    journey = yaml.safe_load(MAP.format(url=system.url))
    journey["look_first"] |= {"steps": [{"check": "Records"}], "none": "No records"}
    path.write_text(yaml.safe_dump(journey))

    result = robot.fill(RECORD, screenmap.load(path))

    assert (result.outcome, result.verified) == (FillOutcome.DRAFT_SAVED, True), result.stopped_at


def test_a_window_that_closes_under_the_press_is_no_browser_gone(robot, system, tmp_path, caplog):
    path = tmp_path / "map.yaml"
    journey = yaml.safe_load(MAP.format(url=system.url))
    journey["form"] += [{"press": {"button": "Choose", "opens": "window"}}, {"press": "Take it"}]
    path.write_text(yaml.safe_dump(journey))
    caplog.set_level("INFO")

    result = robot.fill(RECORD, screenmap.load(path))

    assert (result.outcome, result.verified) == (FillOutcome.DRAFT_SAVED, True), result.stopped_at
    assert "browser gone" not in caplog.text


def test_what_the_browser_itself_sent_twice_is_never_hidden(robot, screen, system):
    """Browsers send a form again by themselves when a kept line breaks before any answer: a person is told of both."""
    system.faults["/keep"] = "drop"

    result = robot.fill(RECORD, screen)

    if len(system.kept) == 1:
        assert result.verified, result.stopped_at
    else:
        assert result.stopped_at.kind is StopKind.BUSINESS
        assert result.stopped_at.reason == f"The system holds {len(system.kept)} drafts with our mark."


@pytest.mark.parametrize("fault", ["drop", "half", "hang", "error"])
@pytest.mark.parametrize("path", ["/", "/new"])
def test_a_line_that_breaks_before_is_told_and_the_next_run_makes_one(robot, screen, system, path, fault):
    system.faults[path] = fault

    result = robot.fill(RECORD, screen)
    later = robot.fill(RECORD, screen)

    assert result.stopped_at is None or result.stopped_at.kind is StopKind.APPLICATION
    assert later.verified and len(system.kept) == 1, later.stopped_at


def test_a_page_that_cannot_be_opened_never_stands_in_the_way_of_the_next(system):
    """The browser puts its own page of the error up a moment later: what is opened then must not be broken by it."""
    browsing = Browsing()
    for _ in range(10):
        with contextlib.suppress(Error):
            browsing.go_to(NOBODY_LISTENS, 3)
        browsing.go_to(system.url, 3)

        assert not browsing.is_cut_off
    browsing.close()


def test_a_browser_that_does_not_start_is_told():
    with pytest.raises(CaseSystemDown, match="did not start"):
        Browsing(surroundings={"POSTROOM_CHROMIUM": "/bin/false"})
