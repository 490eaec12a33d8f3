"""Tables without rules: a row of heads, and under it rows whose words stand in the heads' columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.general.events import Event, Pair, Row
from extractors.general.segments import Segment
from extractors.general.shapes import SAME_EDGE, TIGHT, close
from extractors.general.terms import Label
from extractors.general.vocabulary import Vocabulary
from postroom import doubts


@dataclass(slots=True)
class UnruledTable:
    """The table that is being read. Without heads there is none."""

    number: int = 0
    heads: list[tuple[Segment, Label]] = field(default_factory=list)
    spaced: bool = False  # its rows stand further apart than the lines of one text

    def begin(self, row: Sequence[Segment]) -> None:
        self.number += 1
        self.heads = [(segment, segment.label or Label("ignored")) for segment in row]

    def end(self) -> None:
        self.heads = []

    def row(self, row: Sequence[Segment], last: Event | None) -> Row | None:
        """The next row; None where it only goes on with the `last` one."""
        pairs = self._pairs(row)
        if isinstance(last, Row) and last.table == -self.number and close(last, row):
            thin = sum(bool(pair.value) for pair in pairs) <= len(pairs) / 2
            if not pairs[0].value or self.spaced or thin:
                for old, new in zip(last.pairs, pairs, strict=True):
                    old.value += new.value
                    old.doubted(None if self.spaced or not new.value else doubts.ROWS_RUN_TOGETHER)
                return None
        elif not isinstance(last, Row) or last.table != -self.number:
            heads = max(head.box[3] for head, _ in self.heads)
            self.spaced = row[0].box[1] - heads >= TIGHT * row[0].height
        return Row(tuple(pairs), -self.number)

    def _pairs(self, row: Sequence[Segment]) -> list[Pair]:
        pairs = [Pair(label, head.text) for head, label in self.heads]
        for segment in row:
            before = [at for at, (head, _) in enumerate(self.heads) if head.box[0] - 2 * SAME_EDGE <= segment.box[0]]
            pairs[max(before, default=0)].value.append(segment)
        return pairs


def are_heads(row: Sequence[Segment]) -> bool:
    """Two labels or more and nothing else; or mostly labels, where all are set as labels are: in bold."""
    if len(row) < 2 or any(segment.spoken for segment in row):
        return False
    unknown = sum(not segment.label for segment in row)
    return not unknown or (len(row) > 2 and 3 * unknown <= len(row) and all(segment.bold for segment in row))


def is_head_row(row: Sequence[Segment], below: Sequence[Segment], vocabulary: Vocabulary) -> bool:
    """Labels, and under them a row of something else in the same columns."""
    if not below or not are_heads(row):
        return False
    if any(speaks(segment, vocabulary) for segment in below) or below[0].box[1] - row[0].box[3] > 3 * row[0].height:
        return False
    return any(abs(low.box[0] - head.box[0]) < 3 * SAME_EDGE for low in below for head in row)


def speaks(segment: Segment, vocabulary: Vocabulary) -> bool:
    """Whether the words are a label here: in a table's rows "Mother" and "Yes" are answers."""
    if segment.label is None or (segment.label.field == "name" and not (segment.label.exact or segment.spoken)):
        return False  # "Suspect" says here what somebody's part was
    return segment.spoken or not vocabulary.is_answer(segment.text)
