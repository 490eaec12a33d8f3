"""What the terminal shows: where each mail stands while it moves, and a table of what became of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.live import Live
from rich.table import Table

from sandbox.demo.post import SampleMail

Standing = Mapping[str, Any]
WORDS = {
    "claimed": "seen in the mailbox",
    "stored": "kept, waiting to be read",
    "held": "held for a person",
    "not_a_contact": "no contact",
    "repeat": "a repeat, linked",
    "read": "waiting to be matched",
    "to_settle": "a person says which child",
    "settled": "waiting for the robot",
    "drafting": "the robot types",
    "drafted": "draft saved, to review",
    "stopped": "the robot stopped",
    "superseded": "a newer version came",
}


class Display:
    """A live table on a terminal; elsewhere one line for each change."""

    def __init__(self, console: Console, mails: Sequence[SampleMail]) -> None:
        self.console = console
        self.mails = mails
        self.live = Live(console=console, refresh_per_second=4) if console.is_terminal else None
        self._said: dict[str, str] = {}

    def show(self, standing: Mapping[str, Standing]) -> None:
        if self.live:
            self.live.update(self.table(standing))
            return
        for mail in self.mails:
            said = in_words(standing.get(mail.digest))
            if self._said.get(mail.name) != said:
                self._said[mail.name] = said
                self.console.print(f"{mail.name:<26} {said}", soft_wrap=True)

    def table(self, standing: Mapping[str, Standing], *, title: str = "The line at work") -> Table:
        table = Table(title=title)
        for heading in ("mail", "what it was", "where it stands", "children", "matched", "new", "drafts, or why not"):
            table.add_column(heading, overflow="fold")
        for mail in self.mails:
            table.add_row(mail.name, *cells(standing.get(mail.digest)))
        return table


def cells(one: Standing | None) -> tuple[str, ...]:
    if one is None:
        return ("", "not collected yet", "", "", "", "")
    what = ", ".join(sorted(set(one["document_types"]))) or one["reason"] or "not read yet"
    why = " ".join([*one["drafts"], *one["asks"][-1:]]) or one["reason"].replace("_", " ")
    return (what, in_words(one), str(one["children"] or ""), str(one["matched"] or ""), str(one["new"] or ""), why)


def in_words(one: Standing | None) -> str:
    if one is None:
        return "not collected yet"
    states = one["contacts"] or [one["state"]]
    return "; ".join(dict.fromkeys(WORDS.get(state, state) for state in states))
