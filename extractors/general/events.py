"""What is met on the way through a form, in reading order: headings, labels with their values, rows of tables, free text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractors.general.segments import Segment
from extractors.general.terms import Heading, Label, Owner
from extractors.page import REDACTED
from extractors.values import Found
from extractors.values.boxes import options_of
from postroom.contact import Method
from postroom.doubts import Doubt


@dataclass(slots=True)
class Pair:
    """A label and what was found for it. `doubts`: why it may be another's value."""

    label: Label
    text: str
    value: list[Segment] = field(default_factory=list)
    doubts: tuple[Doubt, ...] = ()

    def doubted(self, *reasons: Doubt | None) -> Pair:
        """This pair, with those of the reasons that there are."""
        self.doubts += tuple(reason for reason in reasons if reason and reason not in self.doubts)
        return self


@dataclass(frozen=True, slots=True)
class Begin:
    """A heading: what follows is about somebody or something else."""

    heading: Heading
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, or one column of a turned one: what its cells are called and hold."""

    pairs: tuple[Pair, ...]
    table: int  # rows of one table share it


@dataclass(frozen=True, slots=True)
class Text:
    """Running text that no label claims."""

    segments: tuple[Segment, ...]


Event = Pair | Begin | Row | Text
UNKNOWN = Heading(Owner.UNKNOWN)


def found_in(pair: Pair, *whole: Doubt) -> Found:
    """The pair's value as the value readers take it, with its own doubts and those of the whole that it stands in."""
    segments = pair.value
    words = tuple(word for segment in segments for word in segment.words)
    options = options_of(words)
    text = "\n".join(row for row in _rows(segments)).lstrip(": ")  # "Name :Jan" has its colon at the value
    first = segments[0] if segments else None
    page = first.sheet.number if first else None
    boxes = [segment.box for segment in segments if first and segment.sheet is first.sheet]
    box = tuple(min(b[i] for b in boxes) if i < 2 else max(b[i] for b in boxes) for i in range(4)) if boxes else None
    return Found(
        text=text,
        words=words,
        page=page,
        bbox=(box[0], box[1], box[2], box[3]) if box and page is not None else None,
        method=Method.OCR if first and first.sheet.ocr else Method.LABEL,
        label_seen=pair.text,
        options=options,
        doubts=tuple(dict.fromkeys((*whole, *pair.doubts))),
        blank=not text.strip(),
        redacted=any(word.redacted or word.text == REDACTED for word in words),
    )


def _rows(segments: Sequence[Segment]) -> Iterable[str]:
    """One text a printed line: segments that share a height stand on one."""
    row: list[Segment] = []
    for segment in segments:
        if row and (segment.sheet is not row[-1].sheet or abs(segment.middle - row[-1].middle) > 0.5 * segment.height):
            yield "  ".join(each.shown for each in row)
            row = []
        row.append(segment)
    if row:
        yield "  ".join(each.shown for each in row)
