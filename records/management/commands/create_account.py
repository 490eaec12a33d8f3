"""`manage.py create_account NAME:ROLE[,ROLE]...`: sign-ins with their roles; the password comes from the environment."""

from __future__ import annotations

import os
from typing import Any

from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

PASSWORD = "POSTROOM_NEW_PASSWORD"  # noqa: S105  # the name of a variable: a password on a command line is seen by all


ROLES = frozenset({"triage", "ops", "admin", "auditor"})


class Command(BaseCommand):
    help = f"Create accounts, or give existing ones these roles. The password is read from {PASSWORD}."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "accounts", nargs="+", metavar="NAME:ROLE[,ROLE]", help=f"roles: {', '.join(sorted(ROLES))}"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        for each in options["accounts"]:
            name, _, roles = each.partition(":")
            self._create(name, frozenset(roles.split(",")))

    def _create(self, name: str, roles: frozenset[str]) -> None:
        if not name.isidentifier() or not roles <= ROLES:
            raise CommandError("Give each account as NAME:ROLE[,ROLE]; roles are " + ", ".join(sorted(ROLES)) + ".")
        with transaction.atomic():
            user, _ = User.objects.get_or_create(username=name)
            if password := os.environ.get(PASSWORD):
                self._check(password, user)
                user.set_password(password)
            elif not user.has_usable_password():
                raise CommandError(f"Set {PASSWORD} in the environment.")
            user.save()
            user.groups.set(Group.objects.get_or_create(name=role)[0] for role in roles)
        self.stdout.write(f"{name}: {', '.join(sorted(roles))}")

    def _check(self, password: str, user: User) -> None:
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
