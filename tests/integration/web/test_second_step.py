"""Signing in with an authenticator app, pauses after wrong passwords and codes, and one's own sessions."""

import re
import time
from datetime import timedelta

import pyotp
import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from config.environment import ROLES
from records.models import AuditEvent, RecoveryCode, SecondStep
from records.store import second_step
from tests import factories
from web.access import Role
from web.devices import device_of

pytestmark = pytest.mark.django_db
SIGN_IN, STEP, OWN = (reverse(name) for name in ("sign-in", "second-step", "own-sign-in"))


def first_step(client, name="tessa", password=factories.PASSWORD, **more):
    return client.post(SIGN_IN, {"username": name, "password": password}, **more)


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


@pytest.fixture
def tessa():
    return factories.account("tessa", "triage")


@pytest.fixture
def app(tessa):
    """Her app, set up by the pages; and her recovery codes."""
    client = Client()
    first_step(client)
    client.post(OWN, {"do": "begin", "password": factories.PASSWORD})
    key = re.search(r"data-key>([A-Z2-7 ]+)<", client.get(OWN).content.decode())[1]
    app = pyotp.TOTP(key.replace(" ", ""))
    page = client.post(OWN, {"do": "confirm", "code": app.at(time.time() - 30)}).content.decode()
    app.codes = re.findall(r"<code>((?:[a-z0-9]{4}-){5}[a-z0-9]{4})</code>", page)
    client.logout()
    return app


def test_the_password_alone_signs_nobody_in_who_has_an_app(client, app):
    assert first_step(client)["Location"] == STEP and not is_in(client)
    assert client.get(reverse("worktray"))["Location"].startswith(SIGN_IN)

    assert client.post(STEP, {"code": f"{app.now()[:3]} {app.now()[3:]}"}).status_code == 302
    assert is_in(client) and client.get(reverse("worktray")).status_code == 200
    assert AuditEvent.objects.filter(action="second_step.on", actor="tessa").count() == 1


def test_a_code_is_good_once_and_so_are_those_before_it(client, app):
    code = app.now()
    first_step(client)
    client.post(STEP, {"code": code})
    for used in (code, app.at(time.time() - 30)):
        again = Client()
        first_step(again)
        assert again.post(STEP, {"code": used}).status_code == 422 and not is_in(again)


@pytest.mark.parametrize("slots", [-3, -2, 2, 3])
def test_a_clock_may_be_wrong_by_half_a_minute_and_no_more(client, app, slots):
    first_step(client)

    assert client.post(STEP, {"code": app.at(time.time() + 30 * slots)}).status_code == 422


def test_each_recovery_code_is_good_once_for_its_own_account(client, app):
    assert len(set(app.codes)) == second_step.CODES
    first_step(client)
    client.post(STEP, {"code": app.codes[0].upper()})
    assert is_in(client)

    again = Client()
    first_step(again)
    assert again.post(STEP, {"code": app.codes[0]}).status_code == 422
    assert AuditEvent.objects.get(action="second_step.recovery").details["left"] == second_step.CODES - 1


def test_nothing_in_the_tables_gives_away_a_key_or_a_code(app):
    kept = (
        bytes(SecondStep.objects.get().key_sealed)
        + "".join(RecoveryCode.objects.values_list("code_hash", flat=True)).encode()
    )

    assert app.secret.encode() not in kept
    assert not any(code.replace("-", "").encode() in kept for code in app.codes)


def test_wrong_codes_cost_a_pause_in_which_the_right_one_does_not_count_either(client, app):
    first_step(client)
    for _ in range(second_step.FREE_TRIES):
        page = client.post(STEP, {"code": "000000"}).content.decode()
    assert "Wait 30 seconds" in page or "Wait 31 seconds" in page
    assert client.post(STEP, {"code": app.now()}).status_code == 422

    SecondStep.objects.update(not_before=timezone.now() - timedelta(seconds=1))
    client.post(STEP, {"code": app.now()})
    assert is_in(client)


def test_the_second_step_is_closed_without_the_first_after_a_time_and_after_a_new_password(client, tessa, app):
    assert client.post(STEP, {"code": app.now()})["Location"] == SIGN_IN
    first_step(client)
    session = client.session
    session["half_signed_in"] = [*session["half_signed_in"][:2], time.time() - 601, "/"]
    session.save()
    assert client.get(STEP)["Location"] == SIGN_IN

    first_step(client)
    tessa.set_password("Another long pass phrase 7")
    tessa.save()
    assert client.post(STEP, {"code": app.now()})["Location"] == SIGN_IN and not is_in(client)


def test_a_session_that_a_stranger_laid_is_not_the_one_that_gets_signed_in(client, app):
    client.get(SIGN_IN)
    first_step(client)
    half = client.session.session_key
    client.post(STEP, {"code": app.now()})

    assert is_in(client) and client.session.session_key != half


