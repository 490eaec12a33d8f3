"""`manage.py import_localities FILE [--wards FILE]`: which locality each postcode belongs to. The old table stays until the new is whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from records.audit import SYSTEM
from records.store.localities import BadTable, import_localities


class Command(BaseCommand):
    help = "Import a CSV of postcode and locality, or an ONS postcode directory with a table of wards."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--wards", type=Path, help="CSV of ward and locality, where FILE is an ONS postcode directory"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = import_localities(options["file"], SYSTEM, options["wards"])
        except BadTable as error:
            raise CommandError(str(error), returncode=2) from error
        except OSError as error:
            raise CommandError(f"The file cannot be read: {error.strerror}.", returncode=2) from error
        self.stdout.write(f"{count} postcodes, sectors or districts have a locality now.")
