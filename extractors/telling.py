"""A reading as a person at the prompt wants to see it: what became of the file, and each value with its state, its page and why."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from postroom.contact import Contact, DocumentFacts, Field, Reading, Status
from postroom.terminal import printable

COLOURS = {Status.CERTAIN: "green", Status.CHECK: "yellow", Status.ABSENT: "dim", Status.UNREADABLE: "bold red"}
LONGEST = 160  # characters of a value; a narrative goes on for pages
WIDTH = 140  # of a table that goes to a file


def tell(name: str, reading: Reading) -> None:
    """Prints it, with colours on a terminal."""
    console = Console(width=None if sys.stdout.isatty() else WIDTH, highlight=False)
    became = reading.disposition.value.replace("_", " ") + (f" ({reading.reason})" if reading.reason else "")
    console.print(f"[bold]{escape(printable(name))}[/]: {became}")
    for each in reading.documents:
        console.print(f"  {escape(_document(each))}")
    for number, contact in enumerate(reading.contacts, 1):
        console.print(_table(f"Contact {number} of {len(reading.contacts)}", contact))
    for place in reading.unexplained:
        where = f"page {place.page}" if place.page else "its text"
        console.print(f"[yellow]Nobody took {place.words} words of {where} for anything: look.[/]")


def _document(facts: DocumentFacts) -> str:
    told = [printable(facts.name), facts.role.value]
    told += [f"{facts.pages} pages"] if facts.pages else []
    told += [facts.template or "no template"] if facts.role.value == "primary" else []
    return ", ".join(
        [*told, *(["by OCR"] if facts.ocr else []), *([printable(facts.problem)] if facts.problem else [])]
    )


def _table(title: str, contact: Contact) -> Table:
    table = Table("Field", "Value", "State", "Page", "Why", title=title, title_justify="left")
    for path, field in contact.every_leaf():
        colour = COLOURS[field.status]
        page = str(field.page or "")
        table.add_row(
            path,
            escape(_value(field)),
            f"[{colour}]{field.status.value}[/]",
            page,
            escape(printable(field.because or "")),
        )
    for told in _suggested(contact):
        table.add_row("narrative", escape(printable(told, LONGEST)), "[dim]suggested[/]", "", "")
    return table


def _value(field: Field) -> str:
    value = field.value
    text = "; ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)
    return printable(text, LONGEST)


def _suggested(contact: Contact) -> Iterator[str]:
    """What the narrative made the reader think of, with its words. None of it is typed without a person."""
    if contact.narrative:
        for each in contact.narrative.indicators:
            yield f"{each.code} {each.subject}, {each.polarity}: \u201c{each.quote.text}\u201d"
        for one in contact.narrative.suggestions:
            yield f"category {one.category}: \u201c{one.quote.text}\u201d"
