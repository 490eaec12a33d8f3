"""Each alarm of trouble ahead is proven by making its cause happen, and is not there without it."""

import datetime as dt
import ssl
import threading
from collections import namedtuple
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.utils import timezone

from bots.watch import watch
from postroom.alarm_hook import AlarmHook
from records import store
from records.models import AlarmRaised, Attempt, ChainProof, Contact, Correction
from records.queries import trouble_ahead as ahead
from sandbox.mailbox.certificate import make_certificate
from tests import factories

pytestmark = pytest.mark.django_db
Usage = namedtuple("Usage", "total used free")


def found():
    return {alarm.key: alarm.sentence for alarm in ahead.trouble_ahead()}


def test_a_clock_with_less_than_an_hour_left():
    row = factories.read_contact(*factories.merlin())
    Contact.objects.filter(pk=row.pk).update(due_at=timezone.now() + dt.timedelta(minutes=90))
    assert "clock" not in found()

    Contact.objects.filter(pk=row.pk).update(due_at=timezone.now() + dt.timedelta(minutes=30))
    assert found()["clock"].startswith("One contact has less than an hour")


def test_many_faults_within_the_hour():
    for number in range(ahead.FAULTS):
        assert "errors" not in found()
        store.end_attempt(
            store.begin_attempt("read", f"mail{number}", "w"), Attempt.Outcome.FAULT, "Something of ours broke."
        )
    assert "5 of the last 5" in found()["errors"]

    Attempt.objects.update(started_at=timezone.now() - dt.timedelta(hours=2))
    assert "errors" not in found()


def test_a_broken_audit_chain():
    ChainProof.objects.create(pk=1, broken_at=17, broken_how="is missing")

    assert found()["chain"] == "The audit chain does not hold: link 17 is missing."


def test_a_disk_that_is_nearly_full_even_where_its_folder_is_not_made_yet(monkeypatch, settings, tmp_path):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, state_dir=tmp_path / "not" / "yet")
    monkeypatch.setattr(ahead.shutil, "disk_usage", lambda _path: Usage(100 * 1024**3, 0, 2 * 1024**3))

    assert "2.0 GB are free" in found()["disk"]


@pytest.mark.parametrize(("days", "words"), [(22, ""), (21, "expires on"), (0, "expires on"), (-1, "expired on")])
def test_a_password_close_to_its_end(settings, days, words):
    until = timezone.localdate() + dt.timedelta(days=days)
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, expires=(("robot password", until),))

    assert words in found().get("expires robot password", "")
    assert bool(words) == ("expires robot password" in found())


def test_more_corrections_than_chance_explains():
    row = factories.read_contact(*factories.merlin())
    Contact.objects.all().delete()
    now = timezone.now()
    for number in range(2 * ahead.ENOUGH_CONTACTS):
        row.pk, row.ulid, row.position, row.state = None, f"{number:026d}", number, "finished"
        row.received_at = now - dt.timedelta(days=2 if number % 2 else 20)
        row.save(force_insert=True)
    assert "accuracy" not in found()

    for each in Contact.objects.filter(received_at__gt=now - ahead.THIS_WEEK):
        Correction.objects.create(contact=each, confirmed=False)
    assert "1.0 values a contact in the last week, 0.0" in found()["accuracy"]


@pytest.fixture
def channel(tmp_path, monkeypatch):
    """A channel of its own with a certificate, as Teams and Slack have: what is posted is kept."""
    posted = []

    class Keeps(BaseHTTPRequestHandler):
        def do_POST(self):
            posted.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_words):
            """Quiet."""

    make_certificate(tmp_path)
    server = HTTPServer(("127.0.0.1", 0), Keeps)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "server.pem", tmp_path / "server.key")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
    yield f"https://localhost:{server.server_port}/hook", posted
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("form", ["teams", "slack"])
def test_a_channel_is_told_once_with_what_to_do_and_when_it_is_over(settings, channel, form):
    address, posted = channel
    settings.ENVIRONMENT = replace(
        settings.ENVIRONMENT, alarm_hook=AlarmHook(address, ("localhost",), form), alarm_to=()
    )
    ChainProof.objects.create(pk=1, broken_at=17, broken_how="is missing")
    watch()
    AlarmRaised.objects.update(began_at=timezone.now() - dt.timedelta(minutes=5))
    watch()
    watch()
    assert len(posted) == 1
    assert "link 17 is missing" in posted[0] and "runbooks/audit-chain.md" in posted[0]

    ChainProof.objects.all().delete()
    watch()
    assert "Over: The audit chain does not hold" in posted[1]
