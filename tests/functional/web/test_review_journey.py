"""What good looks like: a triage officer and the report that came in two minutes ago."""

import pytest

from postroom.matching import Outcome
from postroom.states import ContactState
from records import store
from records.models import Heartbeat
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def waits_until(desk, words):
    desk.page.get_by_text(words).first.wait_for()


def test_a_red_report_is_reviewed_by_keyboard_alone(desk):
    factories.account("tessa", "triage")
    contact = factories.drafted_contact()
    calm = factories.read_contact(*factories.merlin("26PAC104555", brag="green"), minutes_ago=300)
    store.take_decisions(calm, [factories.decision(Outcome.NONE)] * 2, factories.ROBOT)
    factories.write_drafts(calm)
    store.beat(Heartbeat.Kind.WORKER, "worker-1")
    store.beat(Heartbeat.Kind.MAILBOX, "mailbox")

    desk.sign_in("tessa")
    waits_until(desk, "2 contacts waiting")
    desk.check()
    desk.picture("worktray")
    assert desk.page.locator(".app-tray__row").first.inner_text().startswith("1 hour")

    desk.press("Enter")  # the red report is first
    waits_until(desk, "5 points")
    desk.check()

    desk.press("Enter")  # to the first open point: the boy, whose record is proposed
    assert desk.focused().startswith("Yes, this is the child")
    desk.picture("match")
    desk.press("Enter")
    waits_until(desk, "4 points")

    assert desk.focused().startswith("It is right")  # his date of birth, lit up on the page it came from
    assert desk.page.locator("#box-children-0-date_of_birth.is-lit").count() == 1
    desk.picture("review")
    desk.press("Enter")
    waits_until(desk, "3 points")

    assert desk.focused().startswith("A new child")  # his sister: nothing is chosen for the officer
    assert desk.page.get_by_role("radio", name="A new child").is_checked() is False
    desk.press("Space", "Enter")
    waits_until(desk, "2 points")

    assert desk.focused().startswith("Fill it in")  # a code that could not be read
    desk.press("Enter")
    desk.page.get_by_label("Ethnicity").wait_for()
    assert desk.page.locator("#box-children-1-ethnicity_code.is-lit").count() == 1
    desk.check()
    desk.page.get_by_label("Ethnicity").select_option("BAFR")
    desk.page.get_by_role("button", name="Save", exact=True).click()
    waits_until(desk, "1 point")

    assert desk.focused().startswith("It is right")
    desk.press("Enter")
    waits_until(desk, "Every point is settled.")
    assert desk.focused().startswith("Category")
    desk.page.get_by_label("Category", exact=True).fill("violence")
    found = desk.page.get_by_role("listbox").first.get_by_role("option").all_inner_texts()
    assert found and all("violence" in each.casefold() for each in found)
    desk.choose("Category", "Domestic Incident Notification")
    desk.choose("Outcome", "Send to MASH")
    desk.picture("decision")
    desk.page.get_by_role("button", name="Approve").click()
    waits_until(desk, "Approved. The robot brings the drafts to exactly these values")
    assert desk.focused() == "Next contact in the worktray"
    desk.check()

    contact.refresh_from_db()
    assert contact.state == ContactState.APPROVED
    approved = store.frozen_values(contact)
    assert approved["children[1].ethnicity_code"] == "BAFR"
    assert [child.settled_as for child in contact.children.all()] == ["C104233", "new"]


def test_a_key_that_is_held_down_settles_nothing(desk):
    factories.account("tessa", "triage")
    contact = factories.drafted_contact()
    desk.sign_in("tessa")
    desk.open(f"/contacts/{contact.ulid}/")
    desk.press("Enter")

    desk.page.evaluate(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', repeat: true, bubbles: true, cancelable: true}))"
    )

    assert desk.page.locator("#progress").inner_text().startswith("5 points")


def test_letters_work_only_in_an_open_point_and_never_while_typing(desk):
    factories.account("tessa", "triage")
    contact = factories.drafted_contact()
    desk.sign_in("tessa")
    desk.open(f"/contacts/{contact.ulid}/")

    desk.press("e", "j")
    assert desk.page.locator("[data-editing]").count() == 0
    desk.press("Enter", "j")
    assert desk.focused().startswith("It is right")
    desk.press("e")
    desk.page.get_by_role("group", name="Date of birth").wait_for()
    assert desk.focused() == "Day"
    desk.press("k")
    assert desk.focused() == "Day"
    desk.press("Escape")  # leaves it as it was
    desk.page.locator("[data-editing]").wait_for(state="detached")
    assert desk.focused().startswith("It is right")


