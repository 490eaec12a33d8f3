"""A draft as a person at the prompt wants to see it: each field as wanted and as read back, and where it stopped."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from postroom.filling import FieldResult, FillResult
from postroom.terminal import printable

LONGEST = 100  # characters of a value
WIDTH = 140  # of a table that goes to a file


def tell(result: FillResult) -> None:
    """Prints it, with colours on a terminal."""
    console = Console(width=None if sys.stdout.isatty() else WIDTH, highlight=False)
    console.print(f"[bold]{result.outcome.value.replace('_', ' ')}[/] {escape(printable(result.reference or ''))}")
    if stopped := result.stopped_at:
        console.print(f"[bold red]Stopped[/] at {escape(printable(stopped.step))}: {escape(printable(stopped.reason))}")
    if result.fields:
        table = Table("Field", "Wanted", "Read back", "", "Seen by")
        for each in result.fields:
            table.add_row(*map(escape, (printable(each.name), _short(each.wanted), _short(each.read_back))), _sign(each), each.witness.value)  # fmt: skip
        console.print(table)


def _short(value: object) -> str:
    return printable("" if value is None else str(value), LONGEST)


def _sign(field: FieldResult) -> str:
    if field.same:
        return "[green]same[/]"
    return "[dim]kept[/]" if field.kept else "[bold red]NOT THE SAME[/]"
