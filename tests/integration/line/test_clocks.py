"""A host's clock that was a day ahead and is set right costs minutes, not a day."""

import datetime as dt

import pytest
from django.utils import timezone

from bots.sweep import sweep
from postroom.clock import due_at
from records import queries, store
from records.bank_holidays import bank_holidays, ends_soon, known_until
from records.models import AlarmRaised, Attempt, Heartbeat, Opening, OutsideSystem, Reply
from records.queries.alarms import Alarm, is_silent
from records.store.alarms import note_alarms
from records.store.replies import interrupted_replies
from tests import factories

pytestmark = pytest.mark.django_db
A_DAY = dt.timedelta(days=1)
TESS = store.Actor.user("tess")


@pytest.fixture
def tomorrow(monkeypatch):
    """What is done in it is done by a clock that is a day ahead; after it the clock is right."""
    real = timezone.now

    def a_day_ahead(act):
        monkeypatch.setattr(timezone, "now", lambda: real() + A_DAY)
        done = act()
        monkeypatch.setattr(timezone, "now", real)
        return done

    return a_day_ahead


def test_a_next_try_is_made_now(tomorrow):
    mail = factories.mail()

    def tried():
        attempt = store.begin_attempt("read", mail.ulid, "worker")
        store.end_attempt(attempt, Attempt.Outcome.TRY_AGAIN, "Away.", wait=dt.timedelta(minutes=5))

    tomorrow(tried)
    assert not store.waits_for_its_hour(mail.ulid)
    tried()
    assert store.waits_for_its_hour(mail.ulid)


def test_a_breaker_is_half_open(tomorrow):
    tomorrow(lambda: [store.system_failed("mailbox", "Away.") for _ in range(3)])
    assert OutsideSystem.objects.get().open_until > timezone.now() and store.may_knock("mailbox")
    store.system_failed("mailbox", "Away.")
    assert not store.may_knock("mailbox")


def test_a_sign_of_life_of_tomorrow_is_none(tomorrow):
    tomorrow(lambda: store.beat(Heartbeat.Kind.WORKER, "worker"))
    assert is_silent(Heartbeat.objects.get())
    store.beat(Heartbeat.Kind.WORKER, "worker")
    assert not is_silent(Heartbeat.objects.get())


def test_an_opening_of_tomorrow_is_over(tomorrow):
    contact = factories.drafted_contact()
    type(contact).objects.update(sensitive=True)
    tomorrow(lambda: store.open_masked(contact, "I am on duty for this family.", TESS))
    assert Opening.objects.count() == 1 and not queries.open_contact(contact.ulid, TESS).is_open
    store.open_masked(contact, "I am on duty for this family.", TESS)
    assert queries.open_contact(contact.ulid, TESS).is_open


def test_a_reply_that_was_claimed_tomorrow_is_told_to_a_person():
    mail = factories.mail()
    reply = store.draft_reply(mail, "acknowledgement", "Received", "Thank you.", TESS)
    Reply.objects.update(state=Reply.State.SENDING, claimed_at=timezone.now() + A_DAY)

    assert interrupted_replies() == [reply.ulid]
    sweep()
    assert Reply.objects.get().state == Reply.State.DRAFTED


def test_an_alarm_of_tomorrow_is_told_today(tomorrow):
    tomorrow(lambda: note_alarms([Alarm("redis", "Redis is away.")]))

    assert note_alarms([Alarm("redis", "Redis is away.")]).begun == tuple(AlarmRaised.objects.all())


# --- bank holidays --------------------------------------------------------------------------------------------------


def test_the_end_of_the_calendar_is_told_a_year_before():
    assert not ends_soon(known_until() - dt.timedelta(days=366))
    assert ends_soon(known_until() - dt.timedelta(days=364)) and ends_soon(known_until() + A_DAY)


def test_beyond_the_calendar_a_decision_is_due_early_and_never_late():
    """Christmas 2040 is a Tuesday: whoever knows that is given longer than whoever does not."""
    christmas = frozenset({dt.date(2040, 12, 25), dt.date(2040, 12, 26)})
    for day in range(20, 31):
        received = dt.datetime(2040, 12, day, 15, tzinfo=dt.UTC)
        assert due_at(received, None, {}, bank_holidays()) <= due_at(received, None, {}, bank_holidays() | christmas)
