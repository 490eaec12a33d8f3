"""The one picture of a document that every reader works on, whatever it came from: PDF, scan, Word, mail body or text.

A reader (pdf, ocr, docx, text) makes `Sheet`s; the template engine and the general reader see only `Sheet`s. Places
are PDF points from the page's top left. Word and mail have no pages: their one Sheet has `number` None, and
`Grid`s and lines in reading order with made-up places (a cell's column and row), so that "left of" and "above" still hold.

Three things stand among the words of a line as words of their own, whatever drew them, so that text tells the whole story:
a ticked box is TICKED, an empty one UNTICKED, one that nobody can tell UNSURE; a redaction bar is REDACTED; what was typed
into a form field stands at the field's place; and what somebody drew or wrote on top by hand, and nobody has read, is HANDWRITTEN.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractors.strokes import struck
from postroom.contact import Box
from postroom.doubts import Doubt

TICKED, UNTICKED, UNSURE = "☒", "☐", "⍰"
REDACTED = "█"
HANDWRITTEN = "✎"


@dataclass(frozen=True, slots=True)
class Word:
    """One word as printed. `confidence` is 1.0 for a text layer, the OCR's own figure for a scan."""

    text: str
    box: Box
    confidence: float = 1.0
    bold: bool = False
    struck: bool = False  # struck through, as in "delete as appropriate"
    redacted: bool = False  # stands in for a black bar
    typed: bool = False  # into a field of a fillable PDF, or on top of the page: never the form's own print
    doubt: Doubt | None = None  # why nothing that is made of it can be certain
    month_first: bool = False  # typed into a field that writes its dates so
    behind: bool | None = (
        None  # of a tick box: whether this form prints its boxes behind their words; None: it does not tell
    )
    noted: str = ""  # a footnote or comment that stands on its line or table row

    @property
    def shown(self) -> str:
        """The word as it looks in plain text: with a line through it where it is struck."""
        return struck(self.text) if self.struck else self.text


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one line, left to right. A wide gap parts two lines that share a height."""

    words: tuple[Word, ...]
    box: Box

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def shown(self) -> str:
        """The line as written, with a line through what is struck."""
        return " ".join(word.shown for word in self.words)


@dataclass(frozen=True, slots=True)
class Tick:
    """A box to tick. `ticked` None means that nobody can tell."""

    box: Box
    ticked: bool | None
    how: str  # glyph, form_field, drawn, control


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a ruled or Word table. `lines` are what is printed in it."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table, or a Word table (nested tables are grids of their own)."""

    cells: tuple[Cell, ...]
    box: Box


@dataclass(frozen=True, slots=True)
class FormValue:
    """A filled form field (AcroForm, or a named Word field) with its place, if it has one."""

    name: str
    value: str
    box: Box | None
    kind: str  # text, tick, choice
    label: str | None = None  # tooltip or alternative name, where the author gave one
    doubt: Doubt | None = None  # why what it shows cannot be certain
    unsure: bool = False  # nobody can tell whether it is ticked
    month_first: bool = False  # it writes its dates so
    words: tuple[Word, ...] = ()  # where they are painted, if that is known


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page (or the whole of a document that has none)."""

    number: int | None
    width: float
    height: float
    lines: tuple[Line, ...]  # in reading order, those inside grids too; running heads and feet are in `margins`
    grids: tuple[Grid, ...] = ()
    ticks: tuple[Tick, ...] = ()
    form: tuple[FormValue, ...] = ()
    bars: tuple[Box, ...] = ()  # redaction bars
    ocr: bool = False
    upright: int = 0  # degrees that the page was turned to stand upright
    margins: tuple[Line, ...] = ()  # running heads and feet: page numbers, protective marking, printed by
    notes: tuple[Line, ...] = ()  # footnotes, endnotes and comments of a Word file: beside the text, and no part of it
    unread: bool = False  # there was no time left to read its picture

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)
