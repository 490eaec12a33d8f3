"""Steps that are run twice, killed in the middle, or meet something that is down."""

import threading
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from bots import read as reading
from bots import steps
from bots.steps import StepFailed, step
from bots.sweep import sweep
from extractors.isolation import read_isolated
from filling.page.seeking import ScreenChanged
from postroom.errors import CaseSystemDown, FieldsMissing, UnreadableDocument
from postroom.states import ContactState, MailState
from records import dispatch, store
from records.models import Attempt, Contact, Heartbeat, MailMessage, OpenPoint, OutsideSystem
from tests import factories
from tests.integration.line.conftest import letter

pytestmark = pytest.mark.django_db(transaction=True)


def job_that(does, *, system=""):
    """The prefill step with another body: the frame is what is tested."""

    @step("prefill", Contact, ContactState.SETTLED, system=system)
    def body(contact):
        does(contact)

    return body


def typing(error):
    """The robot begins to type, and then something happens."""

    def does(contact):
        store.start_work(contact, factories.ROBOT, "map@1")
        raise error

    return does


def later(ulid):
    """As if the record had stood still for a while."""
    past = timezone.now() - timedelta(minutes=5)
    Contact.objects.filter(ulid=ulid).update(last_moved_at=past)
    MailMessage.objects.filter(ulid=ulid).update(last_moved_at=past)
    Attempt.objects.filter(subject=ulid).update(next_try_at=None)


def test_a_step_on_a_record_that_has_moved_on_does_nothing(line):
    contact = factories.drafted_contact()
    done: list[object] = []

    job_that(done.append)(contact.ulid)

    assert done == []
    assert not Attempt.objects.filter(subject=contact.ulid).exists()


def test_two_workers_do_not_work_on_one_record(line):
    contact = factories.matched_contact()
    began, may_end, done = threading.Event(), threading.Event(), []

    def slow(record):
        began.set()
        may_end.wait(10)
        done.append(1)

    first = threading.Thread(target=job_that(slow), args=(contact.ulid,))
    first.start()
    began.wait(10)
    job_that(lambda _: done.append(2))(contact.ulid)
    may_end.set()
    first.join()

    assert done == [1]


def test_the_next_step_is_asked_for_when_the_lease_is_free(line):
    """It was asked for at the commit as well; whoever came then found the lease held and went away."""
    contact = factories.matched_contact()
    line.forget_everything_in_redis()

    def robot(record):
        typing_done(record)
        line.forget_everything_in_redis()  # the early job came, saw the lease, and went

    job_that(robot)(contact.ulid)

    assert dispatch_waiting("robot") == [f"finish-{contact.ulid}"]


def typing_done(contact):
    """All the way to an approved contact, whose next step is finish."""
    factories.write_drafts(contact)
    Contact.objects.filter(pk=contact.pk).update(state=ContactState.APPROVED)


def test_a_killed_robot_leaves_a_contact_that_is_taken_up_again(line):
    contact = factories.matched_contact()
    store.start_work(contact, factories.ROBOT, "map@1")
    store.take_lease(contact, "a worker that was killed")
    sweep()
    assert Contact.objects.get().state == ContactState.DRAFTING  # its lease still runs

    Contact.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    sweep()

    assert Contact.objects.get().state == ContactState.SETTLED
    assert "prefill-" + contact.ulid in dispatch_waiting("robot")


def dispatch_waiting(queue):

    return dispatch.queue_named(queue).job_ids


def test_a_lost_redis_is_asked_again_for_everything(line):
    (mail,) = line.collect(letter())
    line.forget_everything_in_redis()
    later(mail.ulid)
    sweep()

    assert dispatch_waiting("reading") == [f"read-{mail.ulid}"]
    assert Heartbeat.objects.get(name="sweep").details["asked"] == 1


def test_a_redis_that_is_down_stops_nobody_from_writing_things_down_and_is_told_once(settings, caplog, monkeypatch):
    from dataclasses import replace

    monkeypatch.setitem(dispatch._told, "away", False)
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, redis_url="redis://127.0.0.1:1/0")
    dispatch.connection.cache_clear()
    try:
        contact = factories.matched_contact()
        assert (contact.state, dispatch.depths()) == (ContactState.SETTLED, None)
        assert caplog.text.count("redis is away") == 1
    finally:
        dispatch.connection.cache_clear()


def test_what_is_down_is_tried_at_the_intervals_and_then_given_to_a_person(line):
    contact = factories.matched_contact()
    job = job_that(typing(CaseSystemDown("The case system does not answer.")))
    waits = dispatch.plan_of("prefill").retries_s
    for _ in waits:
        job(contact.ulid)
        assert Contact.objects.get().state == ContactState.SETTLED
    job(contact.ulid)

    contact.refresh_from_db()
    assert contact.state == ContactState.STOPPED
    assert (
        contact.points.filter(kind="robot_stopped", closed_at=None)
        .get()
        .reason.startswith("The case system does not answer.")
    )


