"""What the robot promises whoever trusts it with a case system, against a real browser and the pretend system."""

from __future__ import annotations

from dataclasses import replace

import pytest

from filling.map.screen import Submit
from filling.robot import Rehearsal, Robot
from postroom.filling import Approval, FillOutcome, StopKind, digest_of
from tests.functional.filling.conftest import SECRETS


def held(system):
    return [one.answers for one in system.site.drafts.all()]


def test_a_draft_is_saved_and_read_back(robot, screen, system, record):
    result = robot.fill(record, screen)

    assert result.outcome is FillOutcome.DRAFT_SAVED
    assert result.verified
    assert result.reference == system.site.drafts.all()[0].reference
    [draft] = held(system)
    assert (draft["surname"], draft["category"], draft["external_ref"]) == ("Marsh", "Checks- MP", "PR-TEST-1")
    assert draft["people_1_forename"] == "Ann"


def test_a_second_run_finds_the_first(robot, screen, system, record):
    first = robot.fill(record, screen)

    second = robot.fill(record, screen)

    assert second.outcome is FillOutcome.ALREADY_THERE
    assert second.reference == first.reference
    assert second.verified
    assert len(held(system)) == 1


def test_nothing_is_finalised_without_the_maps_word(robot, screen, system, record):
    result = robot.fill(record, screen, Approval("A. Officer", digest_of(record)))

    assert result.outcome is FillOutcome.STOPPED
    assert "does not allow" in result.stopped_at.reason
    assert held(system) == []


def test_nothing_is_submitted_that_nobody_approved(robot, screen, system, record):
    allowed = replace(screen, submit=replace(screen.submit, allowed=True))
    other_values = Approval("A. Officer", digest_of({**record, "mark": "PR-OTHER"}))

    result = robot.fill(record, allowed, other_values)

    assert result.outcome is FillOutcome.STOPPED
    assert held(system) == []


def test_approved_values_are_submitted(robot, screen, system, record):
    record["contact"]["outcome"] = "Send to MASH"
    allowed = replace(screen, submit=Submit(screen.submit.step, allowed=True))

    result = robot.fill(record, allowed, Approval("A. Officer", digest_of(record)))

    assert result.outcome is FillOutcome.SUBMITTED
    assert system.site.drafts.all()[0].status == "finalised"


def test_no_outcome_is_picked_that_no_person_chose(robot, screen, system, record):
    robot.fill(record, screen)

    assert held(system)[0]["outcome"] == ""


def test_a_known_persons_details_stay_as_they_are(robot, screen, system, record):
    record["match"]["case_id"] = "100001"
    record["child"] |= {"forename": "Sofie", "postcode": "UB3 9ZZ"}

    result = robot.fill(record, screen)

    [draft] = held(system)
    assert (draft["forename"], draft["postcode"], draft["carry_over"]) == ("Sophie", "UB1 0JU", "")
    kept = {field.name: (field.wanted, field.read_back) for field in result.fields if field.kept}
    assert kept == {"Forename": ("Sofie", "Sophie"), "Postcode": ("UB3 9ZZ", "UB1 0JU")}
    assert result.verified


def test_a_tick_that_carries_over_is_never_left_on(robot, screen, system, record):
    record["match"]["case_id"] = "100001"
    forgetful = replace(screen, form=tuple(step for step in screen.form if step.when is None))

    result = robot.fill(record, forgetful)

    assert result.stopped_at.kind is StopKind.BUSINESS
    assert "Update the person's record" in result.stopped_at.reason
    assert held(system) == []


def test_a_value_that_the_system_filled_in_stops_by_default(robot, screen, system, record):
    record["match"]["case_id"] = "100001"
    record["child"]["forename"] = "Sofie"
    strict = [replace(one, when_filled=type(one.when_filled)("stop")) for one in screen.form[3].action.fields]
    careful = replace(
        screen,
        form=(
            *screen.form[:3],
            replace(screen.form[3], action=replace(screen.form[3].action, fields=tuple(strict))),
            *screen.form[4:],
        ),
    )

    result = robot.fill(record, careful)

    assert result.stopped_at.reason.startswith("Forename: the system has filled this in")
    assert held(system) == []


