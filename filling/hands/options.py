"""Choosing among the options of a list or of radio buttons, by their words."""

from __future__ import annotations

from filling.hands.clicking import press_choice
from filling.hands.entries import Entry
from filling.map.codes import choose
from postroom.errors import NeedsAPerson


def choose_in_list(entry: Entry) -> None:
    """One option of a list, or several of one that takes several."""
    texts = several(entry.text) if entry.match.kind == "multiselect" else [entry.text]
    entry.match.parts[0].select_option(index=[_option(entry, one) for one in texts])


def choose_radio(entry: Entry) -> None:
    press_choice(entry.match.parts[_option(entry, entry.text)])


def several(text: str) -> list[str]:
    return [one for one in text.split("; ") if one]


def _option(entry: Entry, text: str) -> int:
    at = choose(text, entry.match.options)
    if at is None:
        raise NeedsAPerson(f"{entry.name}: the screen does not offer this option.")
    return at
