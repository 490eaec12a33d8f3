"""The line with real parts: Redis, Dovecot with TLS, the store; the steps run as RQ jobs in this process."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.utils import timezone
from rq import SimpleWorker
from rq.serializers import JSONSerializer

from bots import collect as collecting
from bots.listener import Watch
from bots.mailbox import connected
from records import dispatch
from records.models import MailMessage
from sandbox.mailbox.server import USER, MailServer, free_port, room_for_mail

ROOT = Path(__file__).resolve().parents[3]
PASSWORD = "only-for-tests"
OUR_STAMP = "mx.hillingdon.example; dmarc=pass header.from=met.police.uk"


@pytest.fixture(scope="session")
def redis_port(tmp_path_factory) -> Iterator[int]:
    port = free_port(0)
    folder = tmp_path_factory.mktemp("redis")
    process = subprocess.Popen(
        [
            shutil.which("redis-server") or "redis-server",
            ROOT / "queue" / "redis.conf",
            "--port",
            str(port),
            "--dir",
            folder,
        ],
        stdout=subprocess.DEVNULL,
    )
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield port
    process.terminate()
    process.wait()


@pytest.fixture(scope="session")
def mail_server() -> Iterator[MailServer]:
    server = MailServer(room_for_mail(), free_port(0), PASSWORD)
    server.start()
    yield server
    server.stop()
    shutil.rmtree(server.folder)


class Line:
    """The line in the words of a test."""

    def __init__(self, server: MailServer, user: str) -> None:
        self.server, self.user = server, user  # each test has a mailbox of its own on the one server

    def deliver(self, raw: bytes, *, received: datetime | None = None, folder: str = "INBOX") -> None:
        with self.server.signed_in(self.user) as client:
            if folder != "INBOX" and not client.folder_exists(folder):
                client.create_folder(folder)
            client.append(folder, raw, msg_time=received or timezone.now())

    def watch(self) -> None:
        """One look of the listener into the mailbox."""
        watch = Watch()
        with connected(watch.mailbox) as session:
            for folder in reversed(watch.folders):
                watch._look(session, folder)

    def work(self, *queues: str) -> None:
        """Does everything that waits in these queues."""
        link = dispatch.connection()
        names = queues or ("post", "reading", "matching", "robot")
        own = [dispatch.queue_named(name) for name in names]
        SimpleWorker(own, connection=link, serializer=JSONSerializer).work(burst=True, logging_level="ERROR")

    def collect(self, *raws: bytes) -> list[MailMessage]:
        """Delivers, claims and keeps. The mails that are new, oldest first."""
        before = MailMessage.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        for raw in raws:
            self.deliver(raw)
        self.watch()
        self.work("post")
        return list(MailMessage.objects.filter(pk__gt=before).order_by("pk"))

    def forget_everything_in_redis(self) -> None:
        dispatch.connection().flushall()


@pytest.fixture
def line(transactional_db, settings, redis_port, mail_server) -> Iterator[Line]:
    environment = django_settings.ENVIRONMENT
    settings.ENVIRONMENT = replace(
        environment,
        redis_url=f"redis://127.0.0.1:{redis_port}/0",
        mailbox=replace(
            environment.mailbox,
            host="127.0.0.1",
            port=mail_server.port,
            user=f"{USER}-{timezone.now().timestamp():.6f}",
            password=PASSWORD,
            ca_file=str(mail_server.ca_file),
            folders=("INBOX",),
        ),
    )
    dispatch.connection.cache_clear()
    collecting._forget_session()
    dispatch.connection().flushall()
    yield Line(mail_server, settings.ENVIRONMENT.mailbox.user)
    collecting._forget_session()
    dispatch.connection.cache_clear()


def letter(
    body: str = "Pls see concerns re Testina, yr 4.",
    *,
    subject: str = "Concern",
    number: int = 1,
    sender: str = "desk@met.police.uk",
) -> bytes:
    """A plain mail that our own server vouches for."""
    message = EmailMessage()
    message["Authentication-Results"] = OUR_STAMP
    message["From"], message["To"], message["Subject"] = sender, "hub@hillingdon.example", subject
    message["Message-ID"] = f"<{number}.{abs(hash((body, subject)))}@met.police.uk>"
    message.set_content(body)
    return message.as_bytes().replace(b"\n", b"\r\n")


def sample(name: str) -> bytes:
    """One of the demo's mails, as a mail server stores it."""
    raw = (ROOT / "sandbox" / "samples" / "mail" / f"{name}.eml").read_bytes()
    return raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
