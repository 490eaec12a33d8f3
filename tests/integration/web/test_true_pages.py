"""What the pages say is so: after a colleague, a newer version, a wrong password, a case system that is away."""

import datetime as dt
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from bots.read import read
from postroom.states import ContactState, MailState
from records import store
from records.models import OpenPoint, OutsideSystem
from records.store.reading import DID_NOT_OPEN
from tests import factories
from tests.integration.line.conftest import ROOT
from tests.integration.web.test_two_at_once import settled_contact

pytestmark = pytest.mark.django_db
CHOICE = {"category": "Neglect", "outcome": "Send to MASH"}


@pytest.fixture
def tessa(client):
    client.force_login(factories.account("tessa", "triage"))
    return client


def at(name, record):
    return reverse(name, kwargs={"ulid": record.ulid})


def page(tessa, record, name="contact"):
    return unescape(tessa.get(at(name, record)).content.decode())


def approved(reference="26PAC104417"):
    contact = settled_contact(reference)
    store.approve(contact, *CHOICE.values(), store.Actor.user("another"))
    contact.refresh_from_db()
    return contact


def test_a_late_approver_is_told_that_a_colleague_was_quicker(tessa):
    contact = approved()

    said = unescape(tessa.post(at("approve", contact), CHOICE).content.decode())

    assert "This contact was approved already" in said
    assert "its drafts are not in the case system" not in said


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (ContactState.STOPPED, "the robot stopped"),
        (ContactState.REJECTED, "was rejected"),
        (ContactState.REPEAT, "is a repeat"),
        (ContactState.SUPERSEDED, "A newer version of this report came in"),
        (ContactState.SETTLED, "its drafts are not in the case system"),
    ],
)
def test_why_a_contact_is_not_approved_is_told_by_its_state(tessa, state, words):
    contact = factories.drafted_contact()
    contact.state = state
    contact.save()

    assert words in unescape(tessa.post(at("approve", contact), CHOICE).content.decode())


def test_after_a_decision_the_most_urgent_that_waits_is_one_key_away(tessa):
    done = approved()
    urgent = factories.drafted_contact("26PAC104999")

    assert f'href="{at("contact", urgent)}" data-next-contact' in page(tessa, done)
    assert "data-next-contact" not in page(tessa, urgent)


def test_an_open_page_says_that_a_colleague_was_there_and_draws_over_nothing(tessa):
    contact = factories.drafted_contact()
    drawn = page(tessa, contact)
    live = unescape(drawn).split('hx-get="/contacts/')[1].split('"')[0]

    assert tessa.get(f"/contacts/{live}", HTTP_POSTROOM_POLL="yes").status_code == 204
    store.correct(contact, "children[0].surname", "Other", store.Actor.user("another"))
    said = tessa.get(f"/contacts/{live}", HTTP_POSTROOM_POLL="yes").content.decode()

    assert "This contact changed while you were reading" in said
    assert "Other" not in said


def test_put_back_after_a_rejection_its_drafts_are_wanted_again(tessa):
    contact = factories.drafted_contact()
    store.reject(contact, "duplicate", store.Actor.user("tessa"))
    assert OpenPoint.objects.filter(contact=contact, kind="withdraw_draft", closed_at=None).exists()

    tessa.post(at("reopen", contact))

    assert not OpenPoint.objects.filter(contact=contact, kind="withdraw_draft", closed_at=None).exists()
    assert "Delete its draft" not in page(tessa, contact)


def test_a_password_is_called_tried_and_never_a_success_before_it_opened_anything(tessa):
    mail = factories.held_mail("password_protected")

    said = unescape(
        tessa.post(at("mail_again", mail), {"with_password": "yes", "password": "wrong"}, follow=True).content.decode()
    )

    assert "The password is being tried." in said
    assert "Success" not in said


def test_a_wrong_password_is_told_where_the_post_is_held_again(tessa):
    raw = ROOT / "sandbox" / "samples" / "mail" / "held-password-pdf.eml"
    mail = factories.mail(raw=raw.read_bytes())
    mail.trust = "vouched"
    mail.save()
    read(mail.ulid)
    mail.refresh_from_db()
    assert (mail.state, mail.reason) == (MailState.HELD, "password_protected")

    store.read_again(mail, store.Actor.user("tessa"), password="wrong")
    read(mail.ulid)

    assert DID_NOT_OPEN in page(tessa, mail, "mail")


def test_triage_sees_that_the_case_system_is_away_and_can_go_on(tessa):
    factories.drafted_contact()
    tray = reverse("worktray")
    assert "The case system cannot be used." not in tessa.get(tray).content.decode()

    until = timezone.now() + dt.timedelta(minutes=10)
    OutsideSystem.objects.create(
        name="case_system",
        failures=5,
        open_until=until,
        last_failed_at=timezone.now(),
        last_reason="It does not answer.",
    )
    said = tessa.get(tray).content.decode()

    assert "The case system cannot be used." in said
    assert "nothing is lost" in said


def test_replies_are_reached_from_a_contact(tessa):
    contact = factories.drafted_contact()

    assert at("replies", contact.mail) in page(tessa, contact)