def test_the_breaker_keeps_everybody_off_a_system_that_failed_three_times(line):
    contact = factories.matched_contact()
    tried = []

    def fails(record):
        tried.append(1)
        typing(CaseSystemDown("The case system does not answer."))(record)

    job = job_that(fails, system="case_system")
    for _ in range(5):
        job(contact.ulid)
    assert len(tried) == 3

    OutsideSystem.objects.update(open_until=timezone.now() - timedelta(seconds=1))
    job_that(lambda record: None, system="case_system")(contact.ulid)
    assert OutsideSystem.objects.get(name="case_system").failures == 0


def test_a_paused_robot_touches_nothing_until_it_is_resumed(line):
    contact = factories.matched_contact()
    ops, tried = store.Actor.user("ops"), []
    job = job_that(lambda _: tried.append(1), system="case_system")
    store.pause("case_system", ops)
    job(contact.ulid)
    store.resume("case_system", ops)
    job(contact.ulid)

    assert tried == [1]


def test_a_fault_of_ours_is_tried_twice_and_shows_only_a_reference(line):
    contact = factories.matched_contact()
    job = job_that(typing(ValueError("the child is called Sunflower")))
    for _ in range(2):
        with pytest.raises(StepFailed) as told:
            job(contact.ulid)
    attempt = Attempt.objects.filter(outcome="fault").latest("pk")

    assert "Sunflower" not in str(told.value) and attempt.reference in str(told.value)
    assert told.value.__cause__ is None and told.value.__suppress_context__
    assert Contact.objects.get().state == ContactState.STOPPED


def test_a_screen_that_surprised_counts_towards_the_breaker_of_its_system(line):
    """It would meet every record alike: they wait, and are not given to people one after the other."""
    contact = factories.matched_contact()
    for _ in range(2):
        store.system_failed("case_system", "There is no field labelled 'Login ID'.")
    job_that(typing(ScreenChanged("There is no field labelled 'Login ID'.")), system="case_system")(contact.ulid)

    assert not store.may_knock("case_system")
    assert Contact.objects.get().state == ContactState.SETTLED


def test_missing_values_become_points_that_name_them(line):
    contact = factories.matched_contact()
    job_that(typing(FieldsMissing(("children[0].sex",))))(contact.ulid)

    assert set(contact.points.filter(closed_at=None, kind="missing_value").values_list("path", flat=True)) == {
        "children[0].sex"
    }


def test_a_full_disk_waits_and_asks_nobody_at_first(line):
    contact = factories.matched_contact()
    job_that(typing(OSError(28, "No space left on device")))(contact.ulid)

    assert Contact.objects.get().state == ContactState.SETTLED
    assert OutsideSystem.objects.get(name="disk").last_reason == "The disk is full."


def test_a_database_that_goes_away_is_left_to_the_sweep(line):
    contact = factories.matched_contact()
    job_that(typing(OperationalError("server closed the connection")))(contact.ulid)
    Contact.objects.update(lease_until=None)
    sweep()

    assert Contact.objects.get().state == ContactState.SETTLED


def test_a_record_that_kills_its_worker_again_and_again_is_given_to_a_person(line):
    contact = factories.matched_contact()
    for _ in range(steps.KILLS_TO_HOLD):
        store.begin_attempt("prefill", contact.ulid, "worker")
    job_that(lambda _: None)(contact.ulid)

    assert Contact.objects.get().state == ContactState.STOPPED


def test_a_document_nobody_can_read_is_held_with_its_reason(line, monkeypatch):
    (mail,) = line.collect(letter())
    poison = UnreadableDocument("This document cannot be read.", "unreadable")
    monkeypatch.setattr(reading, "read_isolated", lambda *_: (_ for _ in ()).throw(poison))
    line.work("reading")

    mail.refresh_from_db()
    assert (mail.state, mail.reason) == (MailState.HELD, "unreadable")
    assert OpenPoint.objects.get(mail=mail).reason == "This document cannot be read."


def test_a_poisonous_document_is_held_after_two_tries_and_the_rest_flows_on(line, monkeypatch):
    poison, good = line.collect(letter("poison", number=1), letter(number=2))
    true_reader = read_isolated

    def reader(raw, *rest):
        if b"poison" in raw:
            raise RuntimeError("a bug of ours")
        return true_reader(raw, *rest)

    monkeypatch.setattr(reading, "read_isolated", reader)
    line.work("reading")
    store.request_next(MailMessage.objects.get(pk=poison.pk))
    line.work("reading")

    poison.refresh_from_db()
    good.refresh_from_db()
    assert poison.state == MailState.HELD
    assert good.state != MailState.STORED
