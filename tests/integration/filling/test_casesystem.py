"""The pretend case system itself, over HTTP: what it keeps, counts and refuses."""

from __future__ import annotations

import json
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

import pytest

from sandbox.casesystem.drafts import Drafts
from sandbox.casesystem.manners import Manners, Switchboard, from_text
from sandbox.casesystem.people import Register
from sandbox.casesystem.serve import running
from sandbox.casesystem.signin import Account, Door
from sandbox.casesystem.site import Site

PERSON = {
    "case_id": "1",
    "forename": "Ann",
    "surname": "Bell",
    "date_of_birth": "2015-01-02",
    "restricted": "N",
    "merged_into": "",
}


class Visitor:
    def __init__(self, url):
        self.url = url
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path):
        return self.opener.open(self.url + path, timeout=10).read().decode()

    def post(self, path, **form):
        return self.opener.open(self.url + path, urllib.parse.urlencode(form).encode(), timeout=10).read().decode()

    def sign_in(self):
        self.post("/sign-in", login="robot")
        self.post("/sign-in", password="pw")
        return self.post("/sign-in", answer="green")


@pytest.fixture
def system(tmp_path):
    drafts = Drafts(tmp_path / "drafts.sqlite")
    site = Site(Register([PERSON]), Door([Account("robot", "pw", "green", "marigold")]), drafts, Switchboard(Manners()))
    with running(site) as up:
        yield up


@pytest.fixture
def visitor(system):
    one = Visitor(system.url)
    one.sign_in()
    return one


FORM = {
    "contact_date_day": "1", "contact_date_month": "2", "contact_date_year": "2026", "channel": "Email", "source": "6 - Police",
    "reason": "r", "forename": "Ann", "surname": "Bell", "gender": "Female", "external_ref": "PR-1", "agency_ref": "A1",
}  # fmt: skip


def test_nothing_is_seen_before_the_sign_in(system):
    assert "<h1>Sign in</h1>" in Visitor(system.url).get("/worktray")


def test_a_wrong_password_begins_again(system):
    newcomer = Visitor(system.url)
    newcomer.post("/sign-in", login="robot")

    assert "Login ID" in newcomer.post("/sign-in", password="other")


def test_a_draft_is_kept_and_counted(visitor, system, tmp_path):
    visitor.post("/contacts/save", **FORM)

    assert json.loads(visitor.get("/count")) == {"drafts": 1, "finalised": 0, "by_external_reference": {"PR-1": 1}}
    assert Drafts(tmp_path / "drafts.sqlite").all()[0].answers["surname"] == "Bell"


def test_a_mandatory_field_is_asked_for(visitor):
    page = visitor.post("/contacts/save", **(FORM | {"gender": ""}))

    assert "Gender is mandatory." in page
    assert json.loads(visitor.get("/count"))["drafts"] == 0


@pytest.mark.parametrize(
    ("given", "refused"), [({"surname": ""}, 0), ({"forename": ""}, 0), ({"surname": "", "forename": ""}, 2)]
)
def test_one_name_of_two_is_enough(visitor, given, refused):
    page = visitor.post("/contacts/save", **(FORM | given))

    assert page.count("name is mandatory.") == refused
    assert json.loads(visitor.get("/count"))["drafts"] == (not refused)


def test_a_duplicate_is_asked_about(visitor):
    visitor.post("/contacts/save", **FORM)

    assert "Possible duplicate contact" in visitor.post("/contacts/save", **(FORM | {"external_ref": "PR-2"}))


def test_nothing_is_finalised_without_an_outcome(visitor):
    visitor.post("/contacts/save", **FORM)

    assert "cannot be finalised without an outcome" in visitor.post("/contacts/C700001/finalise")


def test_a_second_sign_in_ends_the_first_session(visitor, system):
    Visitor(system.url).sign_in()

    assert "<h1>Sign in</h1>" in visitor.get("/worktray")


def test_an_unknown_manner_is_refused():
    with pytest.raises(ValueError, match="no manner is called 'rude'"):
        from_text("rude")


def test_manners_are_read_from_words():
    assert from_text("letters,idle=20,version=2") == Manners(letters=True, idle=20, version=2)
