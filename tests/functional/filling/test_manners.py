"""The robot among the manners of real case systems: each switched on by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from filling.map.fields import Target
from filling.map.steps import Open, Press, Step
from filling.page.pictures import SealedFolder
from filling.robot import Robot
from postroom.filling import FillOutcome, StopKind
from tests.functional.filling.conftest import SECRETS


def drafts(system):
    return system.site.drafts.all()


@pytest.mark.parametrize(
    "manners",
    [{"letters": True}, {"totp": True}, {"letters": True, "totp": True}],
    ids=["letters of a memorable word", "time-based code", "both"],
)
def test_the_sign_in_is_passed(screen, system, record, manners):
    system.site.switches.switch(**manners)

    with Robot(SECRETS) as newcomer:
        result = newcomer.fill(record, screen)

    assert result.verified


@pytest.mark.parametrize(
    ("manners", "secrets", "reason"),
    [
        ({"expired": True}, {}, "password has expired"),
        ({}, {"POSTROOM_CASE_PASSWORD": "wrong"}, "does not accept the robot's login ID or password"),
        ({}, {"POSTROOM_CASE_SECRET_ANSWER": "wrong"}, "does not accept the robot's secret answer"),
    ],
    ids=["expired password", "wrong password", "wrong answer"],
)
def test_a_sign_in_that_needs_a_person_stops(screen, system, record, manners, secrets, reason):
    system.site.switches.switch(**manners)

    with Robot(SECRETS | secrets) as newcomer:
        result = newcomer.fill(record, screen)

    assert result.stopped_at
    assert result.stopped_at.kind is StopKind.BUSINESS
    assert reason in result.stopped_at.reason


@pytest.mark.parametrize(
    "manners",
    [
        {"postback": True},
        {"unsaved_dialog": True},
        {"locked": 2},
        {"lose_session": 1},
        {"lose_session_at_save": 1},
        {"error_after_save": 1},
        {"slow": 0.2},
    ],
    ids=lambda manners: next(iter(manners)),
)
def test_exactly_one_verified_draft_comes_of_it(robot, screen, system, record, manners):
    robot.fill({**record, "mark": "PR-WARM"}, screen)  # signed in, canary sung: the manner meets the journey itself
    system.site.drafts.empty()
    system.site.switches.switch(**manners)

    result = robot.fill(record, screen)

    assert result.outcome is FillOutcome.DRAFT_SAVED, result.stopped_at
    assert result.verified
    assert len(drafts(system)) == 1


@pytest.mark.parametrize(
    ("manners", "kind", "reason"),
    [
        ({"maintenance": True}, StopKind.APPLICATION, "closed for maintenance"),
        ({"unavailable": 9}, StopKind.APPLICATION, "Service Unavailable"),
        ({"error_before_save": 1}, StopKind.APPLICATION, "not known whether the draft was saved"),
        ({"locked": 99}, StopKind.APPLICATION, "being edited by another user"),
    ],
    ids=["maintenance", "503", "500 before the save", "locked for long"],
)
def test_what_time_may_mend_is_said_so(robot, screen, system, record, manners, kind, reason):
    robot.fill({**record, "mark": "PR-WARM"}, screen)
    system.site.drafts.empty()
    system.site.switches.switch(**manners)

    result = robot.fill(record, screen)

    assert (result.stopped_at.kind, len(drafts(system))) == (kind, 0)
    assert reason in result.stopped_at.reason


def test_a_warning_of_duplicates_is_a_persons_task(robot, screen, system, record):
    robot.fill(record, screen)

    result = robot.fill({**record, "mark": "PR-TEST-2"}, screen)

    assert result.stopped_at.kind is StopKind.BUSINESS
    assert "Possible duplicate contact" in result.stopped_at.reason
    assert len(drafts(system)) == 1


@pytest.mark.parametrize(("case_id", "reason"), [("100003", "merged into"), ("100004", "Search results")])
def test_a_record_that_is_not_open_to_it_is_left(robot, screen, system, record, case_id, reason):
    record["match"]["case_id"] = case_id

    result = robot.fill(record, screen)

    assert result.outcome is FillOutcome.STOPPED
    assert drafts(system) == []


def test_an_idle_session_is_signed_in_again(robot, screen, system, record):
    robot.fill({**record, "mark": "PR-WARM"}, screen)
    system.site.drafts.empty()
    system.site.door.leave_all()

    assert robot.fill(record, screen).verified


def test_a_killed_browser_is_started_again(robot, screen, system, record):
    robot.fill({**record, "mark": "PR-WARM"}, screen)
    system.site.drafts.empty()
    robot._browsing._browser.close()

    assert robot.fill(record, screen).verified


def test_the_systems_own_search_shows_who_is_there(robot, screen, system, record):
    found = robot.search_person(record, screen)

    assert [one.case_id for one in found] == ["100001", "100003"]
    assert dict(found[1].shown)["status"] == "Merged into 100001"


def test_a_denied_record_may_exist(robot, screen, system, record):
    record["child"] = {"surname": "Hidden", "date_of_birth": "2014-01-02"}

    [found] = robot.search_person(record, screen)

    assert (found.case_id, found.may_exist, found.shown) == (None, True, ())


def test_nobody_found_is_an_empty_answer(robot, screen, system, record):
    record["child"] = {"surname": "Nobody"}

    assert robot.search_person(record, screen) == []


@pytest.fixture
def by_pop_up(screen, system):
    """The map of a system whose person search comes up in a window of its own."""
    system.site.switches.switch(popup=True)
    find = Press(Target("Find a person", "button"), opens_window=True)
    opened = (Step("start", Open("/contacts/start")), Step("find", find))
    search = screen.person_search
    return replace(
        screen, person_search=replace(search, steps=opened + search.steps[1:], by_id=opened + search.by_id[1:])
    )


def test_a_search_in_a_pop_up_shows_duplicates_and_merged_records(robot, by_pop_up, record):
    found = robot.search_person(record, by_pop_up)

    assert [(one.case_id, one.merged_into) for one in found] == [("100001", None), ("100003", "100001")]


@pytest.mark.parametrize(
    ("case_id", "told"),
    [
        ("100002", [("100002", False, None)]),
        ("100003", [("100003", False, "100001")]),
        ("100004", [(None, True, None)]),
        ("999999", []),
    ],
    ids=["there", "merged", "restricted", "gone"],
)
def test_the_record_that_was_chosen_is_looked_at_in_a_pop_up(robot, by_pop_up, record, case_id, told):
    record["match"]["case_id"] = case_id

    found = robot.search_person(record, by_pop_up, by_id=True)

    assert [(one.case_id, one.may_exist, one.merged_into) for one in found] == told


def test_a_draft_is_made_after_a_search_in_a_pop_up(robot, by_pop_up, system, record):
    record["child"] |= {"surname": "Newcomer"}

    assert robot.search_person(record, by_pop_up) == []
    assert robot.fill(record, by_pop_up).verified
    assert robot._browsing.windows == 1


def test_an_unknown_second_factor_calls_for_a_person(screen, system, record):
    code = "Authentication code"
    strange = replace(screen, wait_s=1, sign_in=tuple(one for one in screen.sign_in if code not in str(one.action)))
    system.site.switches.switch(totp=True)

    with Robot(SECRETS) as newcomer:
        result = newcomer.fill(record, strange)

    assert result.stopped_at
    assert result.stopped_at.step.startswith("sign in")
    assert drafts(system) == []


def test_an_unknown_secret_question_calls_for_a_person(screen, system, record, monkeypatch):
    monkeypatch.setattr("sandbox.casesystem.site.QUESTION", "What was the name of your first pet?")

    with Robot(SECRETS) as newcomer:
        result = newcomer.fill(record, screen)

    assert result.stopped_at
    assert result.stopped_at.kind is StopKind.BUSINESS
    assert "a secret question that the screen map does not know" in result.stopped_at.reason


def test_a_picture_of_where_it_stopped_is_sealed(screen, system, record, tmp_path):
    from cryptography.fernet import Fernet

    folder = SealedFolder(tmp_path, Fernet.generate_key().decode())
    record["child"]["sex"] = ""

    with Robot(SECRETS, pictures=folder) as newcomer:
        result = newcomer.fill(record, screen)

    assert result.stopped_at
    name = str(result.stopped_at.picture)
    assert folder.open(name).startswith(b"\x89PNG")
    assert b"PNG" not in (tmp_path / name).read_bytes()[:64]