@pytest.mark.parametrize("onward", ["//elsewhere.example/", "https://elsewhere.example/", "javascript:alert(1)"])
def test_the_second_step_leads_to_no_other_site(client, app, onward):
    client.post(SIGN_IN, {"username": "tessa", "password": factories.PASSWORD, "next": onward})

    assert client.post(STEP, {"code": app.now()})["Location"] == reverse("start")


def test_the_app_is_changed_by_the_password_and_its_key_never_told_again(client, app):
    first_step(client)
    client.post(STEP, {"code": app.now()})
    client.post(OWN, {"do": "begin", "password": factories.PASSWORD})
    assert "data-key" not in client.get(OWN).content.decode()
    assert client.post(OWN, {"do": "off", "password": "wrong"}).status_code == 422 and SecondStep.objects.exists()

    client.post(OWN, {"do": "off", "password": factories.PASSWORD})
    assert not SecondStep.objects.exists() and not RecoveryCode.objects.exists()


def test_an_admin_takes_a_lost_app_away(client, app):
    client.force_login(factories.account("ada", "admin"))
    assert "Take away the lost app" in client.get(reverse("accounts")).content.decode()
    client.post(reverse("accounts"), {"account": "tessa", "step": "off"})

    assert not SecondStep.objects.exists()
    assert AuditEvent.objects.filter(action="second_step.off", actor="ada").exists()


def test_a_role_that_needs_the_app_opens_nothing_until_it_is_set_up(client, tessa, settings):
    settings.SECOND_STEP_ROLES = ("triage",)
    first_step(client)

    assert client.get(reverse("worktray"))["Location"] == OWN
    assert "Your role needs an authenticator app" in client.get(OWN).content.decode()


def test_the_settings_know_every_role():
    assert set(ROLES) == set(Role)


# --- pauses after wrong passwords -----------------------------------------------------------------------------------


def test_pauses_double_to_a_quarter_of_an_hour():
    seconds = [second_step.pause_after(wrong).total_seconds() for wrong in range(4, 12)]

    assert seconds == [0, 30, 60, 120, 240, 480, 900, 900]


def test_after_the_pause_one_more_wrong_password_makes_a_longer_one(client, tessa):
    for _ in range(5):
        first_step(client, password="wrong")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(seconds=31))
    assert first_step(client, password="wrong").status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(seconds=31))
    assert first_step(client).status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(seconds=61))

    assert first_step(client).status_code == 302 and is_in(client)
    assert not AccessAttempt.objects.exists()


def test_a_stranger_elsewhere_shuts_nobody_out(client, tessa):
    for _ in range(8):
        first_step(Client(), password="wrong", REMOTE_ADDR="203.0.113.9")

    assert first_step(client).status_code == 302 and is_in(client)


def test_knocking_during_a_pause_makes_it_no_longer(client, tessa):
    for _ in range(5):
        first_step(client, password="wrong")
    before = AccessAttempt.objects.get().attempt_time
    first_step(client, password="wrong")

    assert AccessAttempt.objects.get().attempt_time == before


def test_one_address_may_not_go_through_many_names(client, tessa):
    for number in range(20):
        first_step(Client(), name=f"name{number}", password="wrong", REMOTE_ADDR="203.0.113.9")

    assert first_step(Client(), REMOTE_ADDR="203.0.113.9").status_code == 429
    assert first_step(client).status_code == 302


# --- own sessions ---------------------------------------------------------------------------------------------------


def test_own_sessions_are_listed_and_ended_and_nobody_elses(client, tessa):
    here, there, other = client, Client(headers={"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140"}), Client()
    for each in (here, there):
        first_step(each)
    other.force_login(factories.account("otto", "ops"))
    page = here.get(OWN).content.decode()
    assert page.count('name="mark"') == 2 and "Firefox on Windows" in page
    assert not any(each.session.session_key in page for each in (here, there, other))

    mark_of_another = re.findall(r'name="mark" value="(\w+)"', other.get(OWN).content.decode())[0]
    here.post(OWN, {"do": "end", "mark": mark_of_another})
    assert other.get(OWN).status_code == 200
    here.post(OWN, {"do": "end"})
    assert there.get(OWN).status_code == 302 and here.get(OWN).status_code == 200 and other.get(OWN).status_code == 200


def test_every_change_needs_a_token_of_the_page(tessa):
    client = Client(enforce_csrf_checks=True)
    client.force_login(tessa)

    assert client.post(OWN, {"do": "end"}).status_code == 403
    assert client.post(STEP, {"code": "1"}).status_code == 403


@pytest.mark.parametrize(
    ("says", "is_called"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0",
            "Edge on Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Version/17.0 Safari/604",
            "Safari on iPhone",
        ),
        ("Mozilla/5.0 (X11; CrOS x86_64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36", "Chrome on ChromeOS"),
        ("<script>alert(1)</script>", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_device_is_told_in_known_words_only(says, is_called):
    assert device_of(says) == is_called


def test_sealed_keys_ask_for_the_backend_that_counts_wrong_passwords():
    assert settings.AUTHENTICATION_BACKENDS[0] == "axes.backends.AxesStandaloneBackend"
