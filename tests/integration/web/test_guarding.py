"""What guards every page: headers on every kind of answer, sessions that end, masks, and being asked again who you are."""

import os
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from records.models import Contact
from tests import factories
from web import codes

pytestmark = pytest.mark.django_db
POLL = {"Postroom-Poll": "yes", "HX-Request": "true"}
WHY = "I am on duty for this family."


@pytest.fixture
def tess(client):
    client.force_login(factories.account("tess", "triage"))
    return client


def minutes_left() -> float:
    return (Session.objects.get().expire_date - timezone.now()) / timedelta(minutes=1)


def soon_over() -> None:
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=5))


# --- sessions -------------------------------------------------------------------------------------------------------


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(tess):
    tess.get(reverse("worktray"))
    soon_over()
    tess.get(reverse("worktray"), headers=POLL)

    assert minutes_left() < 6


def test_what_a_person_does_keeps_them_signed_in(tess):
    tess.get(reverse("worktray"))
    soon_over()
    tess.get(reverse("worktray"))

    assert 29 < minutes_left() < 31


def test_a_session_ends_after_a_working_day_whatever_its_person_does(tess):
    session = tess.session
    session["signed_in_at"] = time.time() - 12 * 3600 - 1
    session.save()

    assert tess.get(reverse("worktray")).status_code == 302
    assert "_auth_user_id" not in tess.session


def test_a_session_that_is_over_takes_the_page_off_the_screen(tess):
    tess.get(reverse("worktray"))
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    answer = tess.get(reverse("worktray"), headers=POLL)

    assert answer["HX-Redirect"] == reverse("sign-in")
    assert tess.get(reverse("worktray")).status_code == 302


def test_every_page_that_asks_by_itself_says_so():
    texts = [page.read_text() for page in (settings.BASE_DIR / "web" / "jinja2").rglob("*.html")]
    asking = [text for text in texts if 'hx-trigger="every' in text]

    assert len(asking) >= 5
    assert all(text.count('hx-trigger="every') == text.count("Postroom-Poll") for text in asking)


# --- headers --------------------------------------------------------------------------------------------------------


def answers(client, monkeypatch):
    """One answer of every kind."""
    yield "static", client.get("/static/build/postroom.css")
    yield "not found", client.get("/no/such/page/")
    yield "sign-in", Client().get(reverse("sign-in"))
    yield "refused", client.get(reverse("audit"))
    yield "unknown record", client.get(reverse("contact", kwargs={"ulid": "01ARZ3NDEKTSV4RRFFQ69G5FAV"}))
    yield "wrong host", client.get(reverse("worktray"), headers={"host": "elsewhere.example"})
    yield "no token", Client(enforce_csrf_checks=True).post(reverse("sign-in"))
    monkeypatch.setattr("web.views.review.worktray_view", broken)
    client.raise_request_exception = False
    yield "fault", client.get(reverse("worktray"))


