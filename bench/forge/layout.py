"""What a form is made of before any medium draws it: headings, passages, and grids of cells with runs of words in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any


class Look(StrEnum):
    """How an answer stands on the paper."""

    PLAIN = "plain"
    DOTS = "dots"  # ....Jan Nowak....
    LINE = "line"  # on a line to write on
    BOXES = "boxes"  # a box a letter


@dataclass(frozen=True, slots=True)
class Said:
    """What an answer says: its words, and the leaves that a careful reader takes from them. None is a blank or a refusal."""

    text: str
    leaves: Mapping[str, Any] = field(default_factory=dict)
    accept: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    options: tuple[str, ...] = ()  # printed choices, of which `chosen` is marked
    chosen: int | None = None

    def first(self) -> str:
        """The answer in one line."""
        return self.text.replace("\n", ", ")


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look: a label, or an answer."""

    text: str = ""
    bold: bool = False
    small: bool = False
    said: Said | None = None
    look: Look = Look.PLAIN


@dataclass(frozen=True, slots=True)
class Cell:
    """Lines of runs. `span`: columns that it covers."""

    lines: tuple[tuple[Run, ...], ...] = ((Run(),),)
    span: int = 1
    right: bool = False
    shaded: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells; not `ruled`: only their places tell them apart. `heads`: rows that are repeated on a new page."""

    rows: tuple[tuple[Cell, ...], ...]
    ruled: bool = True
    widths: tuple[float, ...] = ()  # shares of the width; empty: equal
    heads: int = 0

    @property
    def columns(self) -> int:
        return max(sum(cell.span for cell in row) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Flow:
    """Lines one under another without a table."""

    lines: tuple[tuple[Run, ...], ...]


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows stands on another sheet."""


Block = Heading | Grid | Flow | NewPage


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and its answer."""

    label: str
    said: Said
    placement: str = ""

    def label_run(self, *, small: bool = False, bold: bool = True, end: str = "") -> Run:
        return Run(self.label + end, bold=bold, small=small)

    def answer(self, look: Look = Look.PLAIN) -> Run:
        return Run(said=self.said, look=look)


def cell(*runs: Run, **options: Any) -> Cell:
    """A cell of one line."""
    return Cell((tuple(runs),), **options)


def words(text: str, **options: Any) -> Cell:
    """A cell with printed words."""
    bold = options.pop("bold", True)
    return Cell(((Run(text, bold=bold),),), **options)


def tagged(said: Said, placement: str) -> Said:
    """The same answer, with the placement that printed it told beside each leaf."""
    return replace(said, accept={**said.accept, "placement": (placement,)})
