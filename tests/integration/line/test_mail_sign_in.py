"""XOAUTH2 by the libraries of the two issuers, against an issuer on loopback: whatever it says or fails to say means "try again later"."""

from __future__ import annotations

import json
import ssl
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings

from bots import mail_sign_in
from bots.mail_sign_in import access_token
from postroom.errors import MailServerDown, Misconfigured
from postroom.mailbox import Mailbox
from sandbox.mailbox.certificate import make_certificate

TOKEN = {"access_token": "token-1", "expires_in": 3600, "token_type": "Bearer"}
HANG, DRIP, CLOSE = "hang", "drip", "close"


class Issuer(ThreadingHTTPServer):
    """Says `said` with `status` to whoever asks for a token, and describes itself as `described` (None: as it is)."""

    daemon_threads = True

    def __init__(self, room: Path) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        make_certificate(room)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(room / "server.pem", room / "server.key")
        self.socket = context.wrap_socket(self.socket, server_side=True)
        self.said: object = TOKEN
        self.described: object = None
        self.status = 200
        self.asked: list[str] = []
        self.over = threading.Event()

    @property
    def address(self) -> str:
        return f"https://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Issuer

    def do_GET(self) -> None:
        base = f"{self.server.address}/tenant-1"
        itself = {"authorization_endpoint": f"{base}/a", "token_endpoint": f"{base}/token", "issuer": base}
        self._answer(itself if self.server.described is None else self.server.described, 200)

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        self.server.asked.append(self.rfile.read(length).decode())
        self._answer(self.server.said, self.server.status)

    def _answer(self, said: object, status: int) -> None:
        if said == CLOSE:
            self.close_connection = True
            return
        if said == HANG:
            self.server.over.wait(30)
            return
        body = said.encode() if isinstance(said, str) and said != DRIP else json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(1000 if said == DRIP else len(body)))
        self.end_headers()
        if said == DRIP:
            while not self.server.over.wait(0.2):
                self.wfile.write(b" ")
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing: the test says what matters."""


@pytest.fixture
def issuer(tmp_path, monkeypatch) -> Iterator[Issuer]:
    server = Issuer(tmp_path)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
    monkeypatch.setattr(mail_sign_in, "MICROSOFT", server.address)
    monkeypatch.setattr(mail_sign_in, "CALL_S", 1.0)
    monkeypatch.setattr(mail_sign_in, "TOKEN_S", 3.0)
    yield server
    server.over.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def boxes(issuer, tmp_path) -> dict[str, Mailbox]:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    account = {
        "type": "service_account",
        "client_email": "robot@x.example",
        "private_key": pem,
        "token_uri": issuer.address,
    }
    key_file = tmp_path / "google.json"
    key_file.write_text(json.dumps(account))
    box = settings.ENVIRONMENT.mailbox
    return {
        "microsoft": replace(box, sign_in="microsoft", tenant="tenant-1", client_id="client-1", client_secret="s3cr3t"),
        "google": replace(box, sign_in="google", google_key_file=str(key_file), user="hub@x.example"),
    }


KINDS = ("microsoft", "google")


@pytest.mark.parametrize("kind", KINDS)
def test_a_token_for_the_mailbox(issuer, boxes, kind):
    assert access_token(boxes[kind]) == "token-1"
    wanted = mail_sign_in.MICROSOFT_SCOPE if kind == "microsoft" else "jwt-bearer"
    assert wanted.replace(":", "%3A").replace("/", "%2F") in issuer.asked[0]


ODD = [
    ("500", 500, "<h1>oh</h1>"), ("502 and nothing", 502, ""), ("503 in JSON", 503, {"error": "temporarily_unavailable"}),
    ("429", 429, {"error": "slow_down"}), ("401", 401, {"error": "invalid_client", "error_description": "s3cr3t is wrong"}),
    ("a list", 200, [1, 2]), ("a number", 200, 7), ("null", 200, "null"), ("a word", 200, '"token"'), ("no JSON", 200, "{token"),
    ("nothing", 200, ""), ("an empty object", 200, {}), ("a token that is null", 200, {"access_token": None}),
    ("a token that is a list", 200, {"access_token": ["x"], "expires_in": 1}), ("odd times", 200, {"access_token": 5, "expires_in": "soon"}),
    ("a thousand brackets", 200, "[" * 100_000), ("8-bit", 200, "ÿþ\x00"), ("an error that is a list", 400, {"error": ["a", {"b": 1}]}),
    ("gone", 200, CLOSE), ("silence", 200, HANG), ("a drip", 200, DRIP),
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("status", "said"), [each[1:] for each in ODD], ids=[each[0] for each in ODD])
def test_an_odd_issuer_means_try_again_later_and_soon_says_so(issuer, boxes, kind, status, said):
    issuer.status, issuer.said = status, said
    began = time.monotonic()
    with pytest.raises(MailServerDown) as told:
        access_token(boxes[kind])

    assert time.monotonic() - began < 5
    assert told.value.reason.endswith(".") and "s3cr3t" not in told.value.reason


@pytest.mark.parametrize("described", ["{", [], {}, {"token_endpoint": 7}, "null", HANG, DRIP, CLOSE], ids=str)
def test_an_issuer_that_describes_itself_oddly_means_try_again_later(issuer, boxes, described):
    issuer.described = described
    with pytest.raises(MailServerDown):
        access_token(boxes["microsoft"])


def test_a_google_key_that_is_not_there_is_told(tmp_path):
    google = replace(settings.ENVIRONMENT.mailbox, sign_in="google", google_key_file=str(tmp_path / "none.json"))

    with pytest.raises(MailServerDown, match="Google"):
        access_token(google)


def test_an_unknown_kind_of_sign_in_is_a_setting_to_correct():
    with pytest.raises(Misconfigured, match="password, microsoft or google"):
        access_token(replace(settings.ENVIRONMENT.mailbox, sign_in="magic"))
