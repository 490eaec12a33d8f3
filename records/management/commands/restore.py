"""`manage.py restore FILE`: a backup into an empty store, proved by its counts and its audit chain."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.serializers.base import DeserializationError

from postroom.errors import NotAllowed
from records.backup import restore


class Command(BaseCommand):
    help = "Restore a backup into an empty store (run migrate first)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            about = restore(options["file"])
        except (NotAllowed, OSError) as error:
            raise CommandError(str(error)) from error
        except (EOFError, zlib.error, ValueError, DeserializationError) as error:
            raise CommandError("This file is no backup, or it is damaged. Nothing was restored.") from error
        self.stdout.write(
            f"Restored and proved: {about['mails']} mails, {about['contacts']} contacts, {about['links']} links."
        )
