"""`manage.py report NAME --from DAY --to DAY`: what the council prints every month. Exit status 2 for a wrong call, with a plain sentence."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from records import audit
from records.audit import SYSTEM
from records.reports import REPORTS, Period, UnknownReport, WrongPeriod, report
from records.reports.catalogue import Report
from records.reports.sheets import WRITERS

WRONG_CALL = 2


class Command(BaseCommand):
    help = "Make a report over a period, both days included. Without --out it goes to standard output."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", nargs="?", help="see --list")
        parser.add_argument("--from", dest="first", metavar="YYYY-MM-DD")
        parser.add_argument("--to", dest="last", metavar="YYYY-MM-DD")
        parser.add_argument("--format", choices=sorted(WRITERS), default="csv")
        parser.add_argument("--out", type=Path, metavar="FILE")
        parser.add_argument(
            "--hide-below",
            type=int,
            default=0,
            metavar="N",
            help="hide counts below N, for a report that leaves the council",
        )
        parser.add_argument("--list", action="store_true", help="print the names of all reports")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["list"]:
            self.stdout.write("\n".join(REPORTS))
            return
        made = self._made(options)
        content = WRITERS[options["format"]](made)
        audit.record(SYSTEM, "report.made", made.name, {"rows": len(made.rows)})
        for words, rows in made.queries:
            self.stderr.write(f"To put right, rows: {rows}: {words}.")
        if options["out"]:
            self._write(options["out"], content)
        else:
            self.stdout.flush()
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()

    def _made(self, options: dict[str, Any]) -> Report:
        if not options["name"]:
            raise CommandError("Which report? --list names them all.", returncode=WRONG_CALL)
        if not (options["first"] and options["last"]):
            raise CommandError("Say from which day to which: --from 2026-04-01 --to 2026-04-30.", returncode=WRONG_CALL)
        try:
            return report(
                options["name"], Period.of(options["first"], options["last"]), hide_below=options["hide_below"]
            )
        except (UnknownReport, WrongPeriod) as error:
            raise CommandError(str(error), returncode=WRONG_CALL) from error

    def _write(self, out: Path, content: bytes) -> None:
        try:
            out.write_bytes(content)
        except OSError as error:
            raise CommandError(
                f"The report could not be written to {out}: {error.strerror}.", returncode=WRONG_CALL
            ) from error
