"""`manage.py verify_audit`: walks the audit chain and finds any change, removal or reordering."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from records import audit
from records.models import AuditEvent


class Command(BaseCommand):
    help = "Verify the audit chain. Exit status 1 with the number of the first link that does not hold."

    def handle(self, *args: Any, **options: Any) -> None:
        if broken := audit.verify():
            raise CommandError(f"The chain is broken: link {broken.number} {broken.what}.")
        self.stdout.write(f"The chain holds: {AuditEvent.objects.count()} links.")
