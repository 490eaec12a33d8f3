"""Words at the place of a value become what the value readers take: text, box, options, and how sure the place is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.forms.roll import Piece
from extractors.page import REDACTED, Word
from extractors.values.boxes import options_of
from extractors.values.found import Found
from postroom.contact import Box, Method
from postroom.doubts import Doubt

WIDE = 1.1  # heights of a line: a wider blank stays two blanks in the text


@dataclass(frozen=True, slots=True)
class Value:
    """The place of one value: the pieces in it, the label that led there, and why the place is unsure, if it is."""

    pieces: tuple[Piece, ...]
    label: str | None = None
    doubt: Doubt | None = None
    how: str = ""

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for piece in self.pieces for word in piece.words)

    @property
    def text(self) -> str:
        return "\n".join(_joined(row) for row in _lines(self.pieces))


def _lines(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    row: list[Piece] = []
    for piece in pieces:
        if row and abs(piece.middle - row[-1].middle) > 0.45 * min(piece.height, row[-1].height):
            yield row
            row = []
        row.append(piece)
    if row:
        yield row


def _joined(row: Sequence[Piece]) -> str:
    text, before = "", None
    for piece in row:
        for word in piece.words:
            gap = word.box[0] - before.box[2] if before else 0.0
            text += (
                "  " if before and gap > WIDE * (word.box[3] - word.box[1]) else " " if before else ""
            ) + word.shown
            before = word
    return text


def found_in(value: Value, *, document: int = 0) -> Found:
    """What was found at the place of a value."""
    words = value.words
    page, box = (value.pieces[0].page, _box(value.pieces)) if value.pieces else (None, None)
    noisy = any(piece.noisy for piece in value.pieces)
    redacted = any(word.redacted or word.text == REDACTED for word in words)
    return Found(
        text=value.text,
        words=words,
        page=page,
        bbox=box if page is not None else None,
        document=document,
        method=Method.OCR if noisy else Method.TEMPLATE,
        label_seen=value.label,
        options=options_of(words),
        doubts=(value.doubt,) if value.doubt else (),
        blank=not value.text.strip(),
        redacted=redacted,
    )


def _box(pieces: Sequence[Piece]) -> Box:
    """The box around the words that stand on the first piece's page."""
    words = [word for piece in pieces if piece.page == pieces[0].page for word in piece.words]
    return (
        min(word.box[0] for word in words),
        min(word.box[1] for word in words),
        max(word.box[2] for word in words),
        max(word.box[3] for word in words),
    )


def cut(value: Value, start: int, end: int) -> Value:
    """The part of a value between two offsets of its text."""
    offset, pieces = 0, []
    for number, row in enumerate(_lines(value.pieces)):
        offset += 1 if number else 0
        text = _joined(row)
        pieces += _between(row, text, start - offset, end - offset)
        offset += len(text)
    return replace(value, pieces=tuple(pieces))


def _between(row: Iterable[Piece], text: str, start: int, end: int) -> list[Piece]:
    kept, at = [], 0
    for piece in row:
        inside = []
        for number, word in enumerate(piece.words):
            at = text.index(word.shown, at)
            if at + len(word.shown) > start and at < end:
                inside.append(number)
            at += len(word.shown)
        if inside:
            kept.append(piece.part(inside[0], inside[-1] + 1))
    return kept
