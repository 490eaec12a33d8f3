"""A full disk, a full Redis, a clock that jumps, a worker that stands still, an expired certificate: a clear state, and nothing lost."""

import datetime as dt
import shutil
import subprocess
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psutil
import psycopg
import pytest
from django.db import connection
from django.utils import timezone
from rq.serializers import JSONSerializer

from bots import steps
from bots.listener import Watch
from bots.steps import step
from bots.sweep import sweep
from bots.work import WarmWorker
from postroom.clock import due_at
from postroom.states import ContactState, MailState
from records import dispatch, queries, store, verifying
from records.bank_holidays import bank_holidays
from records.models import Attempt, Contact, Heartbeat, MailMessage, OutsideSystem, SealedFile
from sandbox.mailbox.certificate import make_certificate
from sandbox.mailbox.server import MailServer, free_port, room_for_mail
from tests import factories
from tests.integration.line.conftest import PASSWORD, letter

pytestmark = pytest.mark.django_db(transaction=True)


# --- no room --------------------------------------------------------------------------------------------------------


@contextmanager
def no_room():
    """The database's own refusal: it may not grow any more."""
    with _no_page_more() if connection.vendor == "sqlite" else _a_small_disk():
        yield


@contextmanager
def _no_page_more():
    """On SQLite by its limit of pages; none that other tests left free is in it."""
    with connection.cursor() as cursor:
        cursor.execute("vacuum")
        pages = cursor.execute("pragma page_count").fetchone()[0]
        cursor.execute(f"pragma max_page_count = {pages}")
    yield
    connection.close()  # the limit is the connection's


@contextmanager
def _a_small_disk():
    """On PostgreSQL by a real disk that is too small: the table of sealed files moves onto it."""
    table = SealedFile._meta.db_table
    owner = psutil.Process(connection.connection.info.backend_pid).uids().real
    disk = Path(tempfile.mkdtemp(prefix="postroom-disk-", dir="/tmp"))  # where the server's user may go
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size=128k,uid={owner},mode=700", "tmpfs", disk], check=False
    )
    if mounted.returncode:
        pytest.skip("this user may not mount a disk")
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"create tablespace small location '{disk}'")
            cursor.execute(f"alter table {table} set tablespace small")
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"alter table {table} set tablespace pg_default")
            cursor.execute("drop tablespace small")
        subprocess.run(["umount", disk], check=True)
        disk.rmdir()


def test_a_full_disk_leaves_the_mail_waiting_and_it_is_kept_when_there_is_room(line, caplog):
    line.deliver(letter("x" * 200_000))
    line.watch()
    with no_room():
        line.work("post")
    assert "the disk of the database is full" in caplog.text
    mail = MailMessage.objects.get()
    assert (mail.state, mail.labelled, verifying.verify()) == (MailState.CLAIMED, False, None)

    MailMessage.objects.update(last_moved_at=timezone.now() - dt.timedelta(minutes=1), lease_until=None)
    Attempt.objects.update(next_try_at=None)
    dispatch.connection().flushall()
    sweep()
    line.work("post")
    mail.refresh_from_db()
    assert mail.state == MailState.STORED and store.raw_of(mail).count(b"x") >= 200_000
    assert queries.ledger(timezone.localdate()).difference == 0


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has no connection that could be cut")
def test_chores_go_on_after_the_database_has_cut_every_connection(line):
    connection.ensure_connection()
    known = connection.connection.info
    with psycopg.connect(host=known.host, port=known.port, user=known.user, dbname=known.dbname) as other:
        other.execute("select pg_terminate_backend(%s)", [known.backend_pid])
    link = dispatch.connection()
    dispatch.ask("sweep", "")

    WarmWorker([dispatch.queue_named("chores")], connection=link, serializer=JSONSerializer).work(burst=True)

    assert Heartbeat.objects.filter(kind=Heartbeat.Kind.SWEEP).exists()


