"""One trip through a map's pages with one record: what it is for, and what was gathered on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from filling.map.fields import Field, Target, WhenFilled
from filling.map.values import Record, fill_in, look_up, missing_in, path_in_words
from postroom.errors import Misconfigured, NeedsAPerson
from postroom.filling import FieldResult, Witness


class Walk(Enum):
    """What a trip is for: to fill, to read back from the saved record, or only to see that every label is there."""

    FILL = auto()
    READ = auto()
    LOOK = auto()


@dataclass(slots=True)
class Trip:
    """The record and the findings. `own_draft`: what the form holds was typed by us earlier and may be changed.

    `knows_person`: the record is about someone whom the system knows, so details that it shows may be its own.
    """

    record: Record
    secrets: Mapping[str, str]
    walk: Walk = Walk.FILL
    own_draft: bool = False
    knows_person: bool = False
    after_step: Callable[[str], None] | None = None
    names: Mapping[str, str] = field(default_factory=dict)  # what the map's fields call the record's paths
    at: str = "start"
    pressed: bool = False  # whether a button of this trip was pressed yet
    results: list[FieldResult] = field(default_factory=list)
    left_empty: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)  # what the second witness says against a field of the saved record
    changes: list[tuple[str, str]] = field(default_factory=list)  # while looking: the step, and what is not as it says
    named_ticks: set[str] = field(default_factory=set)
    prefix: str = ""
    item_at: int | None = None  # which item of a list is at hand, from 0

    def meant(self, text: str) -> str:
        return fill_in(text, self.record)

    def meant_target(self, target: Target) -> Target:
        return replace(target, text=self.named(target.text), row=tuple(map(self.named, target.row)))

    def named(self, text: str) -> str:
        """The same for words that name one thing. Raises NeedsAPerson where a {path} has no value: any row would fit."""
        empty = missing_in(text, self.record)
        if empty:
            name = self.names.get(empty[0]) or path_in_words(empty[0])
            raise NeedsAPerson(f"The record has no value for {name}, which {text!r} in the map needs.")
        return self.meant(text)

    def meant_field(self, field: Field) -> Field:
        """A label or a part of the page may be numbered: "Name {number}"."""
        if not field.is_numbered:
            return field
        return replace(field, label=self.meant(field.label), within=field.within and self.meant(field.within))

    def is_the_systems(self, field: Field) -> bool:
        """Details of a person whom the system knows, where the map says that the system's own value stands."""
        return self.knows_person and field.when_filled is WhenFilled.KEEP

    def add_result(self, name: str, wanted: str, held: str, same: bool, kept: bool = False) -> None:
        witness = Witness.SAVED_RECORD if self.walk is Walk.READ else Witness.PAGE
        self.results.append(FieldResult(self.prefix + name, wanted, held, same, kept, witness))

    def each(self, over: str) -> Iterator[int]:
        """Go over a list of the record; meanwhile `item` and `number` stand for the one at hand."""
        record, prefix, item_at = self.record, self.prefix, self.item_at
        for at, item in enumerate(self._items(over)):
            self.record = {**record, "item": item, "number": at + 1}
            self.prefix, self.item_at = f"{prefix}{at + 1}. ", at
            yield at
        self.record, self.prefix, self.item_at = record, prefix, item_at

    def _items(self, over: str) -> list[object]:
        found = look_up(self.record, over)
        if found is None or found == "":
            return []
        if not isinstance(found, list | tuple):
            raise Misconfigured(f"{over} is no list in the record.")
        return list(found)
