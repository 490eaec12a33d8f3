"""`manage.py rotate_keys`: seals everything again under the first key of POSTROOM_KEYS. Then the others can go."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from postroom.errors import Misconfigured
from records.rotation import rotate


class Command(BaseCommand):
    help = "Seal everything again under the newest key. Put the new key first in POSTROOM_KEYS, keep the old ones behind it."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = rotate()
        except Misconfigured as error:
            raise CommandError(error.reason) from error
        self.stdout.write(f"{count} values are sealed with the newest key. The older keys open nothing any more.")