def test_a_difference_is_reported_field_by_field(robot, screen, system, record):
    system.site.switches.switch(mangle=1)

    result = robot.fill(record, screen)

    assert result.outcome is FillOutcome.DRAFT_SAVED
    assert not result.verified
    assert result.differing == ("Surname",)
    assert [(one.wanted, one.read_back) for one in result.fields if not one.same] == [("Marsh", "Mar")]


def test_a_draft_is_brought_to_what_was_approved(robot, screen, system, record):
    robot.fill(record, screen)
    record["contact"] |= {"outcome": "Send to MASH", "category": "Neglect"}

    plain = robot.fill(record, screen)
    revised = robot.fill(record, screen, revise=True)

    assert plain.differing == ("Category", "Contact outcome")
    assert revised.verified
    assert [draft["outcome"] for draft in held(system)] == ["Send to MASH"]


def test_a_changed_screen_stops_before_anything_is_typed(robot, screen, system, record):
    system.site.switches.switch(version=2)
    robot._canary_sang.clear()

    result = robot.fill(record, screen)

    assert result.stopped_at.kind is StopKind.APPLICATION
    assert "There is no field labelled 'Surname'" in result.stopped_at.reason
    assert held(system) == []
    system.site.switches.switch(version=1)
    assert robot.fill(record, screen).verified


def test_a_rehearsal_saves_nothing(screen, system, record):
    with Robot(SECRETS, rehearsal=Rehearsal(slow_ms=0)) as rehearsing:
        result = rehearsing.fill(record, screen)

    assert result.stopped_at
    assert "rehearsal" in result.stopped_at.reason
    assert {field.name for field in result.fields if field.same} >= {"Surname", "Category"}
    assert held(system) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"sex": ""}, "Gender: the form needs it, and the record has no value."),
        (
            {"forename": "", "surname": ""},
            "Forename: the form needs it, and the record has no value. "
            "Surname: the form needs it, and the record has no value.",
        ),
        ({"nhs_number": "99900000181"}, "NHS number: the value has 11 characters, the form takes 10."),
        ({"ethnicity_code": "XXXX"}, "Ethnicity: the record's value is not on the list contact/ethnicity."),
        ({"date_of_birth": "2015-06"}, "Date of birth: the value is not a full date."),
    ],
)
def test_what_cannot_be_typed_is_a_persons_task(robot, screen, system, record, change, reason):
    record["child"] |= change

    result = robot.fill(record, screen)

    assert result.stopped_at.kind is StopKind.BUSINESS
    assert result.stopped_at.reason == reason
    assert held(system) == []


def test_files_are_attached(robot, screen, system, record, tmp_path):
    paper = tmp_path / "original.txt"
    paper.write_text("invented")
    record["attachments"] = [str(paper)]

    result = robot.fill(record, screen)

    assert result.verified
    assert system.site.drafts.all()[0].files == ("original.txt",)


@pytest.mark.parametrize(
    ("child", "held"),
    [
        ({"forename": "", "sex": "", "date_of_birth": "", "is_unborn": True, "expected_delivery_date": "2027-02-14"},
         {"forename": "Unborn", "surname": "Marsh", "gender": "Unknown", "edd_day": "14"}),
        ({"surname": ""}, {"forename": "Sophie", "surname": "", "gender": "Female"}),
    ],
    ids=["unborn", "one name"],
)  # fmt: skip
def test_children_without_all_names_are_drafted_by_the_maps_rules(robot, screen, system, record, child, held):
    record["child"] |= child

    result = robot.fill(record, screen)

    [draft] = [one.answers for one in system.site.drafts.all()]
    assert result.verified
    assert {name: draft[name] for name in held} == held


def test_a_rule_for_the_unborn_is_not_used_for_others(robot, screen, system, record):
    record["child"]["forename"] = ""

    assert robot.fill(record, screen).verified
    assert [draft["forename"] for draft in held(system)] == [""]
