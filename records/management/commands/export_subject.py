"""`manage.py export_subject`: all that is held about one child, into a file that only its owner may read."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from records.audit import Actor
from records.subject_export import Subject, export_subject


class Command(BaseCommand):
    help = (
        "Export all that is held about one child, by case number; without one the name and the date of birth are asked for. "
        "They are no arguments: a command line is seen by everybody on the host."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", required=True, help="who asks: the officer's user name, for the audit chain")
        parser.add_argument("--case-id", default="")
        parser.add_argument("--masked", action="store_true", help="also what is masked; it asks for your reason")

    def handle(self, *args: Any, **options: Any) -> None:
        subject = Subject(options["case_id"]) if options["case_id"] else self._asked()
        reason = self._answer("Why do you need to see what is masked? ") if options["masked"] else ""
        if options["masked"] and not reason:
            raise CommandError("Say in a sentence why you need to see what is masked.")
        found = export_subject(subject, Actor.user(options["by"]), reason)
        handle = os.open(options["file"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.fchmod(handle, 0o600)  # a file that was there keeps its own rights otherwise
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(found, file, ensure_ascii=False, indent=1)
        told = sum("report" in each for each in found)
        self.stdout.write(f"Contacts about this child: {len(found)}, masked and not told: {len(found) - told}.")

    def _asked(self) -> Subject:
        said = [self._answer(f"{what}: ") for what in ("Forename", "Surname", "Date of birth, as 2015-03-04")]
        if not all(said):
            raise CommandError("Give --case-id, or a forename, a surname and a date of birth when you are asked.")
        return Subject("", *said)

    def _answer(self, question: str) -> str:
        self.stderr.write(question, ending="")
        return sys.stdin.readline().strip()
