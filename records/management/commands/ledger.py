"""`manage.py ledger [DAY]`: what came on a day and what became of it, for the printer. Exit status 1 when it does not close."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from records.queries import ledger


class Command(BaseCommand):
    help = "Print the ledger of a day (default: yesterday) and the days before it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("day", nargs="?", type=date.fromisoformat)
        parser.add_argument("--days", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        last: date = options["day"] or timezone.localdate() - timedelta(days=1)
        days = [ledger(last - timedelta(days=back)) for back in reversed(range(options["days"]))]
        for day in days:
            parts = ", ".join(
                f"{name.replace('_', ' ')} {value}" for name, value in asdict(day).items() if name != "day"
            )
            self.stdout.write(f"{day.day.isoformat()}: {parts}, difference {day.difference}")
        if open_days := [day.day.isoformat() for day in days if day.difference]:
            raise CommandError(f"The ledger does not close on {', '.join(open_days)}.")
