"""Every signing in and out, and every lock-out, is a link of the audit chain."""

from __future__ import annotations

from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver

from records import store
from records.audit import Actor


@receiver(user_logged_in, dispatch_uid="sign-in")
def signed_in(user: User, **_: Any) -> None:
    _note("sign_in.done", user)


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
