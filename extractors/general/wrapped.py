"""Labels that go on in a second line, put together again before anything else is read."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.general.segments import Segment
from extractors.general.shapes import answers, stands_out, wraps
from extractors.general.vocabulary import ANSWERS, Vocabulary

UNFINISHED = re.compile(r"(?:[/&(,]|\b(?:and|or|of|the|to|your))$", re.IGNORECASE)  # more must follow


def joined(rows: list[list[Segment]], vocabulary: Vocabulary) -> list[list[Segment]]:
    """The rows with "Has consent to share been" over "obtained?" as one label."""
    if rows and rows[0][0].sheet.number is None:
        return rows  # without pages nothing has been wrapped
    for above, lower in itertools.pairwise(rows):
        for segment in list(lower):
            over = next((one for at, one in enumerate(above) if wraps(one, segment) and not answers(above, at)), None)
            if over is None or _stand_apart(over, above, segment, lower, vocabulary):
                continue
            label = vocabulary.label(f"{over.text} {segment.text}".rstrip(" :?"))
            if label and _is_one_label(over, segment, lower, vocabulary):
                above[above.index(over)] = replace(over, words=over.words + segment.words, label=label)
                lower.remove(segment)
    return [row for row in rows if row]


def _stand_apart(
    over: Segment, above: Sequence[Segment], segment: Segment, lower: Sequence[Segment], vocabulary: Vocabulary
) -> bool:
    """Whether the two lines say different things, whatever their words would make together."""
    if segment.loose or over.bold != segment.bold or vocabulary.is_relation(segment.text):
        return True
    filled = segment.label is not None and segment.label.exact and len(lower) > 1
    if len(above) == 1 and (stands_out(over) or filled) and vocabulary.heading(over.text):
        return True
    if len(lower) == 1 and stands_out(segment) and not segment.label and vocabulary.heading(segment.text):
        return True
    return _is_answered(over, above) and _is_answered(segment, lower)


def _is_answered(segment: Segment, row: Sequence[Segment]) -> bool:
    """Whether an answer stands beside the words; two lines that each have one are two labels."""
    right = next((other for other in row if other.box[0] > segment.box[2]), None)
    return right is not None and right.text.casefold().strip(" .") in ANSWERS


def _is_one_label(over: Segment, segment: Segment, row: Sequence[Segment], vocabulary: Vocabulary) -> bool:
    """Whether two lines are one label, and not two labels."""
    if over.spoken or over.text.casefold().strip(" .") in ANSWERS:
        return False
    if not (over.label and segment.label and segment.label.exact) or UNFINISHED.search(over.text):
        return True
    unanswered = not any(other.box[0] > segment.box[2] for other in row)
    return unanswered and vocabulary.is_phrase(f"{over.text} {segment.text}")