def test_a_wrong_date_is_refused_where_it_was_typed(desk):
    factories.account("tessa", "triage")
    contact = factories.drafted_contact()
    desk.sign_in("tessa")
    desk.open(f"/contacts/{contact.ulid}/")
    desk.act("Correct it", "Date of birth")
    desk.page.get_by_label("Day").fill("31")
    desk.page.get_by_label("Month").fill("2")
    desk.page.get_by_role("button", name="Save", exact=True).click()

    waits_until(desk, "Date of birth must be a real date")
    desk.check()
    assert desk.page.get_by_label("Day").input_value() == "31"
    assert desk.page.locator("#reading").count() == 1


def test_the_drafts_appear_by_themselves_and_leave_a_choice_alone(desk):
    factories.account("tessa", "triage")
    contact = factories.matched_contact()
    desk.sign_in("tessa")
    desk.open(f"/contacts/{contact.ulid}/")
    waits_until(desk, "Waiting for the robot to write the drafts.")
    desk.choose("Category", "Neglect")

    factories.write_drafts(contact)

    waits_until(desk, "The drafts stand in the case system")
    assert desk.page.get_by_label("Category").input_value() == "Neglect"


def test_all_of_it_works_without_scripts(plain_desk):
    desk = plain_desk
    factories.account("tessa", "triage")
    contact = factories.drafted_contact()
    desk.sign_in("tessa")
    desk.open(f"/contacts/{contact.ulid}/")

    desk.act("Show on page 1", "Date of birth")
    assert desk.page.url.endswith("#box-children-0-date_of_birth")
    desk.act("It is right", "Date of birth")
    desk.act("Yes, this is the child", "Amir")
    desk.page.get_by_role("radio", name="A new child").check()
    desk.act("Save my choice", "Adaeze")
    desk.act("Fill it in", "Ethnicity")
    desk.page.get_by_label("Ethnicity").select_option("BAFR")
    desk.page.get_by_role("button", name="Save").click()
    desk.act("It is right", "Relationship")
    desk.page.get_by_label("Category").select_option("Neglect")
    desk.page.get_by_label("Outcome").select_option("Send to MASH")
    desk.page.get_by_role("button", name="Approve").click()

    contact.refresh_from_db()
    assert contact.state == ContactState.APPROVED


def test_a_masked_contact_is_opened_with_a_reason(desk):
    factories.account("tessa", "triage")
    contact = factories.read_contact(*factories.merlin(sensitive=True))
    desk.sign_in("tessa")
    desk.open(f"/contacts/{contact.ulid}/")
    desk.check()
    desk.picture("masked")

    desk.page.get_by_label("Why do you need to see it?").fill("I am on duty for this family today.")
    desk.page.get_by_label("Your password, once more").fill(factories.PASSWORD)
    desk.page.get_by_role("button", name="Open it").click()

    waits_until(desk, "You opened what is masked for others.")
    desk.check()


def test_nothing_typed_is_lost_when_the_session_ended_meanwhile(desk):
    factories.account("tessa", "triage")
    contact = factories.drafted_contact()
    desk.sign_in("tessa")
    desk.open(f"/contacts/{contact.ulid}/")
    desk.act("Fill it in", "Ethnicity")
    desk.page.get_by_label("Ethnicity").select_option("BAFR")
    desk.page.context.clear_cookies(name="sessionid")

    desk.page.get_by_role("button", name="Save", exact=True).click()
    waits_until(desk, "You were signed out after half an hour.")
    desk.check()
    with desk.page.context.expect_page() as other:
        desk.page.get_by_role("link", name="Sign in").click()
    there = other.value
    there.get_by_label("User name").fill("tessa")
    there.get_by_label("Password", exact=True).fill(factories.PASSWORD)
    there.get_by_role("button", name="Sign in").click()
    there.get_by_role("heading", name="contact").wait_for()

    desk.page.get_by_role("button", name="Save", exact=True).click()
    waits_until(desk, "Press the button again")
    desk.page.get_by_role("button", name="Save", exact=True).click()
    waits_until(desk, "4 points")
    assert store.standing_values(contact)["children[1].ethnicity_code"].value == "BAFR"
