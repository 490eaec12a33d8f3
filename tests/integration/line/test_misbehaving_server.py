"""A mail server may do anything: one bad thing is told, and stops nothing else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import close_old_connections, connection
from imapclient import SocketTimeout

from bots import collect as collecting
from bots import folder as minding
from bots import listener, mailbox
from postroom.states import MailState
from records.models import MailMessage, OpenPoint, OutsideSystem
from tests.integration.line import misbehaving_with_folders, misbehaving_with_messages  # noqa: F401  # fill the table
from tests.integration.line.misbehaviours import ALL, Misbehaviour
from tests.integration.line.scripted_imap import Letter, Manner, Scripted, until

ROOT = Path(__file__).resolve().parents[3]
MOST_SIGN_INS = 30  # the listener's and the worker's, in a time in which every pause is fifty times shorter


def raw(folder: str, uid: int) -> bytes:
    return f"Message-ID: <{uid}.{folder}@x>\r\nFrom: desk@met.police.uk\r\n\r\nPls see concerns.\r\n".encode()


@pytest.fixture(autouse=True)
def short_patience(monkeypatch):
    monkeypatch.setattr(mailbox, "SILENCE", SocketTimeout(connect=2, read=1))
    for module, name, value in (
        (mailbox, "SIGN_IN_S", 3.0), (mailbox, "ANSWER_S", 2.5), (mailbox, "BODY_S", 1.5), (minding, "TRIPS", 2),
        (minding, "FOLDER_REST", (0.1, 1.0)), (minding, "LABEL_REST", (0.2, 1.0)), (listener, "RECONNECT", (0.05, 0.5)),
        (listener, "SLICE_S", 0.3), (collecting, "STALE_S", 0.5),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, value)


@contextmanager
def serving(tmp_path: Path, settings, manner: Manner | None = None) -> Iterator[Scripted]:
    folders = {
        "INBOX": [Letter(uid, raw("INBOX", uid)) for uid in (1, 2, 3)],
        "Police": [Letter(1, raw("Police", 1))],
    }
    server = Scripted(tmp_path, folders, manner)
    settings.ENVIRONMENT = replace(
        settings.ENVIRONMENT,
        mailbox=replace(
            settings.ENVIRONMENT.mailbox, host="127.0.0.1", port=server.port, user="hub", password="x",
            ca_file=str(server.ca_file), folders=("INBOX", "Police"), poll_s=0.3,
        ),
    )  # fmt: skip
    collecting._forget_session()
    yield server
    server.close()
    collecting._forget_session()


@contextmanager
def listening() -> Iterator[listener.Watch]:
    """The listener in a thread, as it runs in its own process."""
    watch = listener.Watch()

    def run() -> None:
        watch.run()
        connection.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield watch
        assert thread.is_alive(), "the listener died"
    finally:
        watch.stopping.set()
        thread.join(10)
    assert not thread.is_alive()


def work() -> None:
    """The worker, as often as the queue would ask."""
    for mail in MailMessage.objects.filter(state=MailState.CLAIMED).order_by("pk"):
        collecting.collect(mail.ulid)
    close_old_connections()


def states(folder: str) -> dict[int, str]:
    return dict(MailMessage.objects.filter(folder=folder).values_list("uid", "state"))


@pytest.mark.parametrize("case", ALL, ids=[each.name for each in ALL])
def test_one_bad_thing_stops_nothing_else(case: Misbehaviour, transactional_db, settings, tmp_path):
    with serving(tmp_path, settings, case.manner) as server:
        case.prepare(server)
        poison = server.folders["INBOX"][1].uid
        wanted = {1: MailState.STORED, poison: case.poison, 3: MailState.STORED}
        expected = {uid: state for uid, state in wanted.items() if state}

        def arrived() -> bool:
            work()
            return states("INBOX") == expected and states("Police").get(1) == case.police

        with listening():
            assert until(arrived, 25), (states("INBOX"), states("Police"))
            server.folders["INBOX"].append(Letter(4, raw("INBOX", 4)))
            expected[4] = MailState.STORED
            assert until(arrived, 15), states("INBOX")

    held = MailMessage.objects.filter(state=MailState.HELD)
    assert OpenPoint.objects.filter(mail__in=held, closed_at=None).count() == len(held)
    assert server.sign_ins < MOST_SIGN_INS
    if case.police is None:
        assert OutsideSystem.objects.get(name="folder-police").last_reason.startswith("Folder Police:")


def test_the_pause_between_sign_ins_grows_until_a_round_goes_through(transactional_db, settings, tmp_path, monkeypatch):
    monkeypatch.setattr(listener, "RECONNECT", (0.5, 60.0))
    drops = serving(tmp_path, settings, lambda talk, asked: asked.verb == "SELECT" and talk.link.close() is None)
    with drops as server, listening():
        time.sleep(6)

    assert server.sign_ins <= 4  # at 0, 0.5, 1.5 and 3.5 seconds


def test_a_person_reads_again_what_was_never_kept(transactional_db, settings, tmp_path):
    from records import store

    with serving(tmp_path, settings) as server, listening():
        server.folders["INBOX"][1].date = '"31-Feb-2026 10:00:00 +0000"'
        assert until(lambda: len(states("INBOX")) == 3, 10)
        held = MailMessage.objects.filter(state=MailState.HELD).first()
        if held is None:  # it was listed before its date went wrong
            pytest.skip("the listener was faster than the test")
        store.read_again(held, store.Actor.robot("test"))
        work()

    held.refresh_from_db()
    assert held.state == MailState.STORED


@pytest.mark.own_database
@pytest.mark.parametrize("verb", ["", "LOGIN", "SELECT", "SEARCH", "FETCH", "IDLE"])
def test_the_listener_ends_within_five_seconds_of_the_signal(verb, transactional_db, settings, tmp_path):
    """Whatever hangs: the handshake, the sign-in, a folder, a search, a listing, IDLE."""
    reached = threading.Event()

    def hang(talk, asked) -> bool:
        if asked.verb == verb:
            reached.set()
            talk.hold_still()
        return False

    with serving(tmp_path, settings, hang) as server:
        if not verb:
            server._serve = lambda plain: (
                reached.set() or time.sleep(30)
            )  # takes the connection, and never shakes hands
        process = subprocess.Popen([sys.executable, "worker.py", "collect"], cwd=ROOT, env=as_set(settings))
        try:
            assert reached.wait(60)
            time.sleep(0.3)
            began = time.monotonic()
            process.send_signal(signal.SIGTERM)
            process.wait(20)
        finally:
            process.kill()

    assert time.monotonic() - began < 5
    assert process.returncode == 0


def as_set(settings) -> dict[str, str]:
    """The environment of a process of its own, over the test's database."""
    box = settings.ENVIRONMENT.mailbox
    name = connection.settings_dict["NAME"]
    server = os.environ.get("POSTROOM_TEST_DATABASE_URL", "").rpartition("/")[0]
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "POSTROOM_DATABASE_URL": f"sqlite:///{name}" if connection.vendor == "sqlite" else f"{server}/{name}",
        "POSTROOM_MAIL_HOST": box.host, "POSTROOM_MAIL_PORT": str(box.port), "POSTROOM_MAIL_USER": "hub",
        "POSTROOM_MAIL_PASSWORD": "x", "POSTROOM_MAIL_CA_FILE": str(box.ca_file),
    }  # fmt: skip
