"""Every page of every role, looked at by axe with something on it."""

from email.message import EmailMessage

import pytest
from django.urls import reverse

from bots.rehearse import rehearse
from bots.replay import replay
from records import store
from records.models import Attempt, Heartbeat
from records.store import studio
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = {
    "triage": ("worktray", "held", "not_contacts", "ledger"),
    "ops": ("operations", "ledger", "reports", "own-sign-in"),
    "admin": ("studio", "new_form", "accounts"),
    "auditor": ("audit", "ledger"),
}
NARROW = {"width": 320, "height": 800}  # a window of 1280 at 400 % (WCAG 1.4.10)
PICTURED = ("reports", "held", "operations", "ledger", "studio", "audit")


@pytest.mark.parametrize("role", PAGES)
def test_every_page_keeps_to_the_guidelines(desk, role):
    factories.account(role, role)
    contact = factories.drafted_contact()
    factories.held_mail("sender_not_trusted")
    factories.set_aside_mail()
    store.beat(Heartbeat.Kind.WORKER, "worker-1")
    attempt = store.begin_attempt("prefill", contact.ulid, "worker-1")
    store.end_attempt(attempt, Attempt.Outcome.FAULT, "Something of ours broke.")

    desk.sign_in(role)
    for name in PAGES[role]:
        desk.open(reverse(name))
        desk.check()
        if name in PICTURED:
            desk.picture(name)
    desk.page.set_viewport_size(NARROW)
    for name in PAGES[role]:
        desk.open(reverse(name))
        desk.check()
        desk.check_reflow()


def test_a_contact_and_a_mail_fit_a_narrow_window(desk):
    factories.account("tessa", "triage")
    contact, mail = factories.drafted_contact(), factories.held_mail()
    desk.sign_in("tessa")
    desk.page.set_viewport_size(NARROW)
    for address in (
        reverse("contact", kwargs={"ulid": contact.ulid}),
        reverse("mail", kwargs={"ulid": mail.ulid}),
        reverse("replies", kwargs={"ulid": mail.ulid}),
        reverse("field", kwargs={"ulid": contact.ulid, "path": "reason"}),
    ):
        desk.open(address)
        desk.check()
        desk.check_reflow()


def test_held_post_and_what_can_be_done_with_it(desk):
    factories.account("tessa", "triage")
    for reason in ("password_protected", "sender_not_trusted"):
        mail = factories.held_mail(reason)
        if reason == "password_protected":
            desk.sign_in("tessa")
        desk.open(reverse("mail", kwargs={"ulid": mail.ulid}))
        desk.check()
        desk.open(reverse("replies", kwargs={"ulid": mail.ulid}))
        desk.check()


def test_a_form_is_taught_by_drawing_on_it(desk):
    factories.account("ada", "admin")
    page = factories.Page("Riverside Worry Sheet")
    page.heading("Who it is about")
    for label, raw in (("Young one", "Amir"), ("Clan", "Okonkwo"), ("Hatched", "04/03/2015")):
        page.field(label, raw, raw)
    page.canvas.save()
    form = studio.bring_form("worry-sheet.pdf", "application/pdf", page.buffer.getvalue(), factories.ROBOT)
    rehearse(form.ulid)

    desk.sign_in("ada")
    desk.open(reverse("bench", kwargs={"ulid": form.ulid}))
    desk.check()
    assert desk.page.get_by_label("Title, as printed on the form").input_value() == "Riverside Worry Sheet"
    sheet = desk.page.locator("[data-bench-page]")
    frame, width = sheet.bounding_box(), float(sheet.get_attribute("data-width"))
    scale = frame["width"] / width
    for number, (top, holds) in enumerate(
        ((126, "children.forename"), (145, "children.surname"), (164, "children.date_of_birth"))
    ):
        frame = sheet.bounding_box()  # choosing what a label holds may have moved the page
        desk.page.mouse.move(frame["x"] + 44 * scale, frame["y"] + (top - 2) * scale)
        desk.page.mouse.down()
        desk.page.mouse.move(frame["x"] + 180 * scale, frame["y"] + (top + 13) * scale)
        desk.page.mouse.up()
        desk.page.get_by_label(f"What label {number + 1} holds").select_option(holds)
    assert desk.page.get_by_label("Label 1", exact=True).input_value() == "Young one"
    assert desk.page.get_by_label("Label 3", exact=True).input_value() == "Hatched"
    desk.picture("studio-bench")
    desk.page.get_by_role("button", name="Make a draft and try it").click()
    desk.page.get_by_text("The reader is at this form.").wait_for()

    form.refresh_from_db()
    assert "Hatched" in form.template
    rehearse(form.ulid)
    desk.page.get_by_text("The draft fits this form").wait_for()
    desk.page.get_by_label("Template (YAML)").press("Space")
    desk.page.get_by_text("The draft was edited.").wait_for()
    assert desk.page.get_by_role("button", name="Publish").is_disabled()
    desk.open(reverse("bench", kwargs={"ulid": form.ulid}))

    raw = EmailMessage()
    raw["From"], raw["Subject"] = "school@riverside.sch.example", "Worry sheet"
    raw.add_attachment(page.buffer.getvalue(), maintype="application", subtype="pdf", filename="worry.pdf")
    factories.matched_contact(raw=raw.as_bytes())  # what nobody has matched yet is masked, and nothing of it is told
    desk.page.get_by_role("button", name="Try it on last month's post").click()
    desk.page.get_by_text("Reading last month's post with the draft: 0 of 1").wait_for()
    desk.check()
    replay(form.replays.get().ulid)
    desk.page.get_by_text("1 piece of post looked at. The draft has a part in 1.").wait_for()
    desk.check()
    desk.page.locator("#replay").scroll_into_view_if_needed()
    desk.picture("studio-replay")

    for version in (1, 2):
        studio.publish("riverside", version, f"name: riverside\nversion: {version}", "A new box", factories.ROBOT)
    desk.open(reverse("template", kwargs={"name": "riverside"}))
    desk.page.get_by_text("How version 2 differs").click()
    desk.check()
    desk.page.get_by_label("Why version 2 is taken back").fill("It read the sender as the child")
    desk.page.get_by_role("button", name="Withdraw version 2").click()
    desk.page.get_by_text("Version 2 is withdrawn.").wait_for()
    desk.check()


def test_the_sign_in_and_its_refusal(desk):
    desk.open(reverse("sign-in"))
    desk.check()
    desk.page.get_by_label("User name").fill("nobody")
    desk.page.get_by_role("button", name="Sign in").click()
    desk.page.get_by_text("There is a problem").wait_for()
    desk.check()
    desk.open(reverse("accessibility"))
    desk.check()
