"""The values of a contact beside the words that they came from, with what people said about them since."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from postroom.contact import Box
from records.queries.contact import PointView
from records.store import Standing as Value
from web import words
from web.leaves import About, about, anchor, is_known
from web.presenters.value import shown

TITLES = {"": "The report", "incident": "The incident", "referrer": "Who sent it", "consent": "Consent"}
ORDER = ("", "children", "people", "incident", "referrer", "consent")
OUTSIDE_THE_SECTIONS = {"reason"}  # the narrative has a panel of its own
GROUP = re.compile(r"^(?:(?P<key>(?P<kind>[a-z]+)(?:\[(?P<position>\d+)\])?)\.)?")
OF_AN_ADDED_CHILD = (
    "forename",
    "surname",
    "date_of_birth",
    "age_stated",
    "sex",
    "ethnicity_code",
    "address",
    "postcode",
)
ASKS_FOR_A_VALUE = {"check_value", "missing_value"}


class Standing(StrEnum):
    """How a value stands now: as the reader left it, or as a person said."""

    CERTAIN = "certain"
    OPEN = "open"  # waits for a person
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    CHECK = "check"  # doubtful, and nobody was asked
    ABSENT = "absent"
    UNREADABLE = "unreadable"


STANDING_WORDS = {
    Standing.CERTAIN: "Read",
    Standing.OPEN: "To check",
    Standing.CONFIRMED: "Confirmed",
    Standing.CORRECTED: "Corrected",
    Standing.CHECK: "Doubtful",
    Standing.ABSENT: "Not in the post",
    Standing.UNREADABLE: "Could not be read",
}


@dataclass(frozen=True, slots=True)
class FieldView:
    """One row of the page."""

    path: str
    leaf: About
    value: str
    raw: str
    standing: Standing
    why: str
    is_open: bool
    document: int
    page: int | None
    box: Box | None
    settled_by: str

    @property
    def label(self) -> str:
        return self.leaf.label

    @property
    def anchor(self) -> str:
        return anchor(self.path)

    @property
    def standing_words(self) -> str:
        return STANDING_WORDS[self.standing]

    @property
    def raw_differs(self) -> bool:
        """Whether the words on the page say it otherwise than the value does."""
        return bool(self.raw) and self.raw.casefold().split() != self.value.casefold().split()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its rows. `kind` is children, people, incident, referrer, consent or empty for the report."""

    kind: str
    position: int
    title: str
    fields: tuple[FieldView, ...]

    def value_of(self, leaf: str) -> str:
        return next((field.value for field in self.fields if field.path.endswith(leaf)), "")

    @property
    def name(self) -> str:
        """What the person of this section is called, as the post says it."""
        return " ".join(part for part in (self.value_of(".forename"), self.value_of(".surname")) if part)


def sections(values: Mapping[str, Value], points: Iterable[PointView]) -> tuple[Section, ...]:
    """Every section in the order of the page. Leaves that the form has no place for are left out, unless asked for."""
    asked = {point.path: point for point in points if point.kind in ASKS_FOR_A_VALUE and is_known(point.path)}
    found: dict[str, list[FieldView]] = {}
    for path in [*values, *(path for path in asked if path not in values)]:
        if path not in OUTSIDE_THE_SECTIONS:
            found.setdefault(_key(path), []).append(field_view(path, values.get(path), asked.get(path)))
    return tuple(sorted((_section(key, fields) for key, fields in found.items()), key=_place))


def _key(path: str) -> str:
    match = GROUP.match(path)
    return (match["key"] or "") if match else ""


def _place(section: Section) -> tuple[int, int]:
    return ORDER.index(section.kind), section.position


def _section(key: str, fields: list[FieldView]) -> Section:
    match = GROUP.match(f"{key}.") if key else None
    kind = match["kind"] if match else ""
    position = int(match["position"] or 0) if match else 0
    title = TITLES.get(kind) or f"{'Child' if kind == 'children' else 'Person'} {position + 1}"
    return Section(kind, position, title, tuple(fields))


def field_view(path: str, value: Value | None, point: PointView | None) -> FieldView:
    """One leaf as a row. A leaf that the form has no place for may still be asked for: a value that is missing."""
    envelope = (value.envelope if value else None) or {}
    box = envelope.get("bbox")
    return FieldView(
        path=path,
        leaf=about(path),
        value=shown(path, value.value) if value else "",
        raw=str(envelope.get("raw") or ""),
        standing=_standing(value, is_open=point is not None),
        why=words.sentence((point.reason if point else "") or str(envelope.get("why") or "")),
        is_open=point is not None,
        document=int(envelope.get("document") or 0),
        page=envelope.get("page"),
        box=(box[0], box[1], box[2], box[3]) if box else None,
        settled_by=value.settled_by if value else "",
    )


def _standing(value: Value | None, *, is_open: bool) -> Standing:
    if is_open:
        return Standing.OPEN
    if value is None:
        return Standing.ABSENT
    if value.settled_by:
        as_read = value.envelope is not None and value.value == value.envelope["value"]
        return Standing.CONFIRMED if as_read else Standing.CORRECTED
    return Standing(value.status)


def blank_child(position: int) -> Section:
    """A child whom the reader did not find: what a person fills in first."""
    fields = tuple(field_view(f"children[{position}].{leaf}", None, None) for leaf in OF_AN_ADDED_CHILD)
    return Section("children", position, f"Child {position + 1}", fields)


def open_fields(found: Iterable[Section]) -> Iterator[FieldView]:
    """The values that wait for a person, in the order of the page."""
    for section in found:
        yield from (field for field in section.fields if field.is_open)
