"""The whole line with real parts: a mail in the mailbox becomes an approved draft, by way of a real browser.

Redis, Dovecot, the workers, the robot's Chromium, the pages and the pretend case system run as `make demo` runs them.
"""

import json
import urllib.request

import pytest
from playwright.sync_api import expect

from sandbox.demo.house import House
from sandbox.demo.post import sample_mails
from tests.functional.conftest import Desk

pytestmark = pytest.mark.timeout(600)
MAIL = "m2-siblings"
ARRIVES_S = 180_000  # milliseconds for the browser to wait, on a machine that does other things as well


@pytest.fixture
def house(tmp_path):
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)  # Dovecot's own accounts walk down to the mail
    house = House(tmp_path / "house")
    try:
        house.prepare()
        house.start_outside()
        house.await_port(house.ports.redis)
        house.await_port(house.ports.case_system)
        house.start_line()
        house.manage("create_account", "tessa:triage", "omar:ops", POSTROOM_NEW_PASSWORD=house.secret)
        house.await_pages()
        yield house
    finally:
        house.stop()


@pytest.fixture
def desk(browser, house):
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    at = Desk(context.new_page(), house.web_address)
    at.sign_in("tessa", house.secret)
    yield at
    context.close()
    assert at.complaints == []


def drafts_in(house):
    with urllib.request.urlopen(f"http://127.0.0.1:{house.ports.case_system}/drafts.json", timeout=10) as answer:
        return json.load(answer)


def settle(desk):
    """The officer's way through the open points: confirm what is proposed, say that a child is new, leave out what is not given."""
    page = desk.page
    while page.locator("[data-open-point]").count():
        before = page.locator("#reading").get_attribute("data-open")
        point = page.locator("[data-open-point]").first
        if point.get_by_role("radio").count():
            if not point.locator("input[type=radio]:checked").count():
                point.get_by_label("A new child").check()
            if point.get_by_label("Why this one?").count():
                point.get_by_label("Why this one?").fill("Asked the sender by phone.")
            point.get_by_role("button").last.click()
        elif point.get_by_role("button", name="It is right").count():
            point.get_by_role("button", name="It is right").click()
        elif point.locator("[data-correct]").count():
            point.locator("[data-correct]").click()
            page.get_by_label("The post does not give this").check()
            page.get_by_role("button", name="Save", exact=True).click()
        else:
            point.get_by_role("button").click()
        expect(page.locator("#reading")).not_to_have_attribute("data-open", before, timeout=30_000)


def test_a_mail_becomes_an_approved_draft(house, desk):
    (mail,) = (each for each in sample_mails() if each.name == MAIL)
    house.mail.deliver(mail.raw)

    desk.page.locator(".app-tray__link").first.wait_for(timeout=ARRIVES_S)
    desk.page.locator(".app-tray__link").first.click()
    desk.page.locator("#reading").wait_for()
    desk.check()
    settle(desk)
    desk.page.get_by_text("The drafts stand in the case system").wait_for(timeout=ARRIVES_S)
    desk.choose("Category", "Domestic Incident Notification")
    desk.choose("Outcome", "Send to MASH")
    desk.page.get_by_role("button", name="Approve").click()
    desk.page.get_by_text("Done. The drafts hold exactly what was approved.").first.wait_for(timeout=ARRIVES_S)

    children = desk.page.locator(".app-section__who").all_inner_texts()
    drafts = drafts_in(house)
    assert len(drafts) == desk.page.locator(".app-draft").count() == desk.page.locator(".app-match__settled").count()
    assert all("read back the same" in words for words in desk.page.locator(".app-draft summary").all_inner_texts())
    for child in children[: len(drafts)]:
        assert any(all(part in json.dumps(draft) for part in child.split()) for draft in drafts), (
            "a draft for each child"
        )
    assert all("Domestic Incident Notification" in json.dumps(draft) for draft in drafts)
    assert "Finalised" not in json.dumps(drafts)
