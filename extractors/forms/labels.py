"""Finding the labels of a section: in cells, at the beginning of lines, over several lines, or anywhere in running text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractors.forms.roll import Piece, Roll, RollCell
from extractors.forms.template import FieldRule, Section
from extractors.forms.wording import IN_BRACKETS, folded, same_wording
from extractors.values.boxes import is_mark
from postroom.contact import Box

LONGEST_LABEL = 14  # words
LINES_OF_LABEL = 3
BORDER = FieldRule(None)  # a label whose value nobody asked for: it ends the value before it


@dataclass(frozen=True, eq=False)
class Hit:
    """A label as printed, and what follows it in the same cell or on the same piece. `unknown`: only looks like a label."""

    rule: FieldRule
    pieces: tuple[Piece, ...]
    rest: tuple[Piece, ...] = ()
    cell: RollCell | None = None
    unknown: bool = False

    @property
    def label(self) -> str:
        return " ".join(piece.text for piece in self.pieces)

    @cached_property
    def box(self) -> Box:
        return (
            min(piece.box[0] for piece in self.pieces),
            min(piece.box[1] for piece in self.pieces),
            max(piece.box[2] for piece in self.pieces),
            max(piece.box[3] for piece in self.pieces),
        )


class Labels:
    """The labels that a section may have, and which rule each stands for."""

    def __init__(self, rules: Iterable[FieldRule], others: Iterable[str] = ()) -> None:
        self._wordings = [(label, rule) for rule in rules for label in rule.labels]
        self._wordings += [(label, BORDER) for label in others]
        self._exact = {folded(label): rule for label, rule in reversed(self._wordings)}

    @classmethod
    def of(cls, section: Section) -> Labels:
        return cls(section.fields, (*section.other_labels, *section.starts))

    def rule_for(self, printed: str, *, noisy: bool = False) -> FieldRule | None:
        """The rule whose label this is."""
        rule = self._exact.get(folded(printed)) or self._exact.get(folded(IN_BRACKETS.sub("", printed)))
        if rule is not None or not noisy or not folded(printed):
            return rule
        return next((rule for label, rule in self._wordings if same_wording(printed, label, noisy=True)), None)


def hits_in(pieces: Sequence[Piece], labels: Labels, roll: Roll) -> list[Hit]:
    """Every label among these pieces, in reading order. Labels in running text (Place.AFTER) are found by `hits_in_text`."""
    hits: list[Hit] = []
    seen: set[int] = set()
    for number, piece in enumerate(pieces):
        key = id(piece.cell) if piece.cell else id(piece)
        if key in seen:
            continue
        hit = _in_cell(piece.cell, labels, roll) if piece.cell else _free(pieces, number, labels)
        if hit:
            seen.update(id(used) for used in hit.pieces)
            hits.append(hit)
        if piece.cell:
            seen.add(key)
    return hits


def _in_cell(cell: RollCell, labels: Labels, roll: Roll) -> Hit | None:
    lines = roll.inside(cell)
    for count in range(len(lines), 0, -1):
        text = " ".join(piece.text for piece in lines[:count])
        if len(text.split()) > LONGEST_LABEL:
            continue
        rule = labels.rule_for(text, noisy=lines[0].noisy)
        if rule is not None:
            return Hit(rule, lines[:count], lines[count:], cell)
    begun = _beginning(lines[0], labels)
    return Hit(begun.rule, begun.pieces, begun.rest + lines[1:], cell) if begun else None


def _free(pieces: Sequence[Piece], number: int, labels: Labels) -> Hit | None:
    piece = pieces[number]
    if any(is_mark(word) for word in piece.words[1:]):
        return _beginning(piece, labels)
    for run in _lines_under(pieces, number):
        several = len(run) > 1 and any(labels.rule_for(each.text) for each in run)  # labels, each its own, and no noise
        rule = labels.rule_for(" ".join(each.text for each in run), noisy=piece.noisy and not several)
        if rule is not None:
            return Hit(rule, run)
    return _beginning(piece, labels)


def _lines_under(pieces: Sequence[Piece], number: int) -> Iterator[tuple[Piece, ...]]:
    """The piece with the lines right under it that may continue it, longest first."""
    run = [pieces[number]]
    for below in pieces[number + 1 :]:
        last = run[-1]
        if len(run) == LINES_OF_LABEL or below.box[1] - last.box[3] > 0.7 * last.height:
            break
        overlaps = below.box[0] < last.box[2] and below.box[2] > last.box[0]
        aligned = abs(below.box[0] - last.box[0]) < 3 or abs(below.box[2] - last.box[2]) < 3
        if below.cell is None and below.box[1] > last.middle and overlaps and aligned:
            run.append(below)
    for length in range(len(run), 0, -1):
        yield tuple(run[:length])


def _beginning(piece: Piece, labels: Labels) -> Hit | None:
    """A label that ends with a colon, a question mark or at a tick box, with its value behind it on the same piece.

    On a scan the blank between label and value may be lost: there any first words will do that are a label, letter by letter.
    """
    longest = min(len(piece.words) - 1, LONGEST_LABEL)
    longest = next((at for at in range(1, longest) if is_mark(piece.words[at])), longest)
    for length in range(longest, 0, -1):
        ends = piece.words[length - 1].text[-1] in ":?" or is_mark(piece.words[length])
        if not ends and not piece.noisy:
            continue
        head = piece.part(0, length)
        rule = labels.rule_for(head.text, noisy=piece.noisy and ends)
        if rule is not None:
            return Hit(rule, (head,), (piece.part(length),), piece.cell)
    return None


def hits_in_text(pieces: Sequence[Piece], labels: Labels) -> Iterator[tuple[int, int, Hit]]:
    """Labels with a colon anywhere in running text: (piece number, word number, hit). Unknown ones count as borders."""
    for number, piece in enumerate(pieces):
        start = 0
        for end, word in enumerate(piece.words, start=1):
            if not word.text.endswith(":"):
                continue
            hit = _ending_at(piece, start, end, labels)
            if hit:
                yield number, end, hit
                start = end


def _ending_at(piece: Piece, start: int, end: int, labels: Labels) -> Hit | None:
    for begin in range(max(start, end - LONGEST_LABEL), end):
        head = piece.part(begin, end)
        rule = labels.rule_for(head.text, noisy=piece.noisy)
        if rule is not None:
            return Hit(rule, (head,))
    if start == 0 and end <= 4 and piece.words[0].text[:1].isupper():
        return Hit(BORDER, (piece.part(0, end),), unknown=True)
    return None
