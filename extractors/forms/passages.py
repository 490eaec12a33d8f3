"""The narrative of a section, and patterns looked for in running text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from statistics import median

from extractors.forms.evidence import Value, cut
from extractors.forms.labels import Labels, hits_in_text
from extractors.forms.roll import Piece, rows_of
from extractors.forms.template import Section
from extractors.forms.wording import best_of, looks_like_heading
from postroom import doubts

INDENT = 3.0  # points
APART = 1.3  # heights of a line: behind a wider blank something else begins


def narrative_of(section: Section, pieces: Sequence[Piece], others: Labels) -> Value | None:
    """All text of the section. Prompts that the template names are left out.

    An unknown heading, or a label of the `others` with its colon, ends it, in doubt.
    """
    prompts = (*section.other_labels, *(label for rule in section.fields for label in rule.labels))
    kept: list[Piece] = []
    for row in rows_of(pieces):
        if len(row) == 1 and best_of(prompts, row[0].text, noisy=row[0].noisy):
            continue
        if kept and (_unknown_heading(row, kept) or _outdented(row, kept) or _labelled(row, others)):
            return Value(
                tuple(kept),
                doubt=doubts.UNKNOWN_HEADING_FOLLOWS,
                how="the text up to an unknown heading",
            )
        kept += [piece for piece in row if not best_of(prompts, piece.text, noisy=piece.noisy)]
    return Value(tuple(kept), how="the text of its section") if kept else None


def _unknown_heading(row: Sequence[Piece], before: Sequence[Piece]) -> bool:
    """A short line of its own that is set off from the text before it by weight, size or a ruled cell."""
    piece, usual = row[0], median(each.height for each in before)
    if not _same_frame(piece, before[0]):
        return True
    if len(row) != 1 or not looks_like_heading(piece.text) or len(piece.words) > 8:
        return False
    plain = not any(word.bold for each in before for word in each.words)
    bold = plain and all(word.bold for word in piece.words)
    apart = piece.box[1] - before[-1].box[3] > 0.8 * usual
    shouted = piece.text.isupper() and not before[-1].text.isupper() and apart
    return bold or shouted or piece.height > 1.25 * usual


def _outdented(row: Sequence[Piece], before: Sequence[Piece]) -> bool:
    """A line further left than the text before it, behind a blank line."""
    left = min(piece.box[0] for piece in before)
    apart = row[0].box[1] - before[-1].box[3] > 0.8 * row[0].height
    return apart and row[0].box[0] < left - INDENT


def _labelled(row: Sequence[Piece], others: Labels) -> bool:
    return any(hit.rule.kind for _, _, hit in hits_in_text(row, others))


def _same_frame(piece: Piece, first: Piece) -> bool:
    """Both outside of all cells, or in one cell; a box that goes on overleaf counts as one."""
    if piece.cell is None or first.cell is None:
        return piece.cell is first.cell
    edges = zip(piece.cell.box[::2], first.cell.box[::2], strict=True)
    overleaf = piece.page != first.page and all(abs(one - other) <= INDENT for one, other in edges)
    return piece.cell is first.cell or overleaf


def within(pattern: re.Pattern[str], value: Value) -> Value | None:
    """What the pattern's last group (or all of it) finds in a text. Finds that differ leave it unsure; the last one counts."""
    spans = [match.span(match.lastindex or 0) for match in pattern.finditer(value.text)]
    if not spans:
        return None
    texts = {value.text[start:end].casefold() for start, end in spans}
    doubt = doubts.SAID_DIFFERENTLY if len(texts) > 1 else None
    return Value(cut(value, *spans[-1]).pieces, None, doubt, "named in the text")


def entries_of(pieces: Sequence[Piece]) -> Iterator[Value]:
    """The paragraphs of a list without labels: each begins at the left edge, its further lines are indented."""
    rows = list(_together(rows_of(pieces)))
    edge = min((row[0].box[0] for row in rows), default=0.0)
    paragraph: list[Piece] = []
    for row in rows:
        if paragraph and row[0].box[0] <= edge + INDENT:
            yield Value(tuple(paragraph), how="a paragraph of its own")
            paragraph = []
        paragraph += row
    if paragraph:
        yield Value(tuple(paragraph), how="a paragraph of its own")


def _together(rows: Iterable[Sequence[Piece]]) -> Iterator[Sequence[Piece]]:
    """The rows up to the first wide blank."""
    bottom: float | None = None
    for row in rows:
        if bottom is not None and row[0].box[1] - bottom > APART * row[0].height:
            return
        bottom = row[-1].box[3]
        yield row


def parts_of(pattern: re.Pattern[str], value: Value) -> dict[str, Value] | None:
    """A text taken apart by the pattern's named groups (kind names, `__` for a dot); None if it does not fit."""
    match = pattern.fullmatch(value.text.strip())
    if match is None:
        return None
    lead = len(value.text) - len(value.text.lstrip())
    spans = {name: match.span(name) for name in pattern.groupindex}
    return {
        name.replace("__", "."): replace(cut(value, start + lead, end + lead), label=value.label, doubt=value.doubt)
        for name, (start, end) in spans.items()
        if 0 <= start < end
    }
