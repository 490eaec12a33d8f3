"""An alarm: something that operations must be told before anyone asks."""

from __future__ import annotations

from dataclasses import dataclass

from records.queries.alarm_kinds import AlarmKind, kind_of


@dataclass(frozen=True, slots=True)
class Alarm:
    """`key` names what is wrong and stays while it lasts; `sentence` says it with times, without a word of a document."""

    key: str
    sentence: str

    @property
    def kind(self) -> AlarmKind:
        """What to do, and where that is written."""
        return kind_of(self.key)
