"""Who is this child? Both sides of each field, the household, what is known of earlier contacts. By codes, never by the words of a sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from postroom.history import Link
from postroom.sides import Sides
from web.codes import name_of, names
from web.leaves import LEAVES
from web.words import long_day

FITS = {
    Sides.SAME: "the same",
    Sides.NEAR: "nearly the same",
    Sides.DIFFERENT: "different",
    Sides.NOT_IN_REPORT: "not in the report",
    Sides.NOT_ON_FILE: "not on file",
}
SIGNS = {Sides.SAME: "✓", Sides.NEAR: "≈", Sides.DIFFERENT: "≠", Sides.NOT_IN_REPORT: "–", Sides.NOT_ON_FILE: "–"}
OWN = frozenset({Link.SAME_CHILD, Link.SAME_RECORD, Link.SAME_INCIDENT, Link.NOW_BORN})
POLICE = "merlin"  # how the contract's kinds of police report begin
EIGHT_WEEKS, A_YEAR = 56, 365
ORDINALS = {2: "Second", 3: "Third", 4: "Fourth", 5: "Fifth", 6: "Sixth", 7: "Seventh", 8: "Eighth", 9: "Ninth"}
WHOSE = {
    Link.SAME_REPORT: "the same report", Link.SAME_INCIDENT: "the same incident", Link.SAME_CHILD: "this child",
    Link.SAME_RECORD: "this record", Link.NOW_BORN: "this child before birth", Link.FAMILY: "the family",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SideRow:
    """One field on both sides; a piece is (letters, whether they differ)."""

    label: str
    sign: str
    fit: str
    differs: bool
    report: tuple[tuple[str, bool], ...]
    record: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class EarlierView:
    """One earlier contact, without a word of what it told."""

    url: str
    received: str
    whose: str
    about: str


def side_rows(found: Mapping[str, Any]) -> tuple[SideRow, ...]:
    return tuple(_row(each) for each in found.get("both_sides") or ())


def _row(each: Mapping[str, Any]) -> SideRow:
    fit, known = Sides(each["fit"]), LEAVES.get(each["field"])
    label = known.label if known else name_of("match_facts", each["field"]).capitalize()
    return SideRow(
        label, SIGNS[fit], FITS[fit], fit is Sides.DIFFERENT, _pieces(each["report"]), _pieces(each["record"])
    )


def _pieces(pieces: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, bool], ...]:
    """A whole date as people write it; one of which a part differs stays as it was compared, so that the part can be seen."""
    if len(pieces) == 1 and not pieces[0]["differs"]:
        return ((_said(pieces[0]["text"]), False),)
    return tuple((each["text"], each["differs"]) for each in pieces)


def _said(text: str) -> str:
    try:
        date = dt.date.fromisoformat(text)
    except ValueError:
        return text
    return f"{date.day} {date:%B %Y}"


def reasons(found: Mapping[str, Any], side: str) -> tuple[str, ...]:
    """The sentences of one side: because, against, sure_if, beware."""
    return tuple(each["words"] for each in found.get(side) or ())


def household(found: Mapping[str, Any]) -> tuple[str, ...]:
    """Who lives with the child, by report and by record."""
    return tuple(_relative(each) for each in found.get("household") or () if each["name"] or each["restricted"])


def _relative(each: Mapping[str, Any]) -> str:
    if each["restricted"]:
        return "Somebody whose record is restricted"
    known = names(LEAVES["relationship"].codes)
    where = (
        "on both sides"
        if each["in_report"] and each["on_file"]
        else "in the report only"
        if each["in_report"]
        else "on file only"
    )
    born = f", born {_said(each['date_of_birth'])}" if each["date_of_birth"] else ""
    return f"{each['name']}, {known.get(each['relationship'], each['relationship'].replace('_', ' ')).lower()}{born}: {where}"


def earlier(decision: Mapping[str, Any]) -> tuple[EarlierView, ...]:
    return tuple(_earlier(each) for each in decision.get("history") or ())


def _earlier(each: Mapping[str, Any]) -> EarlierView:
    parts = (each["agency"], each["category"], each["outcome"] or "not decided", each["reference"])
    received = long_day(dt.date.fromisoformat(each["received"]))
    url = reverse("contact", kwargs={"ulid": each["contact"]})
    return EarlierView(url, received, WHOSE[Link(each["link"])], ", ".join(part for part in parts if part))


def pattern_of(decision: Mapping[str, Any], document_type: str) -> Iterator[str]:
    """ "Third police report in eight weeks": what an officer would count by hand."""
    own = [each for each in decision.get("history") or () if Link(each["link"]) in OWN]
    police = [each for each in own if each["document_type"].startswith(POLICE) and each["days_before"] <= EIGHT_WEEKS]
    if document_type.startswith(POLICE) and police:
        yield f"{_ordinal(len(police) + 1)} police report in eight weeks"
    year = [each for each in own if each["days_before"] <= A_YEAR]
    if len(year) > len(police):
        yield f"{_ordinal(len(year) + 1)} contact in twelve months"


def _ordinal(number: int) -> str:
    return ORDINALS.get(number, f"No. {number}")
