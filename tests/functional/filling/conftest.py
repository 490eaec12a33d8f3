"""A pretend case system with a handful of invented people, and a robot that keeps its browser for a whole file of tests."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from filling.map import screenmap
from filling.robot import Robot
from sandbox.casesystem.drafts import Drafts
from sandbox.casesystem.manners import Manners, Switchboard
from sandbox.casesystem.people import Register
from sandbox.casesystem.serve import running
from sandbox.casesystem.signin import Account, Door
from sandbox.casesystem.site import Site

SCREENS = Path(__file__).parents[3] / "templates" / "screens"
SECRETS = {
    "POSTROOM_CASE_LOGIN": "robot1",
    "POSTROOM_CASE_PASSWORD": "invented-word",
    "POSTROOM_CASE_SECRET_ANSWER": "greenhill",
    "POSTROOM_CASE_MEMORABLE_WORD": "marigold",
    "POSTROOM_CASE_TOTP": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
}
COLUMNS = (
    "case_id",
    "forename",
    "surname",
    "date_of_birth",
    "sex",
    "address",
    "postcode",
    "family_id",
    "merged_into",
    "restricted",
)
PEOPLE = (
    ("100001", "Sophie", "Marsh", "2015-06-05", "F", "15 Silver Gardens, Southall, UB1 0JU", "UB1 0JU", "F1", "", "N"),
    ("100002", "Leo", "Marsh", "2018-02-01", "M", "15 Silver Gardens, Southall, UB1 0JU", "UB1 0JU", "F1", "", "N"),
    ("100003", "Sophie", "Marsh", "2015-06-05", "F", "", "", "", "100001", "N"),
    ("100004", "Rae", "Hidden", "2014-01-02", "F", "", "", "", "", "Y"),
)


@pytest.fixture(scope="session", autouse=True)
def beside_django():
    """Playwright's loop runs in this thread; Django's check for one would refuse the store in the tests after these."""
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="module")
def served():
    blank = dict.fromkeys(
        ("middle_names", "also_known_as", "nhs_number", "upn", "mother_name", "status", "allocated_team"), ""
    )
    people = [blank | {"expected_delivery_date": ""} | dict(zip(COLUMNS, one, strict=True)) for one in PEOPLE]
    account = Account(*SECRETS.values())
    with running(Site(Register(people), Door([account]), Drafts(), Switchboard(Manners()))) as up:
        yield up


@pytest.fixture
def system(served):
    """The pretend case system, empty and with its plain manners."""
    served.site.drafts.empty()
    served.site.switches._manners = Manners()
    return served


@pytest.fixture(scope="module")
def robot():
    with Robot(SECRETS) as one:
        yield one


@pytest.fixture
def screen(system):
    loaded = screenmap.load(SCREENS / "sandbox-contact.yaml", system.url + "/")
    return replace(loaded, wait_s=4, lock_wait_s=6, unsure_wait_s=0.5)


@pytest.fixture
def record():
    return {
        "mark": "PR-TEST-1",
        "contact": {
            "received": "2026-11-20T14:55",
            "source_code": "6",
            "category": "Checks - MP",
            "agency_reference": "26PAC104417",
            "reason": "Officers were called.\nNobody was hurt.",
            "people": [{"forename": "Ann", "surname": "Marsh", "relationship": "mother"}],
        },
        "child": {
            "forename": "Sophie",
            "surname": "Marsh",
            "date_of_birth": "2015-06-05",
            "sex": "F",
            "school": "Oakfield Special School",
        },
        "match": {"case_id": None},
        "attachments": [],
    }
