"""Django accounts and their groups: making one, changing its roles."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from web.access import Role


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What an admin types. Without a password the person signs in by the council's own accounts only, known by e-mail address."""

    name: str
    full_name: str
    password: str
    roles: frozenset[Role]
    email: str = ""


def create_account(wanted: NewAccount) -> User:
    """Raises ValidationError with sentences for the admin."""
    if not wanted.name.isidentifier():
        raise ValidationError("Enter a user name of letters, digits and underscores.")
    if User.objects.filter(username__iexact=wanted.name).exists():
        raise ValidationError("There is an account with this user name.")
    first, _, last = wanted.full_name.strip().partition(" ")
    person = User(username=wanted.name, first_name=first, last_name=last, email=_email(wanted.email))
    if wanted.password or not wanted.email:
        validate_password(wanted.password, person)
    person.set_password(wanted.password or None)  # None can never be typed
    with transaction.atomic():
        person.save()
        person.groups.set(_groups(wanted.roles))
    return person


def change_roles(person: User, roles: frozenset[Role], *, is_active: bool) -> None:
    """Sets exactly these roles. An account that is not active cannot sign in. Raises ValidationError if nobody could manage accounts."""
    with transaction.atomic():
        person.is_active = is_active
        person.save(update_fields=["is_active"])
        person.groups.set(_groups(roles))
        if not User.objects.filter(is_active=True, groups__name=Role.ADMIN).exists():
            raise ValidationError("Somebody must stay admin. Make another admin first.")


def _email(typed: str) -> str:
    """Two accounts with one address would make the council's sign-in guess, so there is one."""
    address = typed.strip()
    if address:
        validate_email(address)
        if User.objects.filter(email__iexact=address).exists():
            raise ValidationError("There is an account with this e-mail address.")
    return address


def _groups(roles: frozenset[Role]) -> list[Group]:
    return [Group.objects.get_or_create(name=role.value)[0] for role in sorted(roles)]
