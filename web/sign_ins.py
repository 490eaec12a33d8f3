"""Every signing in and out, and every lock-out, is a link of the audit chain."""

from __future__ import annotations

import time
from typing import Any, cast

from axes.signals import user_locked_out
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from records import store
from records.audit import Actor
from web.devices import device_of

JUST_NOW_S = 5 * 60
LONGEST_S = 12 * 60 * 60
SIGNED_IN_AT = "signed_in_at"  # in the session: seconds since 1970
DEVICE = "device"  # in the session: `Firefox on Windows`
HALF = "half_signed_in"  # in the session: whose password was right and whose second step is still to come
HALF_S = 10 * 60
ASKED_AT = "asked_at"  # the same, by the word of the council's provider (auth_time)


@receiver(user_logged_in, dispatch_uid="sign-in")
def signed_in(user: User, request: HttpRequest, **_: Any) -> None:
    request.session[SIGNED_IN_AT] = time.time()
    request.session[DEVICE] = device_of(request.headers.get("User-Agent", ""))
    _note("sign_in.done", user)


def is_really_here(request: HttpRequest, password: str) -> bool:
    """Whether it is the person, and not somebody at their desk: by the password, whose wrong tries count towards the lock-out;
    an account that the council signs in has none here: its provider must have asked the person just now.
    """
    user = cast(User, request.user)
    if user.has_usable_password():
        return authenticate(request, username=user.get_username(), password=password) == user
    return bool(abs(time.time() - request.session.get(ASKED_AT, 0)) < JUST_NOW_S)  # nor by a clock that was ahead


def is_by_the_council(request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
    """The council's provider counts wrong passwords itself, and what it refuses says nothing of who asked: it shuts no door here."""
    return request.path.startswith("/openid/")


def is_over(request: HttpRequest) -> bool:
    """A session ends after a working day, whatever its person does."""
    return bool(time.time() - request.session.get(SIGNED_IN_AT, 0) > LONGEST_S)


def half_sign_in(request: HttpRequest, user: User, onward: str) -> None:
    """The password was right. Nobody is signed in yet, and a session that somebody else laid in the browser is left behind."""
    request.session.flush()
    request.session[HALF] = [user.pk, user.get_session_auth_hash(), time.time(), onward]


def half_signed_in(request: HttpRequest) -> tuple[User, str] | None:
    """Who is between the two steps, and where they wanted to go. None after ten minutes, or when the password changed meanwhile."""
    pk, password_hash, at, onward = request.session.get(HALF) or (0, "", 0.0, "")
    user = User.objects.filter(pk=pk, is_active=True).first()
    is_good = user and user.get_session_auth_hash() == password_hash and 0 <= time.time() - at < HALF_S
    return (user, onward) if user and is_good else None


@receiver(user_logged_out, dispatch_uid="sign-out")
def signed_out(user: User | None, **_: Any) -> None:
    """Django also says that nobody signed out."""
    if user is not None:
        _note("sign_in.ended", user)


@receiver(user_locked_out, dispatch_uid="lock-out")
def locked_out(username: str, **_: Any) -> None:
    """What was typed as a name may be anything, a password even: only a known account is named."""
    if known := User.objects.filter(username=username).first():
        _note("sign_in.locked", known)


def _note(action: str, user: User) -> None:
    store.note(Actor.user(user.get_username()), action, f"account-{user.pk}")
