"""Systems that nobody made for a robot: a shuffled form without ids, every kind of control, a stock Django admin. Maps only, no code."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from filling.map import screenmap
from filling.robot import Robot
from postroom.filling import FillOutcome

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
SEVEN = ("First Name", "Last Name", "Company Name", "Role in Company", "Address", "Email", "Phone Number")
KEYS = ("first_name", "last_name", "company", "role", "address", "email", "phone")
ROUNDS = [{key: f"{key} {number}" for key in KEYS} for number in range(10)]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        """Says nothing."""


@pytest.fixture(scope="module")
def forms():
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(ROOT / "sandbox" / "forms")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def admin_url(tmp_path_factory):
    database = tmp_path_factory.mktemp("admin") / "admin.sqlite"
    command = [sys.executable, "-m", "tests.functional.filling.adminsite", str(database)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout
        yield process.stdout.readline().strip()
        process.kill()


@pytest.fixture(scope="module")
def robot():
    with Robot({"ADMIN_LOGIN": "robot", "ADMIN_PASSWORD": "invented-word"}) as one:
        yield one


@pytest.mark.parametrize("seed", [1, 2])
def test_a_shuffled_form_without_ids_is_filled_right(robot, forms, seed):
    screen = screenmap.load(ROOT / "templates" / "screens" / "shuffled-form.yaml", f"{forms}/shuffled.html?seed={seed}")

    result = robot.fill({"rounds": ROUNDS}, screen)

    assert result.stopped_at is None
    sent = json.loads(robot._browsing.page.title())
    assert sent == [dict(zip(SEVEN, item.values(), strict=True)) for item in ROUNDS]


def test_every_kind_of_control_is_filled(robot, forms):
    screen = screenmap.load(HERE / "widgets.yaml", f"{forms}/widgets.html")
    child = {
        "born": "2015-03-14", "moved": "2020-12-01", "lives": "One parent", "urgency": "High", "siblings": True, "seen": "yes",
        "needs": ["Housing", "Health"], "nick": "Bo", "note": "A note\nof two", "story": "A story\nof two", "ward": "Barnhill",
        "town": "Hayes", "at": "2026-11-20T14:55", "short": "abc", "name": "Ann", "age": 11, "mother": "1", "father": "2",
        "gp": "Acorn", "school": "Oak",
    }  # fmt: skip

    result = robot.fill({"child": child}, screen)

    assert result.outcome is FillOutcome.DRAFT_SAVED, result.stopped_at
    held = json.loads(robot._browsing.page.inner_text("#held"))
    assert held == {
        "d1": "14", "d2": "3", "d3": "2015", "m1": "01", "m2": "December", "m3": "2020", "lives": "2", "seen": "on",
        "needs": "Housing|Health", "nick": "Bo", "town": "Hayes", "at": "14:55", "started": "2026-11-20T14:55", "short": "abc",
        "n0": "Ann", "a0": "11", "phone_m": "1", "phone_f": "2", "urgency": "High", "siblings": "true", "note": "A note\nof two",
        "ward": "Barnhill", "story": "A story\nof two", "framed": "Acorn", "school": "school:Oak:abc", "worker": "J. Okafor",
    }  # fmt: skip


def test_a_stock_django_admin_needs_a_map_and_no_code(robot, admin_url):
    screen = screenmap.load(HERE / "django-admin.yaml", admin_url)
    record = {
        "mark": "PR-A-1",
        "child": {
            "surname": "O'Neill",
            "forename": "Seán",
            "date_of_birth": "2015-03-14",
            "school": "Oakfield Special School",
        },
        "contact": {
            "received": "2026-11-20T14:55",
            "grade": "High",
            "consent": True,
            "agencies": ["Police", "Health visiting"],
            "informed": ["Housing", "Police"],
            "reason": "One\nTwo",
            "people": [
                {"name": "Ann", "relationship": "Mother", "born": "1990-02-03", "agency": "Police"},
                {"name": "Bob", "relationship": "Father"},
                {"name": "Cy", "relationship": "Other", "agency": "Housing"},
            ],
            "notes": [{"title": "one", "text": "text"}, {"title": "two", "text": "text\nmore"}],
        },
    }

    first, second = robot.fill(record, screen), robot.fill(record, screen)

    assert (first.outcome, first.reference, first.verified) == (FillOutcome.DRAFT_SAVED, "1", True), first.stopped_at
    assert len(first.fields) == 26
    assert (second.outcome, second.reference, second.verified) == (FillOutcome.ALREADY_THERE, "1", True)


def test_a_label_that_stands_twice_stops_with_the_candidates(robot, forms, tmp_path):
    path = tmp_path / "twice.yaml"
    path.write_text(f"screen: twice\nurl: {forms}/widgets.html\nwait_s: 1\nform:\n  - fill: {{Phone: phone}}\n")

    result = robot.fill({"phone": "1"}, screenmap.load(path))

    assert (
        "The label 'Phone' stands at 2 fields: 1. text under 'Mother', 2. text under 'Father'"
        in result.stopped_at.reason
    )


def test_a_label_that_is_gone_stops_with_the_nearest(robot, forms, tmp_path):
    path = tmp_path / "gone.yaml"
    path.write_text(f"screen: gone\nurl: {forms}/widgets.html\nwait_s: 1\nform:\n  - fill: {{Nick name: name}}\n")

    result = robot.fill({"name": "Bo"}, screenmap.load(path))

    assert "There is no field labelled 'Nick name'." in result.stopped_at.reason


def test_an_option_that_is_missing_is_a_persons_task(robot, forms, tmp_path):
    path = tmp_path / "option.yaml"
    path.write_text(f"screen: option\nurl: {forms}/widgets.html\nwait_s: 1\nform:\n  - fill: {{Needs: needs}}\n")

    result = robot.fill({"needs": "Transport"}, screenmap.load(path))

    assert result.stopped_at.reason == "Needs: the screen does not offer this option (3 others)."
