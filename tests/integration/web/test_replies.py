"""A reply to the sender is written from a template, read by a person, sent once or not at all, and says nothing about a child."""

import datetime as dt
import smtplib
from dataclasses import replace

import pytest
from django.core import mail as outbox
from django.urls import reverse
from django.utils import timezone

from bots.envelope import envelope_of
from bots.reply import reply as send
from bots.sweep import sweep
from records import letters, store
from records.models import Approval, AuditEvent, Contact, OpenPoint, Reply
from tests import factories

pytestmark = pytest.mark.django_db
WORDS = ("Amir", "Okonkwo", "Adaeze", "Mill Lane", "Merlin report")


@pytest.fixture
def tess(client):
    client.force_login(factories.account("tess", "triage"))
    return client


@pytest.fixture(autouse=True)
def outgoing(settings):
    """A server is named; the test's backend keeps what goes out."""
    settings.ENVIRONMENT = replace(
        settings.ENVIRONMENT, outgoing_mail="smtp://127.0.0.1:25", mail_from="Front door <hub@council.example>",
        mail_reply_to="desk@council.example", mail_domain="mail.council.example",
    )  # fmt: skip
    return settings


@pytest.fixture
def post():
    return factories.drafted_contact().mail


def page(mail):
    return reverse("replies", kwargs={"ulid": mail.ulid})


def decide(mail):
    """As after an approval."""
    outcome = {"frozen_sealed": b"", "category": "Neglect", "outcome": "Send to MASH", "approved_by": "tess"}
    Approval.objects.create(contact=mail.contacts.get(), **outcome)


def write(client, mail, kind="acknowledgement"):
    client.post(page(mail), {"write": kind})
    return mail.replies.get()


def test_a_letter_is_written_and_nothing_goes_out_before_a_person_says_so(tess, post):
    write(tess, post)
    sweep()
    send(post.replies.get().ulid)

    shown = tess.get(page(post)).content.decode()
    assert "Nothing is sent before you say so" in shown and post.ulid in shown
    assert outbox.outbox == []


def test_what_the_person_read_and_changed_goes_out_once(tess, post):
    reply = write(tess, post)
    answer = {"reply": reply.ulid, "act": "send", "body": "Thank you. We will ring you."}
    tess.post(page(post), answer)
    again = tess.post(page(post), answer)
    for _ in range(2):
        send(reply.ulid)

    (sent,) = outbox.outbox
    assert (sent.to, sent.body) == (["merlin@met.police.uk"], "Thank you. We will ring you.")
    assert again.status_code == 409
    assert set(AuditEvent.objects.filter(subject=reply.ulid).values_list("action", "actor")) >= {
        ("reply.drafted", "tess"),
        ("reply.released", "tess"),
    }


def test_it_goes_out_in_the_houses_own_name_and_as_a_persons_word(tess, post):
    reply = write(tess, post)
    tess.post(page(post), {"reply": reply.ulid, "act": "send"})
    send(reply.ulid)

    (sent,) = outbox.outbox
    headers = sent.message()
    assert (sent.from_email, sent.reply_to) == ("Front door <hub@council.example>", ["desk@council.example"])
    assert headers["Message-ID"].endswith("@mail.council.example>")
    assert "Auto-Submitted" not in headers


@pytest.mark.parametrize("lacking", ["outgoing_mail", "mail_from"])
def test_without_an_outgoing_server_nothing_says_sent(tess, post, outgoing, lacking):
    outgoing.ENVIRONMENT = replace(outgoing.ENVIRONMENT, **{lacking: ""})
    reply = write(tess, post)
    told = tess.post(page(post), {"reply": reply.ulid, "act": "send"}, follow=True).content.decode()
    send(reply.ulid)
    shown = tess.get(page(post)).content.decode()

    reply.refresh_from_db()
    assert outbox.outbox == [] and reply.sent_at is None
    assert "does not leave" in told
    assert "Not sent: no outgoing mail server is named" in shown and ">Sent<" not in " ".join(shown.split())


def test_a_discarded_letter_never_goes_out(tess, post):
    reply = write(tess, post)
    tess.post(page(post), {"reply": reply.ulid, "act": "discard"})
    send(reply.ulid)

    assert outbox.outbox == [] and "Discarded" in tess.get(page(post)).content.decode()


def test_no_letter_says_anything_about_the_child_and_none_lies_in_plain_words(tess, post):
    decide(post)
    for kind in letters.titles():
        subject, body = letters.written(kind, post)
        assert not [word for word in WORDS if word in subject + body]
    reply = write(tess, post)
    assert b"Thank you" not in bytes(reply.text_sealed)


def test_the_outcome_is_told_only_when_there_is_one(tess, post):
    assert tess.post(page(post), {"write": "outcome"}).status_code == 409
    decide(post)
    write(tess, post, "outcome")

    assert "Send to MASH" in tess.get(page(post)).content.decode()


def test_one_letter_of_a_kind_lies_there_at_a_time(tess, post):
    write(tess, post)

    assert tess.post(page(post), {"write": "acknowledgement"}).status_code == 409
    assert post.replies.count() == 1


@pytest.mark.parametrize("reason", ["sender_not_trusted", "auto_reply", "infected"])
def test_strangers_and_machines_are_not_answered(tess, reason):
    held = factories.held_mail(reason)

    assert tess.post(page(held), {"write": "acknowledgement"}).status_code == 409
    assert not Reply.objects.exists()


def test_a_server_that_refuses_gives_the_letter_back_with_its_reason(tess, post, monkeypatch):
    reply = write(tess, post)
    tess.post(page(post), {"reply": reply.ulid, "act": "send", "body": ""})
    monkeypatch.setattr("bots.outgoing.EmailMessage.send", refuse)
    send(reply.ulid)

    assert "refused the mail" in tess.get(page(post)).content.decode()
    tess.post(page(post), {"reply": reply.ulid, "act": "discard"})
    assert not OpenPoint.objects.filter(mail=post, path=reply.ulid, closed_at=None).exists()


def refuse(*_, **__):
    raise smtplib.SMTPServerDisconnected


def test_a_worker_that_was_killed_while_sending_leaves_a_question_and_not_a_second_letter(tess, post):
    reply = write(tess, post)
    store.send_reply(reply, store.Actor.user("tess"))
    store.claim_reply(reply.ulid)
    Reply.objects.update(claimed_at=timezone.now() - dt.timedelta(minutes=6))
    sweep()

    reply.refresh_from_db()
    assert reply.state == Reply.State.DRAFTED
    assert "not known whether" in tess.get(page(post)).content.decode()


def test_a_masked_contact_is_opened_before_its_sender_is_answered(tess, post):
    Contact.objects.update(sensitive=True)

    assert tess.get(page(post)).status_code == 409


@pytest.mark.parametrize(
    ("wished", "answered"), [("desk@met.police.uk", "desk@met.police.uk"), ("me@elsewhere.example", "pc@met.police.uk")]
)
def test_answers_stay_in_the_senders_own_house(wished, answered):
    said = envelope_of(f"From: PC <pc@met.police.uk>\r\nReply-To: {wished}\r\n\r\nx".encode())

    assert said["address"] == answered
