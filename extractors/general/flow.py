"""Forms without rules: a label's value stands to its right, goes on below itself, or stands under the label."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from extractors.general.answered import label_of_ticks, statement, with_statement
from extractors.general.captions import bands_of, pairs_of
from extractors.general.entries import entry_pairs
from extractors.general.events import UNKNOWN, Begin, Event, Pair, Text
from extractors.general.gutters import cut_at_gutter
from extractors.general.headed import (
    NARRATIVE,
    has_value_under,
    heading_and_label,
    is_field,
    is_torn_title,
    opens_with_heading,
)
from extractors.general.segments import ASKED, MARKS, Segment, rows_of, segments_of, with_loose_labels
from extractors.general.shapes import (
    SAME_EDGE,
    TIGHT,
    answers_to,
    begins_small,
    goes_on_under,
    is_told,
    is_unknown_label,
    numbered,
    over_the_page,
    same_column,
    same_edge,
    shares_height,
    stands_out,
    typed_under,
    under,
)
from extractors.general.signed import signs_off
from extractors.general.terms import Heading, Label, Owner
from extractors.general.unruled import UnruledTable, is_head_row, speaks
from extractors.general.vocabulary import Vocabulary
from extractors.general.weights import with_guess
from extractors.general.wrapped import joined
from extractors.page import Line, Sheet
from postroom import doubts

NEAR = 1.6  # heights of a line: the gap between a label and what stands under it
FULL_LINE = 0.8  # share of the page's width from which a line ends because it is full
ACCOUNT = 12  # words from which a line is an account, and up to which one is a heading or a question
UNKNOWN_LABEL = re.compile(r"[A-Z][^:.]{2,40}:\s+\S")


@dataclass(slots=True)
class _Open:
    """A pair that further lines may still go on with."""

    pair: Pair
    label: Segment
    right: bool = False  # its value began beside the label, not under it


@dataclass(slots=True)
class Flow:
    """Reads the unruled parts of a form one after the other; a narrative or a value may go on from page to page."""

    vocabulary: Vocabulary
    events: list[Event] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    table: UnruledTable = field(default_factory=UnruledTable)
    story: Pair | None = None  # the narrative that is being read
    about: Owner | None = None  # what the last heading says that the lines are about
    over_grid: bool = False  # what stands last in these lines stands over a ruled table
    headed: bool = False  # a heading that anybody knows was met, or a table
    sideways: int = 0  # pairs so far whose value stood beside the label

    def read(self, lines: Iterable[Line], sheet: Sheet, *, over_grid: bool = False) -> list[Event]:
        """What the lines say, in reading order. `over_grid`: a ruled table comes after them."""
        self.events, self.over_grid = [], over_grid
        parts = cut_at_gutter(segments_of(lines, sheet, self.vocabulary), self.vocabulary)
        rows = joined(rows_of(with_loose_labels(parts, self.vocabulary)), self.vocabulary)
        self.sideways = sum(bool(row[0].label and len(row) > 1 and not row[1].label) for row in rows)
        bands, at = bands_of(rows), 0
        while at < len(rows):
            band = bands.get(at)
            captions = bands[at + 1].labels if at + 1 in bands else at + 1
            below = rows[captions] if captions < len(rows) else []
            if band:
                self._band(pairs_of(rows, band))
            else:
                self._row(self._asking(rows[at], below), below)
            at = band.end if band else at + 1
        return self.events

    def _band(self, pairs: Sequence[Pair]) -> None:
        """A row of labels with the rows of their values: nothing goes on with what stands over it, or under it."""
        self.table.end()
        self.open, self.story = [], None
        self.events += pairs

    def _asking(self, row: list[Segment], below: Sequence[Segment]) -> list[Segment]:
        """A question on a line of its own, with its boxes to tick in the next lines or an account under it."""
        if len(row) != 1 or row[0].label or not below or row[0].words[0].text in MARKS:
            return row
        label = self.vocabulary.question(row[0].text.rstrip(" :"))
        ticked = below[0].words[0].text in MARKS
        told = not self.story and len(below[0].words) >= ACCOUNT and len(row[0].words) <= ACCOUNT
        fits = label and (ticked if label.field in ASKED else told)
        return [replace(row[0], label=label, spoken=True)] if fits else row

    def interrupt(self) -> None:
        """A ruled table stands between: what was open is closed."""
        self.open, self.story, self.headed = [], None, True
        self.table.end()

    def _row(self, row: list[Segment], below: list[Segment]) -> None:
        heading = self._heading(row, below)
        if signs_off(row[0].text):
            self._begin(Heading(Owner.OTHER), row[0].text)
        elif heading:
            self._begin(heading, row[0].text)
        elif opens_with_heading(row, self.vocabulary):
            opening = self.vocabulary.heading(row[0].text)
            self._begin(opening or UNKNOWN, row[0].text)
            self._plain(row[1:])
        elif self.story is not None and self._goes_on_with_story(row):
            self.story.value += row
        elif is_head_row(row, below, self.vocabulary):
            self.open = []
            self.table.begin(row)
        elif self.table.heads and not any(speaks(segment, self.vocabulary) for segment in row):
            self._table_row(row)
        elif self.about in (Owner.PERSON, Owner.FAMILY) and (entry := entry_pairs(row, self.events, self.vocabulary)):
            self.open = []
            self.events += entry
        else:
            self._plain(row)

    def _begin(self, heading: Heading, text: str) -> None:
        self.table.end()
        self.open, self.story, self.about = [], None, heading.owner
        self.events.append(Begin(heading, text))
        titled = not self.headed and self.vocabulary.is_form_name(text, heading)
        if heading.owner is Owner.REASON and not titled:
            self.story = Pair(Label(NARRATIVE), text)
            self.events.append(self.story)
        self.headed = self.headed or heading.owner is not Owner.UNKNOWN

    def _heading(self, row: Sequence[Segment], below: Sequence[Segment]) -> Heading | None:
        """A line alone on its height whose words begin a part of the form, or that looks as if it did."""
        if is_torn_title(row):
            return UNKNOWN
        if len(row) != 1 or len(row[0].text) > 100 or any(word.text in MARKS for word in row[0].words):
            return None
        if not below and self.over_grid and (stands_out(row[0]) or (row[0].label and not row[0].spoken)):
            return self.vocabulary.title_of_table(row[0].text) or UNKNOWN
        if not below and self.over_grid and (who_refers := self.vocabulary.referring(row[0].text)):
            return who_refers
        if "," in row[0].text and self.vocabulary.is_answer(row[0].text.split(",")[0]):
            return None  # "Yes, mother" under a question
        if row[0].text[:1].islower() or is_field(row[0], self.vocabulary) or self._is_asked_or_answers(row[0]):
            return None  # the rest of a label or a sentence; or a field's own name that holds a heading's word
        strict = self.vocabulary.heading(row[0].text)
        if strict and (self.story is None or stands_out(row[0])) and not has_value_under(row[0], below):
            return strict
        return self._plain_heading(row[0], below) or self._bold_heading(row[0])

    def _is_asked_or_answers(self, segment: Segment) -> bool:
        """A question by itself over its answer; or the value under a label: "Health Visitor" under "Job title"."""
        if segment.text.endswith("?") and segment.label and segment.label.field in ASKED:
            return True
        empty = [each.label for each in self.open if each.label.bold and not each.pair.value]
        return not segment.bold and any(goes_on_under(segment, label) for label in empty)

    def _plain_heading(self, segment: Segment, below: Sequence[Segment]) -> Heading | None:
        """ "Referring clinician" in plain letters, over labels."""
        if segment.label or self.story or not below or not below[0].label or len(segment.words) >= ACCOUNT:
            return None
        return self.vocabulary.referring(segment.text)

    def _bold_heading(self, segment: Segment) -> Heading | None:
        """Words of which some are unknown, set as headings are."""
        if not stands_out(segment) or segment.label or self._is_like_the_story(segment):
            return None
        if any(each.pair.value and abs(each.pair.value[0].box[0] - segment.box[0]) < SAME_EDGE for each in self.open):
            return None
        unknown = UNKNOWN if numbered(segment.text) or segment.bold else None
        return self.vocabulary.loose_heading(segment.text) or unknown

    def _is_like_the_story(self, segment: Segment) -> bool:
        """In an account that is written in capitals, or in bold, a line of that kind is one more line of it."""
        if self.story is None or not self.story.value:
            return False
        last = self.story.value[-1]
        return (segment.text.isupper(), segment.bold) == (last.text.isupper(), last.bold)

    def _goes_on_with_story(self, row: Sequence[Segment]) -> bool:
        first = row[0]
        if self._is_answered_question(row):
            return False
        if first.label is None or first.label.guessed:
            return True
        if stands_out(first) and not self._is_like_the_story(first):
            return False
        if any(word.text in MARKS for segment in row for word in segment.words):
            return False
        if first.label.field == NARRATIVE:
            return False
        if first.spoken and is_told(row):
            return True
        return not (first.spoken or len(row) > 1 or stands_out(first)) or not first.words[0].text[:1].isupper()

    def _is_answered_question(self, row: Sequence[Segment]) -> bool:
        """The form's next question and a yes or no far to its right: no account goes on so."""
        return len(row) > 1 and row[0].text.endswith("?") and self.vocabulary.is_answer(row[-1].text)

    def _plain(self, row: Sequence[Segment]) -> None:
        self.table.end()
        self._begin_by_number(row)
        if any(segment.label for segment in row):
            self.story = None
        fresh = self._pairs(row)
        for each in fresh:
            self.open = [one for one in self.open if not same_column(one.label, each.label)] + [each]
            self.events.append(each.pair)
            if each.pair.label.field == NARRATIVE:
                self.story = each.pair

    def _begin_by_number(self, row: Sequence[Segment]) -> None:
        begun = heading_and_label(row)
        if begun and self.about is not begun.owner:
            self.about = begun.owner
            self.events.append(Begin(begun, row[0].text))

    def _pairs(self, row: Sequence[Segment]) -> list[_Open]:
        """Labels with what stands to their right; the rest of the row goes on with what is above it."""
        if self._is_unknown_pair(row):
            return []
        row = with_guess(row, self.vocabulary)
        waiting: _Open | None = None
        fresh: list[_Open] = []
        ticks = [segment for segment in row if segment.words[0].text in MARKS]
        for segment in row:
            asked = waiting.label if waiting is not None and not waiting.pair.value else None
            if (len(ticks) == 1 and segment in ticks and self._ticked(segment)) or (
                asked is None and self._only_sounds_like_a_label(segment, row) and self._continues(segment)
            ):
                waiting = None
            elif segment.label and not (asked is not None and answers_to(asked, segment)):
                waiting = _Open(Pair(segment.label, segment.text, doubts=segment.doubts), segment)
                fresh.append(waiting)
            elif waiting is not None and waiting.pair.value and is_unknown_label(segment):
                waiting = _Open(Pair(Label("ignored"), segment.text), segment)
                fresh.append(waiting)
            elif waiting is not None:
                self._give(waiting, segment)
            elif not self._continues(segment) and not self._ticked(segment):
                self._text(segment)
        return fresh

    def _give(self, waiting: _Open, segment: Segment) -> None:
        """The words to the label on their left, unless they stand right under another column's that still has no value."""
        for each in self.open:
            gap = segment.box[1] - each.label.box[3] if segment.sheet is each.label.sheet else -1.0
            if not each.pair.value and same_edge(each.label, segment) and 0 <= gap < TIGHT * segment.height:
                each.pair.value.append(segment)
                each.pair.doubted(doubts.TWO_LABELS)
                return
        waiting.pair.value.append(segment)
        waiting.right = True

    def _is_unknown_pair(self, row: Sequence[Segment]) -> bool:
        """A label that nobody knows and its value, set in the columns of the pair above: they go on with nothing.

        The second line of a wrapped label stands in the same columns, and begins in the middle of a sentence or in brackets.
        """
        if len(row) != 2 or any(segment.label for segment in row) or not row[0].text[:1].isupper():
            return False
        above = next((each for each in reversed(self.open) if each.right and same_edge(each.label, row[0])), None)
        if above is None or not same_edge(above.pair.value[0], row[1]):
            return False
        self.open = [each for each in self.open if each is not above]
        return True

    def _only_sounds_like_a_label(self, segment: Segment, row: Sequence[Segment]) -> bool:
        """ "School" as the second line of a value: set as values are, unlike the labels, with no value beside it."""
        after = [other for other in row if other.box[0] > segment.box[0]]
        if not segment.label or segment.spoken or segment.bold:
            return False
        if after and not after[0].label and not self._stands_under_a_value(after[0]):
            return False
        return self._stands_under_a_value(segment)

    def _stands_under_a_value(self, segment: Segment) -> bool:
        """Or under a label without one, where the form prints its labels in bold."""
        lasts = [(each.pair.value or [each.label])[-1] for each in self.open if each.label.bold]
        lasts += [each.label for each in self.open[-1:] if each.label.spoken and each.right]
        return any(goes_on_under(segment, last) for last in lasts)

    def _continues(self, segment: Segment) -> bool:
        """Whether the words go on with a value above them, or are the value under a label."""
        foreign = bool(UNKNOWN_LABEL.match(segment.text))
        for each in reversed(self.open):
            if foreign and each.label.spoken:
                continue  # a label that nobody knows, with its own value
            last = each.pair.value[-1] if each.pair.value else each.label
            gap = (
                segment.box[1] - last.box[3]
                if segment.sheet is last.sheet
                else over_the_page(segment, last, first=not self.events)
            )
            if each.pair.value:
                start = next((v for v in each.pair.value if shares_height(v, last)), last)
                if gap < TIGHT * segment.height and abs(start.box[0] - segment.box[0]) < SAME_EDGE:
                    each.pair.value.append(segment)
                    return True
                inline = each.label.spoken and each.right and shares_height(each.label, last)
                if inline and gap < TIGHT * segment.height and each is self.open[-1]:
                    under_label = segment.box[0] >= each.label.box[0] - SAME_EDGE
                    each.pair.value.append(segment)
                    full = last.box[2] > FULL_LINE * last.sheet.width
                    each.pair.doubted(None if under_label and full else doubts.WRAPPED)
                    return True
            elif gap < NEAR * segment.height and (under(each.label, segment) or typed_under(each.label, segment)):
                each.pair.value.append(segment)
                each.pair.doubted(doubts.UNDER_LABEL if self.sideways >= 4 or begins_small(segment) else None)
                return True
        return False

    def _ticked(self, segment: Segment) -> bool:
        said = statement(segment, self.vocabulary)
        if said:
            joined_up = with_statement(self.events[-1] if self.events else None, said)
            self.events[-1:] = [joined_up] if joined_up else [*self.events[-1:], said]
            return True
        label = label_of_ticks(segment, self.vocabulary)
        self.events += [Pair(label, segment.text, [segment])] if label else []
        return label is not None

    def _text(self, segment: Segment) -> None:
        last = self.events[-1] if self.events else None
        if isinstance(last, Text):
            self.events[-1] = Text((*last.segments, segment))
        else:
            self.events.append(Text((segment,)))

    def _table_row(self, row: Sequence[Segment]) -> None:
        self.events += filter(None, [self.table.row(row, self.events[-1] if self.events else None)])
