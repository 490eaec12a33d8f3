"""`worker.py doctor`: each part is looked at with the real thing, well and broken; one that hangs costs no other its answer."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
from contextlib import closing
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from bots import doctor
from bots.doctor.finding import State
from tests.integration.line.conftest import ROOT


@pytest.fixture
def found(line, monkeypatch):
    """The findings by part, with the test's own Redis, mailbox and store, in this thread's transaction-free connection."""
    monkeypatch.setattr(doctor, "LONGEST_S", 3.0)

    def look():
        return {each.part: each for each in doctor.examine()}

    return look


def test_a_house_in_order_has_nothing_broken_but_what_nobody_started(found):
    findings = found()

    assert {name for name, each in findings.items() if each.state is State.BROKEN} == {"Workers"}
    assert findings["Mailbox"].state is State.WELL
    assert "python worker.py work" in findings["Workers"].told


def test_every_part_says_what_is_broken_and_what_to_do(found, settings, tmp_path):
    own = settings.ENVIRONMENT
    with closing(socket.socket()) as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        port = deaf.getsockname()[1]
        settings.ENVIRONMENT = replace(
            own,
            mailbox=replace(own.mailbox, password="wrong"),
            clamd=f"tcp://127.0.0.1:{port}",  # takes the connection and says nothing
            case_system=replace(own.case_system, url="http://127.0.0.1:1/"),
            register=str(tmp_path / "none.csv"),
            match_index=str(tmp_path / "none"),
        )
        began = time.monotonic()
        findings = found()

    broken = {name: each.told for name, each in findings.items() if each.state is State.BROKEN}
    assert set(broken) == {"Mailbox", "Virus scanner", "Case system", "Register", "Workers", "Clock"}
    assert "password" in broken["Mailbox"]
    assert "3 seconds" in broken["Virus scanner"]
    assert "POSTROOM_CASE_URL" in broken["Case system"]
    assert time.monotonic() - began < 20


class Late(BaseHTTPRequestHandler):
    """A case system whose clock is an hour behind ours."""

    def do_GET(self):
        self.send_response_only(200)
        self.send_header("Date", self.date_time_string(time.time() - 3600))
        self.end_headers()

    def log_message(self, *_):
        pass


def test_a_clock_that_is_an_hour_off_is_told(found, settings):
    with HTTPServer(("127.0.0.1", 0), Late) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        case = replace(settings.ENVIRONMENT.case_system, url=f"http://127.0.0.1:{server.server_port}/")
        settings.ENVIRONMENT = replace(settings.ENVIRONMENT, case_system=case)
        clock = found()["Clock"]
        server.shutdown()

    assert (clock.state, "60 minutes ahead" in clock.what) == (State.BROKEN, True)


def test_settings_that_are_missing_are_told_and_nothing_else_is_tried(tmp_path):
    bare = {"PATH": os.environ["PATH"], "POSTROOM_SECRET_KEY": "", "POSTROOM_KEYS": "", "POSTROOM_AUDIT_KEY": ""}
    done = subprocess.run(
        [sys.executable, "worker.py", "doctor", "--json"],
        cwd=ROOT,
        env=bare,
        capture_output=True,
        text=True,
        check=False,
    )

    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, [each["part"] for each in told]) == (1, ["Settings"])
    assert "POSTROOM_AUDIT_KEY" in told[0]["what"]
