"""What a browser asked and what it is answered, over WSGI. No framework: the pretend system needs six kinds of answers."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from http import HTTPStatus
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


@dataclass(frozen=True, slots=True)
class Request:
    """One request, with its form read. `files` are names only: the pretend system keeps no documents."""

    method: str
    path: str
    query: dict[str, str]
    form: dict[str, str] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    cookie: str | None = None

    @classmethod
    def from_wsgi(cls, environ: WSGIEnvironment) -> Request:
        form, files = _read_form(environ) if environ["REQUEST_METHOD"] == "POST" else ({}, ())
        cookies = SimpleCookie(environ.get("HTTP_COOKIE", ""))
        return cls(
            method=environ["REQUEST_METHOD"],
            path=environ.get("PATH_INFO") or "/",
            query=dict(parse_qsl(environ.get("QUERY_STRING", ""))),
            form=form,
            files=files,
            cookie=cookies["visit"].value if "visit" in cookies else None,
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: a page, a place to go to, or data."""

    body: str = ""
    status: HTTPStatus = HTTPStatus.OK
    location: str | None = None
    kind: str = "text/html; charset=utf-8"

    @classmethod
    def go_to(cls, location: str) -> Answer:
        return cls(status=HTTPStatus.SEE_OTHER, location=location)

    @classmethod
    def data(cls, value: object) -> Answer:
        return cls(body=json.dumps(value), kind="application/json")

    def send(self, start: StartResponse, cookie: str) -> Iterable[bytes]:
        headers = [("Content-Type", self.kind), ("Cache-Control", "no-store")]
        if cookie:
            headers.append(("Set-Cookie", f"visit={cookie}; Path=/; HttpOnly; SameSite=Lax"))
        if self.location:
            headers.append(("Location", self.location))
        start(f"{self.status.value} {self.status.phrase}", headers)
        return [self.body.encode()]


def _read_form(environ: WSGIEnvironment) -> tuple[dict[str, str], tuple[str, ...]]:
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    content_type = environ.get("CONTENT_TYPE", "")
    if not content_type.startswith("multipart/"):
        return dict(parse_qsl(body.decode(), keep_blank_values=True)), ()
    message = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body)
    form: dict[str, str] = {}
    files: list[str] = []
    for part in message.iter_parts():
        name, filename = str(part.get_param("name", header="content-disposition")), part.get_filename()
        if filename:
            files.append(filename)
        elif filename is None:
            payload = part.get_payload(decode=True)
            form[name] = payload.decode() if isinstance(payload, bytes) else ""
    return form, tuple(files)
