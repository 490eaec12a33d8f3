"""`worker.py match`: the matching skill from the command line, as the contract fixes it."""

from __future__ import annotations

import argparse
import json
import logging
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from matching.decide import decide
from matching.mapping import CONTRACT, Mapped, load_mapping
from matching.progress import bar
from matching.register import Register, import_register, open_register
from matching.telling import tell
from postroom.errors import Misconfigured, PostroomError
from postroom.matching import ChildQuery, Decision, Thresholds

log = logging.getLogger(__name__)
AS_GIVEN = float("inf")  # hours: an export given on the command line is the register, however old


def main(argv: Sequence[str] | None = None) -> int:
    """0 when every query was answered, 2 for a wrong call."""
    options = arguments().parse_args(argv)
    try:
        queries = read_queries(Path(options.queries))
        mapped = load_mapping(Path(options.mapping)) if options.mapping else CONTRACT
        with tempfile.TemporaryDirectory() as fleeting:
            register = prepared(Path(options.against), mapped, Path(options.index or fleeting))
            for decision in answers(register, queries, options.today):
                print_line(decision.as_json()) if options.json else tell(decision)
    except PostroomError as error:
        sys.stderr.write(f"{error.reason}\n")
        return 2
    return 0


def print_line(line: dict[str, Any]) -> None:
    """UTF-8 whatever the terminal speaks; half a letter is printed as its JSON escape."""
    sys.stdout.flush()
    sys.stdout.buffer.write(json.dumps(line, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()


def a_day(text: str) -> str:
    """For --today."""
    try:
        return date.fromisoformat(text).isoformat() if text else ""  # unsaid: today itself
    except ValueError as error:
        raise argparse.ArgumentTypeError("expected a day, YYYY-MM-DD") from error


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="worker.py match", description="Is a child in a report already on file?")
    parser.add_argument("queries", help="JSON Lines: one child a line")
    parser.add_argument("--against", required=True, help="the case system's export, CSV or .xlsx")
    parser.add_argument("--mapping", help="how the export's columns are named: one of templates/registers/*.yaml")
    parser.add_argument("--index", help="a directory that keeps the prepared index between calls")
    parser.add_argument("--today", default="", type=a_day, help="the day on which stated ages hold, YYYY-MM-DD")
    parser.add_argument("--json", action="store_true", help="JSON Lines; without it tables to read")
    return parser


def prepared(export: Path, mapped: Mapped, directory: Path) -> Register:
    """The index of this very export: opened when it is there, else built."""
    try:
        register = open_register(directory)
    except Misconfigured:
        pass
    else:
        if register.holds(export, mapped.source):
            return register
    with bar("Reading the register") as advance:
        report = import_register(export, mapped, directory, advance)
    if report.left_out or report.doubted:
        sys.stderr.write(
            f"Left out {sum(report.left_out.values())} rows, doubted {sum(report.doubted.values())} values: "
            f"{'; '.join(report.examples)}\n"
        )
    return open_register(directory)


def read_queries(path: Path) -> list[ChildQuery]:
    """One query a line. A line that is no JSON object is answered too, as a query of which nothing is known."""
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise Misconfigured(f"{path.name} cannot be opened.") from error
    texts = [line.decode("utf-8", errors="replace").lstrip("\ufeff") for line in lines]
    return [read_query(text) for text in texts if text.strip()]


def read_query(line: str) -> ChildQuery:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):  # no JSON, or brackets without end
        data = None
    if not isinstance(data, dict):
        sys.stderr.write("A line that is no JSON object was answered with none.\n")
        data = {}
    return ChildQuery.from_json(data)


def answers(register: Register, queries: Sequence[ChildQuery], today: str) -> Iterator[Decision]:
    """Decisions in the order of the queries; lines of one family that follow each other are decided together."""
    settings = replace(Thresholds(), stale_hours=AS_GIVEN)
    numbered = [replace(query, family=query.family or f"\0{place}") for place, query in enumerate(queries)]
    for _, form in groupby(numbered, key=lambda query: query.family):
        yield from decide(register, list(form), settings, today=today)


if __name__ == "__main__":
    sys.exit(main())
