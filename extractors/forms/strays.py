"""Another version of a form: labels of one section that stand in another one, because a heading was renamed, moved or left out.

What is found so is never certain: a person sees that the form differs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractors.forms.labels import Labels, hits_in
from extractors.forms.roll import Piece, Roll
from extractors.forms.sections import Span
from extractors.forms.template import FieldRule, Section, Template
from extractors.forms.wording import IN_BRACKETS, folded
from postroom import doubts

ENOUGH = 3  # different labels of a block or table that say that it is there without its heading
MANY = 5  # the same under a heading of a part that is not read
WHY = doubts.STRAYED

Wording = tuple[str, ...]


def with_strays(spans: Sequence[Span], template: Template, roll: Roll) -> Iterator[Span]:
    """The spans, and after each those of other sections whose labels stand in it."""
    for span in spans:
        if span.section and (span.section.narrative or span.section.entry):
            yield span
            continue
        strays = list(_strays_in(span, template, roll))
        yield _before(span, strays)
        yield from strays


def _strays_in(span: Span, template: Template, roll: Roll) -> Iterator[Span]:
    printed = _printed(span.pieces)
    own = _labels_of(span.section) if span.section else set()
    not_read = span.section is None and bool(span.heading)  # a part that the template says is not read
    enough = MANY if not_read else ENOUGH
    for section in template.sections:
        if section is span.section or section.narrative or not section.fields:
            continue
        fields = tuple(_without(rule, own) for rule in section.fields)
        there = [rule for rule in fields if any(folded(label) in printed for label in rule.labels)]
        if section.each and len(there) >= enough:
            yield from _block(span, section, fields, roll)
        elif there and not section.each and not not_read:
            borders = (
                *section.other_labels,
                *(span.section.other_labels if span.section else ()),
                *_wordings(span.section),
            )
            yield Span(replace(section, fields=fields, other_labels=borders), span.pieces, 0, span.heading, WHY)


def _block(span: Span, section: Section, fields: tuple[FieldRule, ...], roll: Roll) -> Iterator[Span]:
    """The part of the span from the first label on that only the other section has."""
    telling = hits_in(span.pieces, Labels(fields), roll)
    if telling:
        top = min(hit.cell.box[1] if hit.cell else hit.box[1] for hit in telling) - 1
        yield Span(section, tuple(piece for piece in span.pieces if piece.middle >= top), 0, span.heading, WHY)


def _before(span: Span, strays: Iterable[Span]) -> Span:
    """The span without the blocks that belong to other sections."""
    taken = {id(piece) for stray in strays if stray.section and stray.section.each for piece in stray.pieces}
    return replace(span, pieces=tuple(piece for piece in span.pieces if id(piece) not in taken))


def _printed(pieces: Sequence[Piece]) -> set[Wording]:
    """What could be labels: cells, lines, and beginnings of lines up to a colon or question mark."""
    texts: list[str] = []
    cells: dict[int, list[str]] = {}
    for piece in pieces:
        texts.append(piece.text)
        texts += [
            " ".join(word.text for word in piece.words[:end])
            for end, word in enumerate(piece.words, start=1)
            if word.text[-1] in ":?"
        ]
        if piece.cell:
            cells.setdefault(id(piece.cell), []).append(piece.text)
    texts += [" ".join(lines) for lines in cells.values() if len(lines) > 1]
    return {folded(text) for text in texts} | {folded(IN_BRACKETS.sub("", text)) for text in texts}


def _wordings(section: Section | None) -> Iterator[str]:
    for rule in section.fields if section else ():
        yield from rule.labels


def _labels_of(section: Section) -> set[Wording]:
    return {folded(label) for label in (*_wordings(section), *section.other_labels)}


def _without(rule: FieldRule, own: set[Wording]) -> FieldRule:
    """The rule with those labels only that the section it strayed into does not have."""
    return replace(rule, labels=tuple(label for label in rule.labels if folded(label) not in own))
