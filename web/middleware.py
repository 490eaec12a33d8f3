"""The gate in front of every page, and the one place where our errors become answers."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Iterable

from django.contrib.auth import logout
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import Resolver404, reverse

from postroom.errors import NotAllowed, PostroomError
from web.access import PUBLIC, ROUTES, check_may_open, owes_second_step, roles_of
from web.sign_ins import is_over

log = logging.getLogger(__name__)
POLL = "Postroom-Poll"  # header of a request that a page makes by itself every few seconds
HTMX = "HX-Request"
FOUND = 302


class Gate:
    """Lets nobody open a route that web.access does not give to one of their roles."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated and is_over(request):
            logout(request)
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")  # a shared computer must not keep a child's page
            if POLL not in request.headers:
                request.session.modified = (
                    True  # a session ends when nobody does anything: a page that asks by itself is nobody
                )
        elif POLL in request.headers and response.status_code == FOUND:
            return HttpResponse(headers={"HX-Redirect": reverse("sign-in")})  # off the screen with it
        elif HTMX in request.headers and response.status_code == FOUND:
            return signed_out(request)
        return response

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        """Asked once the route is known and before its view runs."""
        match = request.resolver_match
        if _has_nul(request, match.kwargs.values() if match else ()):
            return no_page(request)
        try:
            check_may_open(match.view_name if match else "", roles_of(request.user))
        except NotAllowed as error:
            return message(request, "You cannot open this page", error.reason, status=403)
        if (
            match
            and ROUTES[match.view_name] != PUBLIC
            and match.view_name != "own-sign-in"
            and owes_second_step(request.user)
        ):
            return redirect("own-sign-in")
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A sentence for people, never a stack trace. What an unknown error says may hold a child's details: not shown."""
        match error:
            case NotAllowed():
                return message(request, "This is not possible now", error.reason, status=409)
            case PostroomError():
                return message(request, "This did not work", error.reason, status=503)
            case ObjectDoesNotExist() | Http404() | Resolver404():
                return no_page(request)
        reference = uuid.uuid4().hex[:8]
        log.error("page failed reference=%s kind=%s", reference, type(error).__name__, exc_info=error)
        return message(request, "Something went wrong", f"Tell operations this reference: {reference}.", status=500)


def _has_nul(request: HttpRequest, parts: Iterable[object]) -> bool:
    """A letter that no keyboard types and PostgreSQL does not take."""
    return any(
        "\0" in str(said)
        for said in (*parts, *request.GET, *(each for _, some in request.GET.lists() for each in some))
    )


def signed_out(request: HttpRequest) -> HttpResponse:
    """The page that asks stays as it is, with what was typed in it: see review.js."""
    line = "You were signed out after half an hour. What you typed is still here: sign in, come back, and press the button again."
    return message(request, "You are signed out", line, status=401)


def no_page(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """An address that leads nowhere."""
    return message(request, "There is no such page", "It may have been removed after its time.", status=404)


def not_taken(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What came is too large, or no form of ours; or it asks for a host that is none of ours, before anybody is known."""
    if not hasattr(request, "user"):
        return HttpResponse("not for this host\n", content_type="text/plain", status=400)
    return message(
        request, "This could not be taken", "It is too large, or was not sent from a page of Postroom.", status=400
    )


def old_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Its token is from before somebody signed in or out in this browser."""
    log.info("token refused reason=%s", reason)
    line = "Somebody signed in or out in this browser after the page was opened. Press the button again, or open the page anew."
    return message(request, "This page was open for too long", line, status=403)


def message(request: HttpRequest, heading: str, *lines: str, status: int) -> HttpResponse:
    """A page with a heading and sentences."""
    return render(request, "account/message.html", {"heading": heading, "lines": lines}, status=status)
