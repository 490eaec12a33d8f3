"""Operations are told when post does not flow, once, and when it flows again."""

import datetime as dt
from dataclasses import replace

import pytest
from django.utils import timezone

from bots.watch import watch
from records import store
from records.models import AlarmRaised, Heartbeat
from records.queries import overview
from records.queries.alarms import alarms
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def told_to(settings):
    settings.ENVIRONMENT = replace(
        settings.ENVIRONMENT, alarm_to=("ops@council.example",), outgoing_mail="smtp://127.0.0.1:25"
    )


def everything_lives():
    for kind in Heartbeat.Kind:
        store.beat(kind, kind.value)


def later(minutes=5):
    AlarmRaised.objects.update(began_at=timezone.now() - dt.timedelta(minutes=minutes))


def keys():
    return {alarm.key for alarm in alarms(overview())}


def test_a_line_without_workers_is_told_once_and_its_end_too(mailoutbox):
    watch()
    assert mailoutbox == []

    later()
    watch()
    watch()
    (told,) = mailoutbox
    assert (told.subject, told.to) == ("Postroom: somebody must look", ["ops@council.example"])
    assert "No worker is alive." in told.body

    everything_lives()
    watch()
    watch()
    assert "Over: No worker is alive." in mailoutbox[1].body
    assert len(mailoutbox) == 2


def test_what_lasts_less_than_two_minutes_wakes_nobody(mailoutbox):
    watch()
    everything_lives()
    later()
    watch()

    assert "workers" not in {each.key for each in AlarmRaised.objects.filter(ended_at=None)}
    assert not any("No worker" in mail.body for mail in mailoutbox)


def test_a_mail_that_cannot_go_out_is_tried_again(settings, mailoutbox):
    watch()
    later()
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1", 1,
    )  # fmt: skip
    watch()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    watch()

    assert len(mailoutbox) == 1


def test_each_thing_that_stops_post_is_an_alarm():
    everything_lives()
    assert keys() == {"redis"}  # the tests of the store run without one

    store.beat(Heartbeat.Kind.SWEEP, "sweep", ledger_difference=1)
    Heartbeat.objects.filter(kind="mailbox").update(beat_at=timezone.now() - dt.timedelta(minutes=6))
    factories.read_contact(*factories.merlin(), minutes_ago=20)
    for _ in range(3):
        store.system_failed("case_system", "It does not answer.")

    assert {"ledger", "silent mailbox", "standing", "system case_system"} < keys()


def test_a_lookalike_is_told_without_a_word_of_the_post(mailoutbox):
    everything_lives()
    factories.held_mail("sender_not_trusted", subject="Amir Okonkwo")
    watch()
    later()
    watch()

    assert "not vouched for" in mailoutbox[0].body
    assert "Amir" not in mailoutbox[0].body
