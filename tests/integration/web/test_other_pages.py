"""Held post, operations, ledger, accounts, audit, sign-in and what every answer carries."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.urls import reverse

from bots.prove import prove
from postroom.contact import Disposition, Reading
from postroom.states import MailState
from records import store, verifying
from records.models import Attempt, AuditEvent, Heartbeat, OutsideSystem
from records.store.post import keep_what_was_told
from tests import factories

pytestmark = pytest.mark.django_db
WORDS = ("Amir", "Okonkwo", "Adaeze", "Mill Lane", "26PAC104417", "Grange Park", "threatened")


@pytest.fixture
def sign_in(client):
    def as_somebody(role):
        client.force_login(factories.account(f"some_{role}", role))
        return client

    return as_somebody


def test_held_post_says_why_and_what_to_do(sign_in):
    triage, mail = sign_in("triage"), factories.held_mail("password_protected")

    assert "Give the password" in triage.get(reverse("held")).content.decode()
    page = triage.get(reverse("mail", kwargs={"ulid": mail.ulid})).content.decode()
    assert "A document in it needs a password." in page
    assert "by phone, never by mail" in page


def test_a_password_is_used_for_one_reading_and_is_not_in_the_chain(sign_in):
    triage, mail = sign_in("triage"), factories.held_mail("password_protected")
    again = reverse("mail_again", kwargs={"ulid": mail.ulid})

    assert "Enter the password" in triage.post(again, {"with_password": "yes"}).content.decode()
    triage.post(again, {"with_password": "yes", "password": "opensesame99"})

    mail.refresh_from_db()
    assert mail.state == MailState.STORED
    assert "opensesame99" not in str(list(AuditEvent.objects.values_list("details", flat=True)))


def test_held_post_is_closed_with_how(sign_in):
    triage, mail = sign_in("triage"), factories.held_mail("empty")
    close = reverse("mail_close", kwargs={"ulid": mail.ulid})

    assert triage.post(close).status_code == 422
    triage.post(close, {"how": "typed_by_hand"})

    mail.refresh_from_db()
    assert (mail.state, mail.closed_how) == (MailState.CLOSED, "typed_by_hand")


def test_a_sender_is_trusted_only_by_somebody_who_spoke_with_them(sign_in):
    triage, mail = sign_in("triage"), factories.held_mail("sender_not_trusted")
    trust = reverse("mail_trust", kwargs={"ulid": mail.ulid})

    assert triage.post(trust).status_code == 422
    triage.post(trust, {"by_phone": "yes"})

    mail.refresh_from_db()
    assert (mail.state, mail.trust) == (MailState.STORED, "vouched")
    other = factories.held_mail("empty")
    assert triage.post(reverse("mail_trust", kwargs={"ulid": other.ulid}), {"by_phone": "yes"}).status_code == 409


def test_what_was_dismissed_is_listed_by_day_with_its_first_line(sign_in):
    triage, mail = sign_in("triage"), factories.set_aside_mail()
    keep_what_was_told(
        mail, Reading(Disposition.NOT_A_CONTACT, "auto_reply", first_line="I am away until Monday."), factories.ROBOT
    )
    page = triage.get(reverse("not_contacts")).content.decode()

    assert "Dismissed, came " in page
    assert "I am away until Monday." in page


def test_a_page_of_post_says_by_whom_it_was_signed(sign_in):
    triage, mail = sign_in("triage"), factories.set_aside_mail()
    told = "Signed by Duty Sergeant. The signature fits the message."
    keep_what_was_told(mail, Reading(Disposition.NOT_A_CONTACT, "auto_reply", signatures=(told,)), factories.ROBOT)

    assert told in triage.get(reverse("mail", kwargs={"ulid": mail.ulid})).content.decode()


def test_what_was_set_aside_can_be_put_back(sign_in):
    triage, mail = sign_in("triage"), factories.set_aside_mail()

    assert "out of the office" in triage.get(reverse("not_contacts")).content.decode()
    triage.post(reverse("mail_again", kwargs={"ulid": mail.ulid}))

    mail.refresh_from_db()
    assert mail.state == MailState.STORED


def test_operations_and_figures_never_show_a_childs_words(sign_in, client):
    contact = factories.drafted_contact()
    factories.held_mail()
    attempt = store.begin_attempt("prefill", contact.ulid, "worker-1")
    store.end_attempt(attempt, Attempt.Outcome.FAULT, "Something of ours broke.", evidence="Amir Okonkwo")
    store.system_failed("case_system", "The case system does not answer.")
    ops = sign_in("ops")

    for name in ("operations", "ledger", "metrics"):
        page = ops.get(reverse(name)).content.decode()
        assert not [word for word in WORDS if word in page]
    assert "Something of ours broke." in ops.get(reverse("operations")).content.decode()


def test_operations_says_what_is_down(sign_in):
    store.beat(Heartbeat.Kind.WORKER, "worker-1")
    for _ in range(3):
        store.system_failed("case_system", "The case system does not answer.")

    page = sign_in("ops").get(reverse("operations")).content.decode()

    assert "The work queue (Redis) cannot be reached" in page
    assert "The case system (the robot): Down: The case system does not answer." in page
    assert "No worker is alive" not in page


def test_the_robot_is_paused_and_resumed_by_name(sign_in):
    ops, switch = sign_in("ops"), reverse("switch", kwargs={"system": "case_system"})
    OutsideSystem.objects.create(name="case_system")

    ops.post(switch, {"to": "pause"})
    assert not store.may_knock("case_system")
    assert "Paused by some_ops." in ops.get(reverse("operations")).content.decode()
    ops.post(switch, {"to": "resume"})
    assert store.may_knock("case_system")


def test_a_failed_step_is_asked_for_again(sign_in):
    mail = factories.mail()
    attempt = store.begin_attempt("read", mail.ulid, "worker-1")
    store.end_attempt(attempt, Attempt.Outcome.FAULT, "Something of ours broke.")

    answer = sign_in("ops").post(reverse("retry", kwargs={"reference": attempt.reference}), follow=True)

    assert "Asked for again." in answer.content.decode()
    assert AuditEvent.objects.filter(action="step.asked_again", subject=mail.ulid).exists()


def test_the_ledger_of_today_closes_at_zero(sign_in):
    factories.drafted_contact()
    factories.held_mail()
    factories.set_aside_mail()

    page = sign_in("auditor").get(reverse("ledger")).content.decode()

    assert "look</span>" not in page
    assert "1 of 1" in page or "2 of 2" in page


def test_figures_are_for_this_machine_or_for_the_token(client, settings):
    assert "postroom_open_points" in client.get(reverse("metrics")).content.decode()
    assert client.get(reverse("metrics"), REMOTE_ADDR="203.0.113.9").status_code == 403


def test_an_admin_makes_accounts_and_gives_roles(sign_in):
    admin = sign_in("admin")

    refused = admin.post(reverse("accounts"), {"name": "nina", "password": "short", "roles": ["triage"]})
    assert refused.status_code == 422
    admin.post(
        reverse("accounts"),
        {"name": "nina", "full_name": "Nina Cole", "password": "blue harbour wall 7", "roles": ["triage"]},
    )
    nina = User.objects.get(username="nina")
    assert list(nina.groups.values_list("name", flat=True)) == ["triage"]
    admin.post(reverse("accounts"), {"account": "nina", "roles": ["ops"]})
    nina.refresh_from_db()
    assert not nina.is_active
    by_admin = AuditEvent.objects.filter(action__startswith="account.", actor="some_admin")
    assert by_admin.filter(action="account.created").exists() and by_admin.last().details["roles"] == ["ops"]


@pytest.mark.parametrize("typed", [{"roles": ["triage"], "active": "yes"}, {"roles": ["admin"]}])
def test_the_last_admin_stays_admin(sign_in, typed):
    admin = sign_in("admin")

    refused = admin.post(reverse("accounts"), {"account": "some_admin", **typed})

    assert refused.status_code == 422
    assert "Somebody must stay admin." in refused.content.decode()
    assert admin.get(reverse("accounts")).status_code == 200


def test_the_chain_can_be_turned_to_its_first_link(sign_in, monkeypatch):
    monkeypatch.setattr("records.queries.chain.A_PAGE", 2)
    contact = factories.drafted_contact()
    auditor = sign_in("auditor")

    first = auditor.get(reverse("audit"), {"subject": contact.ulid}).content.decode()
    last = first
    while later := re.search(r"\?[^\"]*after=\d+", last):
        assert f"subject={contact.ulid}" in later[0]
        last = auditor.get(reverse("audit") + later[0].replace("&amp;", "&")).content.decode()

    assert "contact.read" in last
    assert "contact.read" not in first


def proved(auditor, start):
    """What the page says after the worker has done it. The page itself walks no chain."""
    auditor.post(reverse("audit_proof"), {"from": start})
    assert "The chain is being proved" in auditor.get(reverse("audit")).content.decode()
    prove()
    return auditor.get(reverse("audit")).content.decode()


def test_auditors_search_the_chain_and_see_whether_it_holds(sign_in):
    contact = factories.drafted_contact()
    auditor = sign_in("auditor")

    page = auditor.get(reverse("audit"), {"subject": contact.ulid}).content.decode()
    assert "contact.drafted" in page and "was not proved yet" in page
    assert proved(auditor, "last").count("The chain holds from the first link") == 1
    AuditEvent.objects.filter(number=2).update(actor="nobody")
    assert "The chain holds" in proved(auditor, "last")  # only what is new was looked at
    assert "Link 2 was changed" in proved(auditor, "first")
    assert verifying.verify() is not None


def test_wrong_passwords_lock_the_sign_in(client):
    factories.account("tessa", "triage")
    for _ in range(5):
        last = client.post(reverse("sign-in"), {"username": "tessa", "password": "wrong"})

    assert last.status_code == 429
    assert client.post(reverse("sign-in"), {"username": "tessa", "password": factories.PASSWORD}).status_code == 429
    assert AuditEvent.objects.filter(action="sign_in.locked", actor="tessa").exists()


def test_signing_in_and_out_are_links_of_the_chain(client):
    factories.account("tessa", "triage")

    client.post(reverse("sign-in"), {"username": "tessa", "password": factories.PASSWORD})
    client.post(reverse("sign-out"))

    signed = AuditEvent.objects.filter(action__startswith="sign_in")
    assert list(signed.values_list("action", flat=True)) == ["sign_in.done", "sign_in.ended"]


def test_a_sign_in_that_fails_says_so_and_not_which_half_was_wrong(client):
    page = client.post(reverse("sign-in"), {"username": "nobody", "password": "wrong"}).content.decode()

    assert "There is a problem" in page
    assert "do not fit together" in page


def test_everybody_starts_where_their_work_is(client):
    for role, route in (("triage", "worktray"), ("ops", "operations"), ("admin", "studio"), ("auditor", "audit")):
        client.force_login(factories.account(f"some_{role}", role))
        assert client.get(reverse("start"))["Location"] == reverse(route)


def test_every_answer_carries_the_headers_that_guard_it(sign_in):
    answer = sign_in("triage").get(reverse("worktray"))
    policy = answer["Content-Security-Policy"]

    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert "<script>" not in answer.content.decode()
    assert "style=" not in answer.content.decode()


def test_a_form_without_its_token_is_refused(sign_in):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(factories.account("tessa", "triage"))
    mail = factories.held_mail("empty")

    assert strict.post(reverse("mail_close", kwargs={"ulid": mail.ulid}), {"how": "no_contact"}).status_code == 403


def test_a_password_is_changed_by_whoever_knows_the_old_one(sign_in):
    triage, address = sign_in("triage"), reverse("password")
    new = {"new_password1": "blue harbour wall 7", "new_password2": "blue harbour wall 7"}

    assert "There is a problem" in triage.post(address, {"old_password": "wrong", **new}).content.decode()
    triage.post(address, {"old_password": factories.PASSWORD, **new})

    assert User.objects.get(username="some_triage").check_password("blue harbour wall 7")
    assert AuditEvent.objects.filter(action="account.password", actor="some_triage").count() == 1


def test_the_worktray_warns_when_post_may_not_flow(sign_in):
    triage = sign_in("triage")
    assert "Post may not be flowing." in triage.get(reverse("worktray")).content.decode()

    store.beat(Heartbeat.Kind.WORKER, "worker-1")
    store.beat(Heartbeat.Kind.MAILBOX, "mailbox")
    assert "Post may not be flowing." not in triage.get(reverse("worktray")).content.decode()


def test_openid_connect_stands_beside_the_accounts_when_it_is_set():
    """In a process of its own: routes are made once, from the environment."""
    say = (
        "import django; django.setup(); from django.conf import settings; "
        "settings.SESSION_ENGINE = 'django.contrib.sessions.backends.signed_cookies'; from django.test import Client; from web.urls import urlpatterns; from web.access import ROUTES; "
        "from django.urls import reverse; answer = Client().get(reverse('oidc_authentication_init'), HTTP_HOST='localhost'); "
        "print(answer.status_code, {each.name for each in urlpatterns} == set(ROUTES))"
    )
    openid = {
        "POSTROOM_OIDC_CLIENT_ID": "postroom",
        "POSTROOM_OIDC_CLIENT_SECRET": "s",
        "POSTROOM_OIDC_ISSUER": "http://127.0.0.1:1/nobody",
    }
    done = subprocess.run(
        [sys.executable, "-c", say], env={**os.environ, **openid, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        cwd=settings.BASE_DIR, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.stdout.split() == ["503", "True"], done.stderr
