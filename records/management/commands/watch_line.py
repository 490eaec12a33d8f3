"""`manage.py watch_line`: where every mail stands, as JSON Lines, a line whenever something has changed."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, connection

from records.queries.standing import standing


class Command(BaseCommand):
    help = "Print where every mail stands whenever something changes. No content, ids only."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=float, default=0.5, help="seconds between looks")
        parser.add_argument("--once", action="store_true", help="print one line and end")

    def handle(self, *args: Any, **options: Any) -> None:
        before = ""
        while True:
            line = self._look() or before
            if line != before:
                sys.stdout.write(line + "\n")
                sys.stdout.flush()
                before = line
            if options["once"]:
                return
            time.sleep(options["every"])

    def _look(self) -> str:
        try:
            return json.dumps([asdict(each) for each in standing()])
        except DatabaseError:  # away for a moment: the next look tells
            connection.close()
            return ""
