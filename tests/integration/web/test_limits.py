"""What is too large is told in words, odd letters are no fault, and whoever sends slowly keeps nobody else waiting."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing, contextmanager

import pytest
from django.conf import settings
from django.urls import reverse

from tests import factories
from web.limits import ANONYMOUS, FORM, SIGNED_IN

AT_ONCE = 150


@pytest.mark.django_db
@pytest.mark.parametrize(("size", "status"), [(ANONYMOUS - 200, 200), (ANONYMOUS + 1, 413), (FORM, 413)])
def test_nobody_unknown_sends_much(client, size, status):
    answer = client.post(
        reverse("sign-in"), "username=" + "x" * (size - 9), content_type="application/x-www-form-urlencoded"
    )

    assert answer.status_code == status
    assert ("This file is too large" in answer.content.decode()) == (status == 413)


@pytest.mark.django_db
def test_a_form_may_be_as_large_as_the_studio_takes_and_no_larger(client):
    client.force_login(factories.account("ada", "admin"))
    refused = client.post(reverse("new_form"), b"x" * (FORM + 1), content_type="multipart/form-data; boundary=x")
    words = client.post(reverse("new_form"), b"x" * (SIGNED_IN + 1), content_type="application/x-www-form-urlencoded")

    assert (refused.status_code, words.status_code) == (413, 413)
    assert "At most 20544 kB" in refused.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["/contacts/{id}/", "/post/{id}/", "/post/{id}/replies/", "/contacts/{id}/drafts/", "/worktray/?where=%00&grade=%00", "/post/held/?after=%00", "/audit/?actor=a%00b", "/ledger/?until=%00"],
)  # fmt: skip
@pytest.mark.parametrize("ulid", ["x" * 300, "01ARZ3NDEKTSV4RRFFQ69G5FAV"])
def test_odd_addresses_are_a_page_or_none_and_leave_no_view_of_what_does_not_exist(client, address, ulid):
    from records.models import AuditEvent

    client.force_login(factories.account("all", "triage", "ops", "admin", "auditor"))
    client.raise_request_exception = False
    before = AuditEvent.objects.count()

    assert client.get(address.format(id=ulid)).status_code == 404
    assert AuditEvent.objects.count() == before


@contextmanager
def pages(tmp_path):
    """The pages as docs/how-to/operate.md starts them."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "waitress", f"--listen=127.0.0.1:{port}", "--threads=4", "--connection-limit=1000",
        "--channel-timeout=30", "--max-request-body-size=21037056", "config.wsgi:application",
    ]  # fmt: skip
    store = f"sqlite:///{tmp_path}/pages.sqlite3"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "POSTROOM_TEST_DATABASE_URL": store}
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    subprocess.run(migrate, env=environment, cwd=settings.BASE_DIR, check=True)
    process = subprocess.Popen(
        command, env=environment, cwd=settings.BASE_DIR, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.2)
        yield port
    finally:
        process.terminate()
        process.wait(20)


@pytest.mark.own_database
def test_slow_and_half_open_connections_keep_nobody_waiting(tmp_path):
    with pages(tmp_path) as port:
        slow = [socket.create_connection(("127.0.0.1", port)) for _ in range(AT_ONCE)]
        for place, each in enumerate(slow):
            if place % 3:
                each.sendall(
                    b"POST /sign-in/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 60000\r\n"
                    + b"\r\nusername=x" * (place % 3 - 1)
                )
        began = time.monotonic()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/accessibility/", timeout=20) as answer:
            assert answer.status == 200
        taken = time.monotonic() - began
        for each in slow:
            each.close()

    assert taken < 10
