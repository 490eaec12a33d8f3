"""`manage.py purge`: lets go what is over its retention period, and prints the certificate."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from records.audit import SYSTEM
from records.models import Certificate
from records.store.retention import due_for_purge, purge_due


class Command(BaseCommand):
    help = "Delete content that is over its retention period; legal holds are kept. Prints the certificate as JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rehearse", action="store_true", help="only say how much would go")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["rehearse"]:
            self.stdout.write(f"Mails that are due: {sum(1 for _ in due_for_purge(timezone.now()))}.")
            return
        certificates = purge_due(SYSTEM)
        for each in (Certificate.objects.get(ulid=ulid) for ulid in certificates):
            told = {"certificate": each.ulid, "made_at": each.made_at.isoformat(), "items": each.items}
            self.stdout.write(json.dumps(told, indent=1))
        if not certificates:
            self.stdout.write("Nothing is due.")
