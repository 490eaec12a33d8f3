"""Operations are told when post does not flow, once, and when it flows again."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db.models import F
from django.utils import timezone

from bots.watch import watch
from records import store
from records.models import AlarmRaised, Heartbeat, MailMessage, OutsideSystem
from records.queries import overview
from records.queries.alarms import alarms
from records.queries.operations import QUIET_MAILS, usual_since
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def told_to(settings):
    settings.ENVIRONMENT = replace(
        settings.ENVIRONMENT,
        alarm_to=("ops@council.example",),
        outgoing_mail="smtp://127.0.0.1:25",
        mail_from="hub@council.example",
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


def usual_post(*, silent: dt.timedelta):
    """Four weeks of a mail an hour by day and none by night, and then none for a while."""
    now = dt.datetime(2026, 11, 20, 3, 0, tzinfo=dt.UTC)  # at night, when none is usual
    came = (now - dt.timedelta(hours=hours) for hours in range(24 * 7 * 5))
    MailMessage.objects.bulk_create(
        MailMessage(account="a", folder="INBOX", uidvalidity=1, uid=uid, received_at=moment)
        for uid, moment in enumerate(each for each in came if 8 <= each.hour < 20 and each <= now - silent)
    )
    return now


@pytest.mark.parametrize(
    ("silent", "is_too_quiet"),
    [(dt.timedelta(0), False), (dt.timedelta(hours=10), False), (dt.timedelta(hours=20), True)],
)
def test_a_mailbox_that_died_by_day_is_still_too_quiet_at_night(silent, is_too_quiet):
    now = usual_post(silent=silent)
    last = MailMessage.objects.latest("received_at").received_at
    usual = usual_since(last, now)

    assert usual is not None and (usual >= QUIET_MAILS) == is_too_quiet


def test_quiet_is_told_with_what_is_usual():
    usual_post(silent=dt.timedelta(days=2))
    everything_lives()
    MailMessage.objects.update(
        received_at=F("received_at") + (timezone.now() - dt.datetime(2026, 11, 20, 3, tzinfo=dt.UTC))
    )

    (quiet,) = [each.sentence for each in alarms(overview()) if each.key == "quiet"]
    assert "24 usually come in that time" in quiet


def test_a_part_that_never_started_is_told():
    store.beat(Heartbeat.Kind.WORKER, "post-1")

    assert {"never mailbox", "never sweep"} <= keys()


def test_an_outside_system_is_down_until_it_answers_and_not_only_while_its_breaker_is_open():
    everything_lives()
    for _ in range(3):
        store.system_failed("virus_scanner", "It does not answer.")
    OutsideSystem.objects.update(open_until=timezone.now() - dt.timedelta(seconds=1))
    assert "system virus_scanner" in keys()

    store.system_works("virus_scanner")
    assert "system virus_scanner" not in keys()


def test_a_lookalike_is_told_without_a_word_of_the_post(mailoutbox):
    everything_lives()
    factories.held_mail("sender_not_trusted", subject="Amir Okonkwo")
    watch()
    later()
    watch()

    assert "not vouched for" in mailoutbox[0].body
    assert "Amir" not in mailoutbox[0].body
