"""How much a page takes: small from somebody who is not signed in, a form's size from somebody who is, a document's in the studio."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from records.store.studio import LARGEST
from web.middleware import message

ANONYMOUS = 64 * 1024
SIGNED_IN = 2 * 1024 * 1024
FORM = LARGEST + ANONYMOUS
"""Bytes of a body. A front, or waitress's own --max-request-body-size, refuses what is larger than the last before it is taken."""


class BodyLimit:
    """Answers a body that is too large in words, before anything of it is parsed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        said = request.META.get("CONTENT_LENGTH") or "0"
        most = _most(request)
        if not said.isdecimal() or int(said) > most:
            words = f"At most {most // 1024} kB can be sent to this page. Send a shorter one."
            return message(request, "This file is too large", words, status=413)
        return self.get_response(request)


def _most(request: HttpRequest) -> int:
    if not request.user.is_authenticated:
        return ANONYMOUS
    return FORM if (request.content_type or "").startswith("multipart/") else SIGNED_IN
