"""Cutting the roll of one report into its sections and, where a section repeats, into its blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.forms.roll import Piece, Roll
from extractors.forms.template import Section, Template
from extractors.forms.wording import folded, heading_number, looks_like_heading, same_wording
from postroom.doubts import Doubt

LONGEST_HEADING = 12  # words


@dataclass(frozen=True, slots=True)
class Span:
    """The pieces of one section (or of one block of a section that repeats), without its heading.

    `doubt` says why the border of the span is in doubt: an unknown heading, for instance.
    """

    section: Section | None
    pieces: tuple[Piece, ...]
    number: int = 0
    heading: str = ""
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class _Opening:
    section: Section | None
    number: int
    heading: str
    rest: tuple[Piece, ...]


def spans_of(roll: Roll, template: Template) -> tuple[Span, ...]:
    """The roll's sections in order. What stands before the first heading belongs to the section without headings."""
    start = next((each for each in template.sections if not each.headings), None)
    spans, current = [], Span(start, ())
    for row in roll.rows:
        opening = _opening(row, template)
        if opening is None:
            current = replace(current, pieces=current.pieces + row)
            continue
        spans.append(current)
        current = Span(opening.section, opening.rest, opening.number, opening.heading)
    spans.append(current)
    return tuple(span for span in spans if span.pieces or span.heading)


def _opening(row: tuple[Piece, ...], template: Template) -> _Opening | None:
    """What section this row opens, if it is a heading that the template knows."""
    alone = len(row) == 1 and len(row[0].words) <= LONGEST_HEADING and looks_like_heading(row[0].text)
    for section in template.sections:
        if not section.opens and not alone:
            continue
        for heading in section.headings:
            opening = (_begun_by if section.opens else _headed)(row, section, heading)
            if opening:
                return opening
    if alone and any(_number(row[0], heading) is not None for heading in template.other_headings):
        return _Opening(None, 0, row[0].text, ())
    return None


def _number(piece: Piece, heading: str) -> int | None:
    return heading_number(piece.text, heading, noisy=piece.noisy)


def _headed(row: tuple[Piece, ...], section: Section, heading: str) -> _Opening | None:
    """The section whose heading is this line."""
    number = _number(row[0], heading)
    return None if number is None else _Opening(section, number, row[0].text, ())


def _begun_by(row: tuple[Piece, ...], section: Section, heading: str) -> _Opening | None:
    """The section opened by the first words of a line: "SUBJECT 1   Surname: ..." The rest of the line belongs to it.

    A heading that is a label of the section as well stays.
    """
    first = row[0]
    for length in range(min(len(folded(heading)), len(first.words)), 0, -1):
        head = first.part(0, length)
        number = _number(head, heading)
        if number is None or not looks_like_heading(head.text):
            continue
        if heading.endswith(":") and not head.text.endswith(":"):
            continue
        if any(same_wording(head.text, label, noisy=first.noisy) for rule in section.fields for label in rule.labels):
            return _Opening(section, number, head.text, row)
        rest = (first.part(length),) if length < len(first.words) else ()
        return _Opening(section, number, head.text, rest + row[1:])
    return None


def blocks_of(span: Span, starts: Sequence[Piece]) -> Iterator[Span]:
    """A span cut at each of the pieces that begin a new child or person."""
    tops = sorted(piece.box[1] for piece in starts)
    for number, top in enumerate(tops, start=1):
        bottom = tops[number] if number < len(tops) else float("inf")
        pieces = tuple(piece for piece in span.pieces if top - 1 <= piece.middle and piece.box[1] < bottom - 1)
        yield replace(span, pieces=pieces, number=number)
