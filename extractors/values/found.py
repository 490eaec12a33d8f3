"""What a reader found on a document for one kind of value, before anybody knows what it means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from extractors.page import Word
from postroom.contact import Box, Method
from postroom.doubts import Doubt

BLACKED_OUT = "█"
"""Stands in a text for a black bar."""


class DateOrder(StrEnum):
    """How a form writes days and months in figures. DAY_FIRST: a form made for England, or one that says DD/MM/YYYY."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    UNKNOWN = "unknown"  # not established: 03/04/2017 stays to be checked


@dataclass(frozen=True, slots=True)
class Option:
    """One of the choices printed beside tick boxes, or left standing where the others are struck through."""

    text: str
    ticked: bool | None  # None: nobody can tell


@dataclass(frozen=True, slots=True)
class Found:
    """The raw text (or ticks) at the place of a value, and how sure its place is.

    `text` keeps line ends. `doubts` are those of the place: none says that the label or anchor is
    unambiguous and nothing else could be the value.
    `blank` says that the place exists and nothing is there. `redacted` says that something was blacked out there.
    """

    text: str = ""
    words: tuple[Word, ...] = ()
    page: int | None = None
    bbox: Box | None = None
    document: int = 0
    method: Method = Method.TEMPLATE
    label_seen: str | None = None
    options: tuple[Option, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    blank: bool = False
    redacted: bool = False

    @property
    def notes(self) -> str:
        """The footnotes and comments that are about the place."""
        return " ".join(dict.fromkeys(word.noted for word in self.words if word.noted))


@dataclass(frozen=True, slots=True)
class ValueContext:
    """What must be known about the document to read a value: all of it has a safe default.

    `reference_date`: the day of the incident, else of the report, for two-digit years. `ethnicity_scheme`: a name out of
    templates/values/ethnicity.yaml, or None where no scheme is established. An address that only refers to another one ("as above")
    needs no context: it is settled when the whole contact is known (extractors/values/completion.py).
    """

    date_order: DateOrder = DateOrder.DAY_FIRST
    ethnicity_scheme: str | None = None
    reference_date: date | None = None
    document_type: str | None = None
    ocr: bool = False
