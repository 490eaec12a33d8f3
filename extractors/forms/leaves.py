"""The value at one place becomes leaves: placeholders emptied, texts taken apart, read by its kind, and noted how it was found."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from extractors.forms.contacts import Leaves, add
from extractors.forms.evidence import Value, found_in
from extractors.forms.passages import parts_of
from extractors.forms.template import FieldRule, Group
from extractors.values import KINDS, ValueContext, interpret
from postroom.contact import Field

INSTEAD = {  # of a kind that people do not have
    "people.forenames": "people.forename",
    "people.dob_or_edd": "people.dob_or_age",
}
OWN_GROUPS = ("incident", "referrer", "consent")
DAY_OF_REPORT = "incident.start"  # tells the century of two-digit years, and what is still to come


@dataclass(slots=True)
class LeafReader:
    """Reads values of one report. `notes` says in plain English how each was found."""

    context: ValueContext
    placeholders: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)

    def take(self, leaves: Leaves, rule: FieldRule, value: Value, group: Group | None = None) -> None:
        """Read the value and add what it says to `leaves`."""
        if rule.parts:
            parts = parts_of(rule.parts, value) or {}
            for name, part in parts.items():
                self.take(leaves, FieldRule(name, latest=rule.latest), part, group)
            if parts:
                return
        kind = full_kind(rule.kind, group)
        if kind is not None:
            add(leaves, self._read(kind, value), latest=rule.latest)

    def _read(self, kind: str, value: Value) -> Leaves:
        if self._is_placeholder(value.text):
            value = replace(value, pieces=())
        fields = interpret(kind, found_in(value), self.context)
        self.notes.append(_note(kind, value))
        read = {_path(kind, leaf): _explained(each, value) for leaf, each in fields.items()}
        self._learn_day(read)
        return read

    def _is_placeholder(self, text: str) -> bool:
        bare = " ".join(text.split()).casefold()
        return any(bare == placeholder.casefold() for placeholder in self.placeholders)

    def _learn_day(self, read: Leaves) -> None:
        day = read.get(DAY_OF_REPORT)
        if day is not None and isinstance(day.value, str):
            self.context = replace(self.context, reference_date=date.fromisoformat(day.value[:10]))


def full_kind(kind: str | None, group: Group | None) -> str | None:
    """The kind as extractors.values knows it; None for one that this group does not have."""
    if kind is None or group is None or kind in KINDS:
        return kind
    in_group = f"{group.value}.{kind}"
    known = INSTEAD.get(in_group, in_group)
    return known if known in KINDS else None


def _path(kind: str, leaf: str) -> str:
    """A leaf's path among its contact's own leaves ("incident.start"); plain ("surname") for a child or person."""
    group = kind.partition(".")[0]
    return f"{group}.{leaf}" if group in OWN_GROUPS else leaf


def _explained(leaf: Field, value: Value) -> Field:
    """The leaf with how it was found."""
    reasons = (leaf.why, f"found {value.how}" if value.how else None)
    return replace(leaf, why="; ".join(reason for reason in reasons if reason) or None)


def _note(kind: str, value: Value) -> str:
    place = "nothing is printed there"
    if value.pieces:
        place = f"page {value.pieces[0].page}" if value.pieces[0].page else "no pages"
    doubt = f"; doubt: {value.doubt.words}" if value.doubt else ""
    return f"{kind}: by the label “{value.label or 'none'}”, {value.how or 'found'} ({place}){doubt}"
