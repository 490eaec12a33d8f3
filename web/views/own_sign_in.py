"""A person's own sign-in: the second step, setting it up with an authenticator app, recovery codes, and the sessions that run."""

from __future__ import annotations

from typing import cast

import segno
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from pyotp import TOTP

from postroom.errors import NotAllowed
from records import store
from records.store import second_step as steps
from web.access import owes_second_step
from web.own_sessions import end_sessions, sessions_of
from web.requests import actor_of, posted
from web.sign_ins import half_signed_in, is_really_here

BACKEND = "django.contrib.auth.backends.ModelBackend"
WRONG_CODE = "This code does not fit. Enter the 6 digits that your app shows now."
NOT_YOURS = "This is not your password now."


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """After the right password: the code of the app, or a recovery code."""
    half = half_signed_in(request)
    if half is None or not steps.has_second_step(half[0]):
        return redirect("sign-in")
    person, onward = half
    error = steps.take_second_step(person, posted(request).get("code", "")) if request.method == "POST" else ""
    if request.method == "POST" and not error:
        request.session.flush()
        login(request, person, backend=BACKEND)
        return redirect(onward)
    return render(request, "account/second_step.html", {"error": error}, status=422 if error else 200)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def own_sign_in(request: HttpRequest) -> HttpResponse:
    """What the person sees of their own sign-in, and changes."""
    if request.method == "GET":
        return _page(request)
    try:
        return _changed(request)
    except NotAllowed as refused:
        return _page(request, error=refused.reason, error_at=posted(request).get("do", ""), status=422)


def _changed(request: HttpRequest) -> HttpResponse:
    typed, person = posted(request), cast(User, request.user)
    match typed.get("do"):
        case "begin":
            _ask_who(request, typed)
            steps.begin_second_step(person)
        case "confirm":
            codes = steps.turn_on_second_step(person, typed.get("code", ""))
            if not codes:
                raise NotAllowed(WRONG_CODE)
            return _page(request, codes=codes)
        case "off":
            _ask_who(request, typed)
            steps.turn_off_second_step(person, actor_of(request))
            messages.success(request, "You sign in with your password alone.")
        case "end":
            ended = end_sessions(request, person, typed.get("mark", ""))
            store.note(actor_of(request), "sign_in.ended_elsewhere", f"account-{person.pk}", {"sessions": ended})
            messages.success(request, "Signed out there.")
    return redirect("own-sign-in")


def _ask_who(request: HttpRequest, typed: dict[str, str]) -> None:
    """A desk left open must not change how somebody signs in."""
    person = cast(User, request.user)
    if not person.has_usable_password() or not is_really_here(request, typed.get("password", "")):
        raise NotAllowed(NOT_YOURS)


def _page(
    request: HttpRequest, *, status: int = 200, error: str = "", error_at: str = "", codes: list[str] | None = None
) -> HttpResponse:
    person = cast(User, request.user)
    key = steps.waiting_key(person)
    context = {
        "is_local": person.has_usable_password(),
        "is_on": steps.has_second_step(person),
        "is_owed": owes_second_step(person),
        "codes_left": steps.recovery_codes_left(person),
        "key": " ".join(key[at : at + 4] for at in range(0, len(key), 4)),
        "square": _square(person, key) if key else "",
        "codes": codes or [],
        "sessions": sessions_of(person, request.session.session_key),
        "error": error,
        "error_at": error_at,
    }
    return render(request, "account/own_sign_in.html", context, status=status)


def _square(person: User, key: str) -> str:
    """The key as a picture for the app's camera, in the page itself: it has no address of its own."""
    address = TOTP(key).provisioning_uri(name=person.get_username(), issuer_name="Postroom")
    return segno.make_qr(address).svg_data_uri(scale=5, border=4, light="white")
