"""`manage.py legal_hold MAIL on|off --by NAME`: keeps a mail and all that came of it from being purged."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from records.audit import Actor
from records.models import MailMessage
from records.store import set_legal_hold


class Command(BaseCommand):
    help = "Put a legal hold on a mail, or lift it. Why is asked for: a reason may name a child, and a command line is seen by everybody."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("mail", help="the mail's reference")
        parser.add_argument("switch", choices=("on", "off"))
        parser.add_argument("--by", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        mail = MailMessage.objects.filter(ulid=options["mail"]).first()
        if mail is None:
            raise CommandError("There is no mail with this reference.")
        self.stderr.write("Why: ", ending="")
        reason = sys.stdin.readline().strip()
        if not reason:
            raise CommandError("A legal hold needs a reason. Nothing was changed.")
        set_legal_hold(mail, options["switch"] == "on", Actor.user(options["by"]), reason)
        self.stdout.write(f"Legal hold is {options['switch']}.")