def test_a_redis_that_is_full_stops_nobody_and_the_sweep_asks_again(line):
    redis = dispatch.connection()
    redis.config_set("maxmemory", "1")
    try:
        line.deliver(letter())
        line.watch()
    finally:
        redis.config_set("maxmemory", "256mb")
    mail = MailMessage.objects.get()
    line.work("post")
    mail.refresh_from_db()
    assert mail.state == MailState.CLAIMED

    MailMessage.objects.update(last_moved_at=timezone.now() - dt.timedelta(minutes=1))
    sweep()
    line.work("post")
    mail.refresh_from_db()
    assert mail.state == MailState.STORED


# --- clocks ---------------------------------------------------------------------------------------------------------

NIGHTS = [
    dt.datetime(2026, 3, 29, 0, 30, tzinfo=dt.UTC),  # half an hour before the clocks go forward
    dt.datetime(2026, 3, 29, 1, 30, tzinfo=dt.UTC),  # half an hour after
    dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC),  # the first half past one
    dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC),  # the second half past one
]


@pytest.mark.parametrize("received", NIGHTS)
def test_a_mail_of_either_clock_change_keeps_its_instant_and_its_hours(line, received):
    line.deliver(letter(), received=received)
    line.watch()
    line.work("post", "reading")

    contact = Contact.objects.get()
    holidays = bank_holidays()
    assert contact.received_at == received
    assert contact.due_at == due_at(received, contact.grade or None, {}, holidays)
    assert contact.due_at > received
    assert queries.ledger(timezone.localdate(received)).received == 1


def test_the_two_half_past_ones_of_autumn_are_an_hour_apart():
    first, second = (due_at(night, "red", {"red": 4}, frozenset()) for night in NIGHTS[2:])

    assert second - first == dt.timedelta(hours=1)


def test_a_lease_from_a_clock_that_was_set_back_is_over(line):
    contact = factories.matched_contact()
    store.take_lease(contact, "a worker in the future")
    ahead = timezone.now() + dt.timedelta(hours=1)
    Contact.objects.update(lease_until=ahead, last_moved_at=ahead)
    dispatch.connection().flushall()
    sweep()

    assert store.take_lease(contact, "a worker of now")
    assert dispatch.connection().exists(f"rq:job:prefill-{contact.ulid}")


def test_a_lease_that_runs_is_nobody_elses(line):
    contact = factories.matched_contact()

    assert store.take_lease(contact, "one")
    assert not store.take_lease(contact, "two")


def test_a_worker_that_stood_still_for_longer_than_its_lease_types_nothing_more(line):
    """A suspended machine, a stalled disk: meanwhile another worker took over."""
    contact, typed = factories.matched_contact(), []

    @step("prefill", Contact, ContactState.SETTLED)
    def body(record):
        Contact.objects.update(lease_holder="another worker")
        steps.keep_lease(record)
        typed.append(1)

    body(contact.ulid)

    contact.refresh_from_db()
    assert typed == []
    assert (contact.state, contact.lease_holder) == (ContactState.SETTLED, "another worker")
    assert Attempt.objects.get().reason == "Another worker took over."


# --- certificates ---------------------------------------------------------------------------------------------------


@pytest.fixture
def expired(settings, line):
    server = MailServer(room_for_mail(), free_port(0), PASSWORD)
    make_certificate(server.folder, expired=True)
    server.start()
    mailbox = replace(settings.ENVIRONMENT.mailbox, port=server.port, ca_file=str(server.ca_file), poll_s=1)
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, mailbox=mailbox)
    yield server
    server.stop()
    shutil.rmtree(server.folder)


def test_an_expired_certificate_is_told_to_operations_and_nothing_is_lost_till_it_is_renewed(expired, settings):
    watch = Watch()
    listening = threading.Thread(target=listen, args=(watch,))
    listening.start()
    try:
        until(lambda: OutsideSystem.objects.filter(name="mailbox", last_reason__contains="expired").exists())
        assert not MailMessage.objects.exists()

        expired.stop()
        make_certificate(expired.folder)
        expired.start()
        with expired.signed_in(watch.mailbox.user) as client:
            client.append("INBOX", letter())
        until(lambda: MailMessage.objects.count() == 1)
    finally:
        watch.stopping.set()
        listening.join(30)
    assert OutsideSystem.objects.get(name="mailbox").failures == 0


def listen(watch):
    watch.run()
    connection.close()


def until(true, seconds=45):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.2)
