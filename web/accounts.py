"""Django accounts and their groups: making one, changing its roles."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from web.access import Role


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What an admin types."""

    name: str
    full_name: str
    password: str
    roles: frozenset[Role]


def create_account(wanted: NewAccount) -> User:
    """Raises ValidationError with sentences for the admin."""
    if not wanted.name.isidentifier():
        raise ValidationError("Enter a user name of letters, digits and underscores.")
    if User.objects.filter(username__iexact=wanted.name).exists():
        raise ValidationError("There is an account with this user name.")
    first, _, last = wanted.full_name.strip().partition(" ")
    person = User(username=wanted.name, first_name=first, last_name=last)
    validate_password(wanted.password, person)
    person.set_password(wanted.password)
    with transaction.atomic():
        person.save()
        person.groups.set(_groups(wanted.roles))
    return person


def change_roles(person: User, roles: frozenset[Role], *, is_active: bool) -> None:
    """Sets exactly these roles. An account that is not active cannot sign in."""
    with transaction.atomic():
        person.is_active = is_active
        person.save(update_fields=["is_active"])
        person.groups.set(_groups(roles))


def _groups(roles: frozenset[Role]) -> list[Group]:
    return [Group.objects.get_or_create(name=role.value)[0] for role in sorted(roles)]
