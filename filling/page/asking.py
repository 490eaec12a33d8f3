"""What one look at a page is asked for, and how it is put to the script that looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from filling.dates import ways_of_writing
from filling.map.fields import Field, Target


@dataclass(frozen=True, slots=True)
class Asked:
    """What to look for. Words in `sees` are compared folded; `rows` and `targets` have their {paths} filled in.

    `rows`: for each the words that it has, all of them. `printed`: fields are not sought among the page's controls, only as words.
    """

    fields: tuple[Field, ...] = ()
    targets: tuple[Target, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    sees: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    reading: bool = False
    in_rows: bool = False
    printed: bool = False
    ticks: bool = False
    explain: bool = False
    leave: bool = (
        False  # take the focus away first, as a person does who goes on: only then do some boxes take what was typed
    )

    def as_request(self) -> dict[str, Any]:
        return {
            "fields": [_spec(one, self.reading, self.in_rows) | {"printed": self.printed} for one in self.fields],
            "targets": [asdict(one) | {"row": _in_all_ways(one.row)} for one in self.targets],
            "rows": [_in_all_ways(one) for one in self.rows],
            "sees": list(self.sees),
            "shown": list(self.shown),
            "ticks": self.ticks,
            "explain": self.explain,
            "leave": self.leave,
        }


def _in_all_ways(words: Sequence[str]) -> list[list[str]]:
    """For each word the ways in which a page may print it: a date has many."""
    return [ways_of_writing(one) for one in words]


def _spec(one: Field, reading: bool, in_rows: bool) -> dict[str, Any]:
    return {
        "label": one.label,
        "role": one.role,
        "placeholder": one.placeholder,
        "id": one.html_id,
        "within": one.within,
        "kind": one.kind,
        "format": one.format,
        "opens": one.at_click,
        "row": in_rows or bool(one.nth),
        "read": reading,
    }
