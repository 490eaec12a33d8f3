"""Every page of every role, looked at by axe with something on it."""

import pytest
from django.urls import reverse

from records import store
from records.models import Attempt, Heartbeat
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = {
    "triage": ("worktray", "held", "not_contacts", "ledger"),
    "ops": ("operations", "ledger"),
    "admin": ("studio", "accounts"),
    "auditor": ("audit", "ledger"),
}


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
        desk.picture(name)


def test_held_post_and_what_can_be_done_with_it(desk):
    factories.account("tessa", "triage")
    for reason in ("password_protected", "sender_not_trusted"):
        mail = factories.held_mail(reason)
        if reason == "password_protected":
            desk.sign_in("tessa")
        desk.open(reverse("mail", kwargs={"ulid": mail.ulid}))
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
