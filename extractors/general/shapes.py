"""How words stand to each other on a page: under, beside, wrapped, standing out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.general.events import Row
from extractors.general.segments import Segment
from extractors.general.vocabulary import ANSWERS

SAME_EDGE = 4.5  # points: starts (or ends) of words that are in one column
ENOUGH_HEADS = 0.6  # share of a row's words that must be labels for it to be the head of a table
LONG_LABEL = 6  # words: a longer one that is no field's own name is a sentence
SENTENCE = 5  # words
TIGHT = 0.7  # heights of a line: the gap within one text


def goes_on_under(segment: Segment, value: Segment) -> bool:
    """Whether the words are the next line of the value: same left edge, no wider gap than within one text."""
    return (
        segment.sheet is value.sheet
        and abs(segment.box[0] - value.box[0]) < SAME_EDGE
        and -2 < segment.box[1] - value.box[3] < TIGHT * segment.height
    )


def close(last: Row, row: Sequence[Segment]) -> bool:
    bottoms = [segment.box[3] for pair in last.pairs for segment in pair.value]
    return bool(bottoms) and row[0].box[1] - max(bottoms) < TIGHT * row[0].height


def wraps(over: Segment, segment: Segment) -> bool:
    """Whether the lower words can be the second line of the upper ones."""
    if segment.text.casefold().strip(" .?:") in ANSWERS or (segment.text.isdigit()):
        return False
    aligned = abs(over.box[0] - segment.box[0]) < SAME_EDGE or abs(over.box[2] - segment.box[2]) < SAME_EDGE
    gap = segment.box[1] - over.box[3]
    return aligned and -2 < gap < TIGHT * segment.height and len(segment.words) <= 6


def answers(row: Sequence[Segment], at: int) -> bool:
    """Whether the words follow a label on its line, and so are its value. In a row of heads they are one more head."""
    heads = sum(segment.label is not None and not segment.spoken for segment in row)
    follows = at > 0 and row[at - 1].label is not None and row[at].label is None
    return follows and heads < max(3, ENOUGH_HEADS * len(row))


def shares_height(one: Segment, other: Segment) -> bool:
    return abs(one.middle - other.middle) < 0.5 * min(one.height, other.height)


def over_the_page(segment: Segment, last: Segment, *, first: bool) -> float:
    """The gap between the last words of a page and the `first` ones of the next counts as none."""
    at_foot = last.box[3] > 0.8 * last.sheet.height
    at_head = segment.box[1] < 0.2 * segment.sheet.height and first
    return 0.0 if at_foot and at_head else float("inf")


def same_edge(one: Segment, other: Segment) -> bool:
    return abs(one.box[0] - other.box[0]) < SAME_EDGE


def same_column(one: Segment, other: Segment) -> bool:
    return same_edge(one, other) or abs(one.box[2] - other.box[2]) < SAME_EDGE


def under(label: Segment, segment: Segment) -> bool:
    return -SAME_EDGE < segment.box[0] - label.box[0] < 24


def typed_under(label: Segment, segment: Segment) -> bool:
    """What was typed into a field that stands under the label's words, further in."""
    return segment.words[0].typed and label.box[0] < segment.box[0] < label.box[2]


def begins_small(segment: Segment) -> bool:
    """Whether the words go on in the middle of a sentence. A mail address is written small."""
    return segment.text[:1].islower() and "@" not in segment.text


def is_weak(segment: Segment) -> bool:
    """A word that is a label on some forms and a value on others ("Health Visitor"), right after a label."""
    return bool(
        segment.label and not segment.spoken and (segment.label.field in ("ignored", "name") or not segment.label.exact)
    )


def is_unknown_label(segment: Segment) -> bool:
    """A few words with a colon behind them, after a value: a label that nobody knows, and no part of that value."""
    text = segment.text
    return text.endswith(":") and len(text.split()) <= 6 and text[:1].isupper()


def answers_to(label: Segment, segment: Segment) -> bool:
    """Right after a label: a word that may be a value too, or any that lacks what the label has: a colon, or bold letters ("Your role: Midwife")."""
    return is_weak(segment) or ((label.spoken or label.bold) and not (segment.spoken or segment.bold))


def numbered(text: str) -> bool:
    return (
        text[:1].isdigit()
        and len(text.split()) > 1
        and text.split()[0].rstrip(".):").isdigit()
        and "." in text.split()[0]
    )


def stands_out(segment: Segment) -> bool:
    text = segment.text
    if text.endswith((".", ",", ";", ":")) or not text[:1].isalnum() or len(text) > 90:
        return False
    return (
        segment.bold
        or re.sub(r"\([^()]*\)", "", text).isupper()
        or numbered(text)
        or text.casefold().startswith(("section ", "part "))
    )


def is_told(row: Sequence[Segment]) -> bool:
    """Whether a narrative has the words and the colon: a label at the end of a sentence, or with a sentence behind it."""
    first, follower = row[0], row[1] if len(row) > 1 and not row[1].label else None
    if first.label and not first.label.exact and len(first.words) > LONG_LABEL:
        return True
    return follower is not None and len(follower.words) >= SENTENCE and follower.text[:1].islower()
