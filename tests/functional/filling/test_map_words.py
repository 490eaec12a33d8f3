"""Words of the map language, each on the page that it was made for."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml

from filling.map import screenmap
from filling.robot import Robot
from filling.signing import ordinal
from postroom.filling import FillOutcome

SAVE = "<button type=button onclick=\"document.body.insertAdjacentHTML('beforeend','<p>The form was saved</p>')\">Save</button>"
MENU = (
    """<style>nav ul{display:none} nav:hover ul{display:block}</style><nav><button type=button>Contacts</button>
<ul><li><a href="#" onclick="form.hidden=false">New contact</a></li></ul></nav><form id=form hidden onsubmit="return false">
<label>Surname <input></label>"""
    + SAVE
    + "</form>"
)
LINKS = (
    """<p><a href="#" onclick="form.hidden=false">Contact for A. Sample (PR-1)</a> <a href="#">Help</a></p>
<form id=form hidden onsubmit="return false"><label>Surname <input></label>"""
    + SAVE
    + "</form>"
)
LETTERS = """<h1>Please prove who you are</h1><form onsubmit="return false"><label>2nd letter <input maxlength=1 id=a></label>
<label>5th letter <select id=b><option>-</option><option>G</option><option>H</option></select></label>
<button type=button onclick="if (a.value + b.value === 'aG') { document.cookie = 'in=1'; location.reload(); }">Go</button></form>"""
SIGNED_IN = '<form onsubmit="return false"><label>Surname <input></label>' + SAVE + "</form>"
RELEASED = """<nav><a href="#">Contact</a> <a href="#">Child or young person</a></nav><p><a href="#">Case of Ann Sample</a></p>
<form onsubmit="return false"><label>Family name <input></label><button type=button>Keep draft</button></form>"""
WORDS = yaml.safe_load((Path(__file__).parent / "words" / "pages.yaml").read_text(encoding="utf-8"))
KEEPS = """<pre id=held hidden></pre><i id=saves hidden></i><script>
const keep = (name, what) => { sessionStorage[location.pathname + name] = JSON.stringify(what); };
const kept = (name) => JSON.parse(sessionStorage[location.pathname + name] || "null");
const tell = () => { held.textContent = JSON.stringify(kept("held")); saves.textContent = kept("saves") || 0; };
function save(what) { keep("held", what); keep("saves", (kept("saves") || 0) + 1); tell(); }
tell();</script>"""
PAGES = {"/released": RELEASED, "/menu": MENU, "/links": LINKS, "/letters": LETTERS}


class Site(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(f"<!doctype html><html lang=en-GB><body>{self.page()}".encode())

    def page(self):
        if self.path.startswith("/words/"):
            told = WORDS[unquote(self.path.removeprefix("/words/"))]
            return KEEPS + told["html"] + f"<script>{told.get('break', '')}</script>"
        return SIGNED_IN if "in=1" in self.headers.get("Cookie", "") else PAGES.get(self.path, "")

    def log_message(self, *_):
        """Says nothing."""


@pytest.fixture(scope="module")
def url():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def fill(url, page, tmp_path, **parts):
    told = {"screen": "words", "url": f"{url}{page}", "wait_s": 4, "form": [{"fill": {"Surname": "surname"}}]}
    path = tmp_path / "map.yaml"
    path.write_text(yaml.safe_dump({**told, "save": {"button": "Save", "sees": "The form was saved"}, **parts}))
    with Robot({"WORD": "marigold"}) as robot:
        return robot.fill({"surname": "Lee", "mark": "PR-1"}, screenmap.load(path))


@pytest.mark.parametrize(
    ("page", "parts"),
    [
        ("/menu", {"begin": [{"go": {"menu": "Contacts", "hover": True}}, {"go": {"link": "New contact"}}]}),
        ("/links", {"begin": [{"go": {"link": "Contact for", "begins": True}}]}),
        (
            "/letters",
            {
                "signed_out": "prove who you are",
                "sign_in": [{"letters": {"field": "{nth} letter", "secret": "WORD"}}, {"press": "Go"}],
            },
        ),
    ],
)
def test_a_word_of_the_map_does_what_it_says(url, tmp_path, page, parts):
    result = fill(url, page, tmp_path, **parts)

    assert result.outcome is FillOutcome.DRAFT_SAVED, result.stopped_at


@pytest.fixture(scope="module")
def robot():
    with Robot({}) as one:
        yield one


@pytest.mark.parametrize("name", WORDS)
def test_the_map_s_words_on_pages_that_were_made_for_them(robot, url, tmp_path, name):
    told, path = WORDS[name], tmp_path / "map.yaml"
    path.write_text(yaml.safe_dump({"screen": "words", "url": f"{url}/words/{name}", "wait_s": 1.5, **told["map"]}))

    result = robot.fill(told.get("record", {"surname": "Lee"}), screenmap.load(path))

    if "stops" in told:
        reason, kind = told["stops"]
        assert reason in result.stopped_at.reason
        assert result.stopped_at.kind == kind
        assert not robot._browsing or robot._browsing.page.text_content("#saves") == "0"
        return
    assert result.outcome == told.get("outcome", "draft_saved"), result.stopped_at
    assert not result.differing
    if "held" in told:
        assert robot._browsing.page.text_content("#saves") == "1"
        assert json.loads(robot._browsing.page.text_content("#held")) == told["held"]


def test_the_beginning_of_a_link_s_words_must_be_said_to_be_one(url, tmp_path):
    result = fill(url, "/links", tmp_path, begin=[{"go": {"link": "Contact for"}}])

    assert "nothing to press" in result.stopped_at.reason


def test_a_canary_tells_all_that_changed_at_once_and_what_is_there_instead(url, tmp_path):
    form = [{"fill": {"Surname": "surname"}}, {"go": {"tab": "Details"}}, {"fill": {"School": "school"}}]
    form += [{"go": {"link": "Contact"}}, {"fill": {"Family name": "surname"}}]

    reason = fill(url, "/released", tmp_path, canary=[{"open": "/released"}], form=form).stopped_at.reason

    assert "3 steps find a change" in reason
    assert "no field labelled 'Surname'" in reason
    assert "nothing to press called 'Details'; the page has Contact, Child or young person, Keep draft." in reason
    assert "behind it was not looked at" in reason
    assert "nothing to press called 'Save'" in reason
    assert "School" not in reason  # on a page that was not reached: nothing is known of it
    assert "Sample" not in reason  # links in running text are about people


@pytest.mark.parametrize(
    ("place", "said"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (21, "21st")]
)
def test_places_as_pages_print_them(place, said):
    assert ordinal(place) == said
