"""Questions in rows, their answers in columns: "Yes" and "No" stand once over the boxes to tick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.general.events import Pair
from extractors.general.segments import MARKS, Segment
from extractors.general.terms import Label
from extractors.general.vocabulary import ANSWERS, Vocabulary
from extractors.values.boxes import options_of
from postroom import doubts

if TYPE_CHECKING:
    from extractors.general.said import Said

OTHER_MARKS = frozenset(("x", "✓", "✔", "√"))  # typed in the column that is meant; the others stay empty


def answer_columns(row: Sequence[Said]) -> dict[int, str]:
    """The answers by column, where a row holds nothing else; none where it is no such heading row."""
    filled = [box for box in row if not box.is_blank]
    said = {box.cell.column: box.text for box in filled if box.text.casefold().strip(" .") in ANSWERS}
    others = [box for box in filled if box.cell.column not in said]
    first = all(box is row[0] for box in others)
    return said if len(said) > 1 and first and 0 not in said else {}


def answered_in_column(row: Sequence[Said], answers: dict[int, str]) -> Pair | None:
    """The question with the ticked boxes and the answers over them; None where the row is not of that kind."""
    if not answers or not row or row[0].label is None:
        return None
    boxes = [box for box in row[1:] if box.cell.column in answers]
    if not any(box.segments for box in boxes) or not all(_is_mark(box) for box in boxes if box.segments):
        return None
    value = [_option(box.segments[0], answers[box.cell.column]) for box in boxes if box.segments]
    return Pair(row[0].label, row[0].text, value)


def _is_mark(box: Said) -> bool:
    return box.text in MARKS or box.text.casefold() in OTHER_MARKS


def _option(segment: Segment, answer: str) -> Segment:
    """ "☒ Yes" out of the box and what stands over it; a typed cross is the answer itself."""
    mark = segment.words[0]
    word = replace(mark, text=answer)
    return replace(segment, words=(mark, word) if mark.text in MARKS else (word,))


def statement(segment: Segment, vocabulary: Vocabulary) -> Pair | None:
    """ "☒ I agree to my information being shared" as a yes, "☒ I do not agree ..." as a no; None where it is no such sentence."""
    mark, words = segment.words[0], segment.words[1:]
    if mark.text not in MARKS or not words or any(word.text in MARKS for word in words):
        return None
    said = vocabulary.phrasing.statement.match(" ".join(word.text for word in words))
    if said is None:
        return None
    answer = replace(words[0], text="No" if said["no"] else "Yes")
    pair = Pair(Label("consent_to_share", exact=False), segment.text, [replace(segment, words=(mark, answer))])
    return pair.doubted(None if said["sharing"] else doubts.GUESSED_LABEL)


def with_statement(last: object, said: Pair) -> Pair | None:
    """The statement before it with this one's box: of two that contradict each other one is ticked."""
    goes_on = (
        isinstance(last, Pair) and last.label == said.label and last.value and last.value[0].words[0].text in MARKS
    )
    if not isinstance(last, Pair) or not goes_on:
        return None
    return replace(last, value=[*last.value, *said.value])


def label_of_choices(segments: Sequence[Segment], vocabulary: Vocabulary) -> Label | None:
    """The field of a cell that holds nothing but choices that tell it, the boxes before or behind them: "Male ☐ Female ☒"."""
    words = [word for segment in segments for word in segment.words]
    if sum(word.text in MARKS for word in words) < 2:
        return None
    return vocabulary.chosen([option.text for option in options_of(words)])


def label_of_ticks(segment: Segment, vocabulary: Vocabulary) -> Label | None:
    """A box to tick with its label after it: "☒ Holds PR"; or choices that tell their field: "☒ Male ☐ Female"."""
    if segment.words[0].text not in MARKS:
        return None
    if sum(word.text in MARKS for word in segment.words) == 1:
        return vocabulary.label(" ".join(word.text for word in segment.words[1:]))
    return vocabulary.chosen([option.text for option in options_of(segment.words)])
