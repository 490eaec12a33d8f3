"""Every account made, every role granted and every password changed is a link of the chain, whoever did it and by whatever command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.contrib.auth.models import User
from django.db.models.signals import m2m_changed, post_save
from django.dispatch import receiver

from records import audit
from records.audit import SYSTEM, Actor
from records.facts import of_account

_acting: ContextVar[Actor] = ContextVar("acting", default=SYSTEM)
_is_restored: ContextVar[bool] = ContextVar("is_restored", default=False)
SAID_ELSEWHERE = frozenset({"last_login"})  # the sign-in has a link of its own


@contextmanager
def acting(actor: Actor) -> Iterator[None]:
    """Who changes accounts in here; outside of it a command does, which is the system."""
    token = _acting.set(actor)
    try:
        yield
    finally:
        _acting.reset(token)


@contextmanager
def restored() -> Iterator[None]:
    """Accounts come back with a backup: its own chain says already who they are."""
    token = _is_restored.set(True)
    try:
        yield
    finally:
        _is_restored.reset(token)


@receiver(post_save, sender=User, dispatch_uid="account-saved")
def saved(instance: User, *, created: bool, update_fields: frozenset[str] | None = None, **more: Any) -> None:
    """A password that Django only hashed anew was not changed: then `_password` is empty."""
    if more.get("raw") or (update_fields is not None and set(update_fields) <= SAID_ELSEWHERE):
        return
    if (
        getattr(instance, "_password", None) is not None and not created
    ):  # Django's own mark of set_password until the row is saved
        _note("account.password", instance)
    elif update_fields is None or set(update_fields) != {"password"}:
        _note("account.created" if created else "account.changed", instance)


@receiver(m2m_changed, sender=User.groups.through, dispatch_uid="account-roles")
def roles_changed(instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **_: Any) -> None:
    """Also from the side of a group: then several accounts are meant."""
    if not action.startswith("post_"):
        return
    people = User.objects.filter(pk__in=pk_set or ()) if reverse else [instance]
    for person in people:
        _note("account.roles", person)


def _note(action: str, person: User) -> None:
    if _is_restored.get():
        return
    details = {"roles": sorted(person.groups.values_list("name", flat=True)), "active": person.is_active}
    audit.record(_acting.get(), action, f"account-{person.pk}", details, stands=of_account(person))
