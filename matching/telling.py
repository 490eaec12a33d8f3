"""A decision as a person at the prompt wants to see it: each candidate with both sides of every field, and why."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from postroom.matching import Candidate, Decision
from postroom.sides import Piece, Sides
from postroom.terminal import printable

SIGNS = {Sides.SAME: "[green]same[/]", Sides.NEAR: "[yellow]near[/]", Sides.DIFFERENT: "[bold red]differs[/]"}
LONGEST = 80  # characters of a value
WIDTH = 140  # of a table that goes to a file


def tell(decision: Decision) -> None:
    """Prints it, with colours on a terminal."""
    console = Console(width=None if sys.stdout.isatty() else WIDTH, highlight=False)
    chosen = f": record {decision.selected}, for a person to confirm" if decision.selected else ""
    console.print(
        f"[bold]{escape(printable(decision.query_id))}[/] {decision.outcome.value}{escape(printable(chosen))}"
    )
    for told in (*decision.sentences, *(each.words for each in decision.rivals)):
        console.print(f"  {escape(printable(told))}")
    for each in decision.candidates:
        console.print(_table(each))


def _table(candidate: Candidate) -> Table:
    title = f"Record {candidate.case_id}, {candidate.probability:.1%}{', restricted' if candidate.restricted else ''}"
    told = " ".join(each.words for each in (*candidate.because, *candidate.against, *candidate.beware))
    table = Table("Field", "In the report", "On file", "", title=escape(printable(title)), title_justify="left", caption=escape(printable(told)), caption_justify="left")  # fmt: skip
    for row in candidate.both_sides:
        table.add_row(row.field, _letters(row.report), _letters(row.record), SIGNS.get(row.fit, ""))
    return table


def _letters(pieces: Sequence[Piece]) -> str:
    """The letters that differ underlined."""
    return "".join(
        f"[underline]{escape(printable(each.text, LONGEST))}[/]" if each.differs else escape(_kept(each.text))
        for each in pieces
    )


def _kept(text: str) -> str:
    """Blanks at the ends of a piece stand between two pieces, and stay."""
    plain = printable(text, LONGEST)
    return f"{' ' if text[:1] == ' ' else ''}{plain}{' ' if len(text) > 1 and text[-1:] == ' ' else ''}"
