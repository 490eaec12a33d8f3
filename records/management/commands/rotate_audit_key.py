"""`manage.py rotate_audit_key`: the audit chain goes on under another key, and the old one may be destroyed."""

from __future__ import annotations

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from postroom.errors import PostroomError
from records.rotation import rotate_audit_key

OLD = "POSTROOM_OLD_AUDIT_KEY"  # a variable: a key on a command line is seen by everybody on the host


class Command(BaseCommand):
    help = f"Stop the line and the pages, put the new key into POSTROOM_AUDIT_KEY and the old one into {OLD}, and run this."

    def handle(self, *args: Any, **options: Any) -> None:
        old = os.environ.get(OLD, "")
        if not old:
            raise CommandError(f"Set {OLD} in the environment to the key that the chain is sealed with now.")
        try:
            count = rotate_audit_key(old)
        except PostroomError as error:
            raise CommandError(error.reason) from error
        self.stdout.write(f"The chain goes on under the new key after {count} links. The old key may be destroyed.")
