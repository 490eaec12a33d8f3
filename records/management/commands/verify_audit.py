"""`manage.py verify_audit [--anchor FILE]`: walks the audit chain and finds any change, removal or reordering.

A database that is set back as a whole to an earlier day, chain and all, holds in itself. The anchor finds that: a file that lies
elsewhere, to which every good verification adds the end of the chain.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from records import audit, proof, verifying

PROGRESS_S = 10.0


class Command(BaseCommand):
    help = "Verify the audit chain. Exit status 1 with the number of the first link that does not hold."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", action="store_true", help="from the last proved link on, with progress")
        parser.add_argument("--anchor", type=Path, help="file outside the database that remembers the chain's ends")

    def _verify(self, *, on: bool) -> verifying.Break | None:
        if not on:
            return verifying.verify()
        proof.ask_proof(audit.SYSTEM)
        while (now := proof.prove(PROGRESS_S)).goal:
            self.stderr.write(f"{now.number} of {now.goal} links proved")
        return verifying.Break(now.broken_at, now.broken_how) if now.broken_at else None

    def handle(self, *args: Any, **options: Any) -> None:
        anchor: Path | None = options["anchor"]
        if broken := self._verify(on=options["on"]) or (anchor and _verify_anchors(anchor)):
            raise CommandError(f"The chain is broken: link {broken.number} {broken.what}.")
        number, own_hash = audit.end()
        if anchor:
            with anchor.open("a") as file:
                file.write(f"{number} {own_hash}\n")
        self.stdout.write(f"The chain holds: {number} links.")


def _verify_anchors(anchor: Path) -> verifying.Break | None:
    lines = anchor.read_text().splitlines() if anchor.exists() else []
    for line in lines:
        number, _, own_hash = line.partition(" ")
        if not number.isdecimal():
            raise CommandError("The anchor file has a line that no verification wrote.")
        if broken := verifying.verify_anchor(int(number), own_hash):
            return broken
    return None
