"""`manage.py create_account NAME --role triage`: a sign-in with its roles; the password comes from the environment."""

from __future__ import annotations

import os
from typing import Any

from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from records.store import SYSTEM, note

PASSWORD = "POSTROOM_NEW_PASSWORD"  # noqa: S105  # the name of a variable: a password on a command line is seen by all


class Command(BaseCommand):
    help = f"Create an account, or give an existing one these roles. The password is read from {PASSWORD}."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--role", action="append", required=True, choices=("triage", "ops", "admin", "auditor"))
        parser.add_argument("--full-name", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            user, _ = User.objects.get_or_create(username=options["name"])
            user.first_name, _, user.last_name = options["full_name"].partition(" ")
            if password := os.environ.get(PASSWORD):
                self._check(password, user)
                user.set_password(password)
            elif not user.has_usable_password():
                raise CommandError(f"Set {PASSWORD} in the environment.")
            user.save()
            user.groups.set(Group.objects.get_or_create(name=role)[0] for role in options["role"])
            note(SYSTEM, "account.roles", user.username, {"roles": sorted(options["role"])})
        self.stdout.write(f"{user.username}: {', '.join(sorted(options['role']))}")

    def _check(self, password: str, user: User) -> None:
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