def test_a_database_that_is_away_is_a_sentence_with_its_headers(tess, monkeypatch):
    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", broken)
    tess.raise_request_exception = False
    answer = tess.get(reverse("worktray"))

    assert answer.status_code == 500 and b"Nothing is lost" in answer.content and b"Sunflower" not in answer.content
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_figures_are_not_for_those_behind_the_proxy(client):
    assert client.get(reverse("metrics")).status_code == 200
    assert client.get(reverse("metrics"), headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 403


def broken(*_):
    raise OperationalError("the child is called Sunflower")


def test_every_kind_of_answer_carries_the_headers_that_guard_it(tess, monkeypatch):
    seen = {}
    for kind, answer in answers(tess, monkeypatch):
        seen[kind] = answer.status_code
        assert "default-src 'none'" in answer["Content-Security-Policy"], kind
        assert "unsafe" not in answer["Content-Security-Policy"], kind
        assert answer["X-Content-Type-Options"] == "nosniff", kind
        assert answer["Referrer-Policy"] == "same-origin", kind
        text = b"" if answer.streaming else answer.content
        assert b"Sunflower" not in text and b"Traceback" not in text, kind
    assert seen == {
        "static": 200, "not found": 404, "sign-in": 200, "refused": 403, "unknown record": 404, "wrong host": 400,
        "no token": 403, "fault": 500,
    }  # fmt: skip


def test_behind_https_every_answer_says_so_and_cookies_stay_on_it():
    """In a process of its own: settings are made once, from the environment."""
    say = (
        "import django; django.setup(); from django.conf import settings as s; from django.test import Client; "
        "answer = Client().get('/accessibility/', HTTP_HOST='localhost', secure=True); "
        "plain = Client().get('/accessibility/', HTTP_HOST='localhost'); "
        "print(answer['Strict-Transport-Security'], plain.status_code, s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE)"
    )
    done = subprocess.run(
        [sys.executable, "-c", say],
        env={**os.environ, "POSTROOM_HTTPS": "yes", "DJANGO_SETTINGS_MODULE": "tests.settings"},
        cwd=settings.BASE_DIR, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.stdout.strip() == "max-age=31536000; includeSubDomains; preload 301 __Host-sessionid True True", (
        done.stderr
    )


# --- masks ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def masked_contact():
    contact = factories.drafted_contact()
    Contact.objects.filter(pk=contact.pk).update(sensitive=True)
    return contact


def at(name, contact, **more):
    return reverse(name, kwargs={"ulid": contact.ulid, **more})


def test_the_page_of_the_mail_masks_what_names_the_child(tess, masked_contact):
    page = reverse("mail", kwargs={"ulid": masked_contact.mail.ulid})
    shut = tess.get(page).content.decode()
    opened = queries_of_opened(tess, masked_contact, page)

    assert "merlin.pdf" not in shut and "Restricted" in shut
    assert "merlin.pdf" in opened


def queries_of_opened(client, contact, page):
    client.post(at("reveal", contact), {"because": WHY, "password": factories.PASSWORD})
    return client.get(page).content.decode()


def test_what_one_person_opened_is_shut_for_the_next(tess, masked_contact):
    tess.post(at("reveal", masked_contact), {"because": WHY, "password": factories.PASSWORD})
    another = Client()
    another.force_login(factories.account("omar", "triage"))

    assert "Okonkwo" in tess.get(at("contact", masked_contact)).content.decode()
    assert "Okonkwo" not in another.get(at("contact", masked_contact)).content.decode()
    assert another.get(at("page_picture", masked_contact, document=0, page=1)).status_code == 404


def test_nothing_can_be_done_to_what_is_shut(tess, masked_contact):
    child = masked_contact.children.first().ulid
    tried = {
        "field": tess.post(at("field", masked_contact, path="children[0].forename"), {"value": "X"}),
        "match": tess.post(at("match", masked_contact, child=child), {"record": "new"}),
        "add_child": tess.post(at("add_child", masked_contact)),
        "approve": tess.post(at("approve", masked_contact), {"category": "Neglect", "outcome": "Send to MASH"}),
        "reject": tess.post(at("reject", masked_contact), {"because": next(iter(codes.names("rejections")))}),
        "reopen": tess.post(at("reopen", masked_contact)),
    }

    assert {name: answer.status_code for name, answer in tried.items()} == dict.fromkeys(tried, 409)


# --- who you are ----------------------------------------------------------------------------------------------------


def test_guessing_the_password_at_a_masked_contact_locks_the_account(tess, masked_contact):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        tess.post(at("reveal", masked_contact), {"because": WHY, "password": "a guess"})
    tess.post(at("reveal", masked_contact), {"because": WHY, "password": factories.PASSWORD})

    assert "Okonkwo" not in tess.get(at("contact", masked_contact)).content.decode()


def test_an_account_of_the_council_must_have_signed_in_just_now(client, masked_contact):
    person = factories.account("olu", "triage")
    person.set_unusable_password()
    person.save()
    client.force_login(person)
    session = client.session
    session["asked_at"] = time.time() - 6 * 60
    session.save()
    refused = client.post(at("reveal", masked_contact), {"because": WHY}).content.decode()
    session["asked_at"] = time.time()
    session.save()
    client.post(at("reveal", masked_contact), {"because": WHY})

    assert "Sign in once more" in refused and "Okonkwo" not in refused
    assert "Okonkwo" in client.get(at("contact", masked_contact)).content.decode()
