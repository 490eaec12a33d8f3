"""`manage.py export_subject`: all that is held about one child, into a file that only its owner may read."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from records.audit import Actor
from records.subject_export import Subject, export_subject


class Command(BaseCommand):
    help = "Export all that is held about one child, by case number or by name and date of birth."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", required=True, help="who asks: the officer's user name, for the audit chain")
        for name in ("case-id", "forename", "surname", "date-of-birth"):
            parser.add_argument(f"--{name}", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        subject = Subject(options["case_id"], options["forename"], options["surname"], options["date_of_birth"])
        if not subject.case_id and not (subject.forename and subject.surname and subject.date_of_birth):
            raise CommandError("Give --case-id, or --forename, --surname and --date-of-birth.")
        found = export_subject(subject, Actor.user(options["by"]))
        handle = os.open(options["file"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.fchmod(handle, 0o600)  # a file that was there keeps its own rights otherwise
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(found, file, ensure_ascii=False, indent=1)
        self.stdout.write(f"{len(found)} contacts are about this child.")
