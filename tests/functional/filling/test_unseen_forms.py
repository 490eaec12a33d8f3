"""Forms that were written without a look at how the robot finds fields: each page says itself what it holds after the save."""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlparse

import pytest
import yaml

from filling.map import screenmap
from filling.robot import Robot
from postroom.filling import FillOutcome

HERE = Path(__file__).parent / "unseen"
LIBRARIES = Path(__file__).parents[3] / "node_modules"
TYPES = {".js": "text/javascript", ".css": "text/css"}
PAGES = {name: page for file in sorted(HERE.glob("*.yaml")) for name, page in yaml.safe_load(file.read_text()).items()}
TOWNS = ("Hayes End", "Hayes", "Hayes Town", "Harlington", "Harefield")
FRAME = """<!doctype html><meta charset=utf-8><style>body {{ font: 15px arial }}</style><form onsubmit="return false" id=form>{html}</form>
<p><button type=button onclick="tell()">Save the form</button></p><pre id=held hidden></pre><script>
function roots(root) {{ return [root, ...[...root.querySelectorAll("*")].flatMap((one) => one.shadowRoot ? roots(one.shadowRoot) : one.tagName === "IFRAME" ? roots(one.contentDocument) : [])]; }}
function value(one) {{
  if (one.dataset.value !== undefined) return one.dataset.value;
  if (one.dataset.all) return [...one.options].map((option) => option.text).sort().join("|");
  if (one.type === "checkbox") return one.checked;
  if (one.type === "file") return [...one.files].map((file) => file.name).join("|");
  for (const state of ["aria-checked", "aria-pressed"]) if (one.hasAttribute(state)) return one.getAttribute(state) === "true";
  return one.isContentEditable ? one.innerText.trim() : one.value;
}}
function tell() {{
  const held = {{}};
  for (const root of roots(document)) for (const one of root.querySelectorAll("[data-key]")) if (one.type !== "radio") held[one.dataset.key] = value(one); else if (one.checked) held[one.dataset.key] = one.value;
  document.getElementById("held").textContent = JSON.stringify(held); document.getElementById("held").hidden = false;
  document.body.insertAdjacentHTML("beforeend", "<p>The form was saved</p>");
}}
</script>"""


class Site(BaseHTTPRequestHandler):
    def do_GET(self):
        place = urlparse(self.path)
        if place.path == "/suggest":
            time.sleep(0.2)
            typed = parse_qs(place.query).get("q", [""])[0].casefold()
            body, kind = json.dumps([town for town in TOWNS if town.casefold().startswith(typed)]), "application/json"
        elif place.path.startswith("/lib/"):
            self.send_library(LIBRARIES / unquote(place.path.removeprefix("/lib/")))
            return
        else:
            page = PAGES.get(unquote(place.path[1:]))
            body, kind = FRAME.format(html=page["html"]) if page else "", "text/html; charset=utf-8"
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body.encode())

    def send_library(self, file):
        """A file of the widget libraries, as npm installed them."""
        self.send_response(200 if file.is_file() else 404)
        self.send_header("Content-Type", TYPES.get(file.suffix, "application/octet-stream"))
        self.end_headers()
        self.wfile.write(file.read_bytes() if file.is_file() else b"")

    def log_message(self, *_):
        """Says nothing."""


@pytest.fixture(scope="module")
def url():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def robot():
    with Robot({}) as one:
        yield one


def steps_of(page):
    if "attach" in page:
        return [{"attach": page["attach"]}]
    return page.get("steps") or [{"fill": page["fill"]}]


def paths_in(steps):
    """Every path that a map's fields name: where a page brings no record, each path says its own name."""
    for step in steps:
        for field in step.get("fill", {}).values():
            yield field["value"] if isinstance(field, dict) else field


def filled(robot, name, url, tmp_path):
    page = PAGES[name]
    steps = steps_of(page)
    paper = tmp_path / "paper.txt"
    paper.write_text("invented")
    record = page.get("record") or {path: f"{path}!" for path in paths_in(steps)}
    path = tmp_path / "map.yaml"
    journey = {"screen": "unseen", "url": f"{url}/{name}", "wait_s": 4, "form": steps}
    path.write_text(yaml.safe_dump(journey | {"save": {"button": "Save the form", "sees": "The form was saved"}}))
    return robot.fill({**record, "file": str(paper)}, screenmap.load(path)), record


@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if "refuse" not in page])
def test_an_unseen_form_is_filled_right(robot, url, tmp_path, name):
    result, record = filled(robot, name, url, tmp_path)

    assert result.outcome is FillOutcome.DRAFT_SAVED, result.stopped_at
    assert json.loads(robot._browsing.page.inner_text("#held")) == PAGES[name].get("held", record)
    assert not result.differing


@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if "refuse" in page])
def test_what_could_go_wrong_is_refused_and_says_why(robot, url, tmp_path, name):
    result, _ = filled(robot, name, url, tmp_path)

    assert result.outcome is FillOutcome.STOPPED
    assert PAGES[name]["refuse"] in result.stopped_at.reason
