"""`manage.py backup FILE`: the whole store in one file."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from records.backup import back_up


class Command(BaseCommand):
    help = "Write the whole store into one file. Content in it stays sealed: keep the keys apart from it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        about = back_up(options["file"])
        size, seconds = options["file"].stat().st_size / 1024**2, time.monotonic() - began
        self.stdout.write(
            f"{about['mails']} mails, {about['contacts']} contacts, {about['links']} links of the audit chain: "
            f"{size:.1f} MB in {seconds:.0f} s."
        )
