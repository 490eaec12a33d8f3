"""Lines of a page cut where a label begins: "Surname: GILL   DOB: 03/04/2017" is two labels with their values."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.general.hints import without_hint
from extractors.general.leaders import between_leaders, has_leaders
from extractors.general.terms import Label
from extractors.general.vocabulary import ANSWERS, TITLE, Vocabulary
from extractors.general.weights import by_weight
from extractors.page import TICKED, UNSURE, UNTICKED, Line, Sheet, Word
from extractors.values.boxes import options_of
from postroom.contact import Box
from postroom.doubts import GUESSED_LABEL, LOOSE_LABEL, Doubt

MARKS = frozenset((TICKED, UNTICKED, UNSURE))
ENOUGH_LOOSE = 5  # lines of one place that read so, before any of them is believed
WIDE = 0.65  # heights of a line: two blanks and more
WIDE_SEEN = 0.9  # the same where a recogniser says from where to where a word reaches, which it does not know well
LEADING = 5  # words of a label that begins a line and is only guessed
ACCOUNT = 6  # words
FEWEST_CHOICES = 2
LOOK_BACK = 12  # words that a label in the middle of a line may have
RULE = re.compile(r"[-_=.*–—\s]{4,}")  # a rule made of signs
GLUED = re.compile(r"^([^\W\d_][^:]{1,25}:)([^:/\\].*)$")
PLAIN_VALUE = re.compile(r"(?:[\d(+]|approx|n/?k\b|not known|unknown|(?:fe)?male\b|[mf]$)", re.IGNORECASE)
ASKED = frozenset(  # fields whose label is a question with yes or no for an answer
    ("consent_to_share", "parents_aware", "interpreter_required", "has_parental_responsibility", "is_unborn")
)
UNSPOKEN = frozenset(  # fields whose values cannot be mistaken, so that no colon is needed before them
    (
        "date_of_birth",
        "dob_or_age",
        "dob_or_edd",
        "age_stated",
        "phone",
        "sex",
        "postcode",
        "nhs_number",
        "expected_delivery_date",
    )
)


@dataclass(frozen=True, slots=True)
class Segment:
    """Words that stand together. `label` where they name a field; `spoken` where a colon says so."""

    words: tuple[Word, ...]
    sheet: Sheet
    label: Label | None = None
    spoken: bool = False
    loose: bool = False  # nothing parts the label from its value but the words themselves

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def shown(self) -> str:
        """The text as written, with a line through what is struck."""
        return " ".join(word.shown for word in self.words)

    @property
    def box(self) -> Box:
        boxes = [word.box for word in self.words]
        return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]

    @property
    def middle(self) -> float:
        return (self.box[1] + self.box[3]) / 2

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words)

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Why these words may be no label of what follows them."""
        guessed = self.label is not None and self.label.guessed
        return (LOOSE_LABEL,) * self.loose + (GUESSED_LABEL,) * guessed


def segments_of(lines: Iterable[Line], sheet: Sheet, vocabulary: Vocabulary) -> list[Segment]:
    """Every line cut into labels and the rest, in reading order."""
    kept = [line for line in lines if not RULE.fullmatch(line.text)]
    parts = [part for line in kept for part in _filled_in(_unglued(line.words), sheet, vocabulary)]
    return _beside_fields(parts, vocabulary)


def with_loose_labels(parts: list[Segment], vocabulary: Vocabulary) -> list[Segment]:
    """The parts of a form, of which some begin with a label that nothing but its words parts from the value."""
    loose = [_loosely(part, vocabulary) for part in parts]
    if sum(len(cut) > 1 for cut in loose) < ENOUGH_LOOSE:
        return parts
    return [part for cut in loose for part in cut]


def _filled_in(words: tuple[Word, ...], sheet: Sheet, vocabulary: Vocabulary) -> Iterator[Segment]:
    """What was typed into a form's fields is a value, whatever it reads like; the print between is cut at its labels."""
    for typed, found in itertools.groupby(words, key=lambda word: word.typed):
        group = tuple(found)
        yield from [Segment(group, sheet)] if typed else _line(group, sheet, vocabulary)


def _beside_fields(parts: list[Segment], vocabulary: Vocabulary) -> list[Segment]:
    """Short print close before a field that is filled in is its label, though some of its words are unknown: "Base phone"."""
    found = list(parts)
    for at, (part, after) in enumerate(itertools.pairwise(parts)):
        beside = after.words[0].typed and abs(after.middle - part.middle) < part.height
        if beside and not (part.label or part.words[0].typed or part.words[0].text in MARKS):
            label = vocabulary.guess(part.text.rstrip(" :")) if len(part.words) <= LEADING else None
            found[at] = replace(part, label=label) if label else part
    return found


def _line(words: tuple[Word, ...], sheet: Sheet, vocabulary: Vocabulary) -> list[Segment]:
    if not has_leaders(words):
        return _cut(words, sheet, vocabulary)
    groups = between_leaders(words)
    found: list[Segment] = []
    for group in groups:
        answers = vocabulary.is_answer(" ".join(word.text for word in group))  # "Relationship ....mother...."
        cut = [Segment(group, sheet)] if found and found[-1].label and answers else _cut(group, sheet, vocabulary)
        found += [replace(part, spoken=True) if part.label else part for part in cut]
    return found


def _loosely(part: Segment, vocabulary: Vocabulary) -> list[Segment]:
    """ "Forename(s) Kaelan": a label's very words, and a value close behind them on a dotted line."""
    if part.label or part.words[0].text in MARKS or len(part.words) > LOOK_BACK:
        return [part]
    for end in range(min(6, len(part.words) - 1), 0, -1):
        text = " ".join(word.text for word in part.words[:end])
        value = part.words[end].text
        label = vocabulary.label(text)
        if label and label.exact and (value[:1].isupper() or value[:1].isdigit()):
            name, rest = replace(part, words=part.words[:end], label=label, loose=True), part.words[end:]
            return [name, replace(part, words=rest)]
    return [part]


def _unglued(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words with "DOB:13APR19" taken apart, as scans have it."""
    return tuple(part for word in words for part in _parts(word))


def _parts(word: Word) -> Iterator[Word]:
    glued = GLUED.match(word.text)
    if not glued:
        yield word
        return
    x0, top, x1, bottom = word.box
    cut = x0 + (x1 - x0) * len(glued[1]) / len(word.text)
    yield replace(word, text=glued[1], box=(x0, top, cut, bottom))
    yield replace(word, text=glued[2], box=(cut, top, x1, bottom))


def _cut(words: tuple[Word, ...], sheet: Sheet, vocabulary: Vocabulary) -> list[Segment]:
    answered = _answered(words, sheet, vocabulary) or _ticked(words, sheet, vocabulary)
    answered = answered or _before_choices(words, sheet, vocabulary) or by_weight(Segment(words, sheet), vocabulary)
    if answered:
        return answered
    whole = _whole(words, sheet, vocabulary)
    if whole:
        return [whole]
    starts = dict(_spoken(words, vocabulary))
    if not starts:
        return _unspoken(words, sheet, vocabulary) or [Segment(words, sheet)]
    found: list[Segment] = []
    at = 0
    for start, (end, label) in starts.items():
        if start > at:
            found.append(Segment(words[at:start], sheet))
        found.append(Segment(words[start:end], sheet, label, spoken=True))
        at = end
    if at < len(words):
        found.append(Segment(words[at:], sheet))
    return found


def _whole(words: tuple[Word, ...], sheet: Sheet, vocabulary: Vocabulary) -> Segment | None:
    if any(word.text in MARKS for word in words):
        return None
    text = " ".join(word.text for word in words)
    text = text if any(word.struck for word in words) else without_hint(text)
    label = None if ": " in text or "? " in text else vocabulary.label(text.rstrip(" :"))
    return Segment(words, sheet, label, spoken=text.rstrip().endswith(":")) if label else None


def _answered(words: tuple[Word, ...], sheet: Sheet, vocabulary: Vocabulary) -> list[Segment]:
    """ "Consent to share information Yes": a question that is asked with yes or no, and one answer to it."""
    if any(word.text in MARKS or word.struck for word in words):
        return []
    for count in (2, 1):
        answer = " ".join(word.text for word in words[-count:]).casefold().strip(" .")
        if len(words) <= count + 1 or answer not in ANSWERS or words[-count - 1].text.casefold().strip(" /") in ANSWERS:
            continue
        label = vocabulary.label(" ".join(word.text for word in words[:-count]).rstrip(" :?"))
        if label and label.field in ASKED:
            return [Segment(words[:-count], sheet, label, spoken=True), Segment(words[-count:], sheet)]
    return []


def _ticked(words: tuple[Word, ...], sheet: Sheet, vocabulary: Vocabulary) -> list[Segment]:
    """ "Have you spoken to mum? ☐ Yes ☒ No", or with one answer struck through: a question and its answers on one line."""
    struck = any(word.struck for word in words)
    first = next((at for at, word in enumerate(words) if word.text in MARKS or (struck and _is_answer(word))), 0)
    before = words[-1].text in MARKS  # the boxes stand behind their words: "Given ☒ Refused ☐"
    while first > 1 and _is_answer(words[first - 1]):
        before, first = False, first - 1
    if before or any(word.text.endswith((":", "?")) for word in words[: first - 1]):
        return []  # nobody can tell where the question ends; or its own sign says so
    text = " ".join(word.text for word in words[:first]).rstrip(" :")
    label = _asked(text, vocabulary) if first > 1 else None
    if label is None:
        return []
    return [Segment(words[:first], sheet, label, spoken=True), Segment(words[first:], sheet)]


def _before_choices(words: tuple[Word, ...], sheet: Sheet, vocabulary: Vocabulary) -> list[Segment]:
    """ "Gender Male ☐ Female ☒": a label and the choices that only its field has."""
    if sum(word.text in MARKS for word in words) < FEWEST_CHOICES:
        return []
    for end in range(1, min(LEADING, len(words))):
        label = vocabulary.label(" ".join(word.text for word in words[:end]).rstrip(" :"))
        chosen = vocabulary.chosen([option.text for option in options_of(words[end:])]) if label else None
        if label and chosen and label.field == chosen.field:
            return [Segment(words[:end], sheet, label, spoken=True), Segment(words[end:], sheet)]
    return []


def _is_account(words: Sequence[Word]) -> bool:
    """Whether a sentence or more stands before: a colon in an account makes no label of the word before it."""
    return len(words) >= ACCOUNT and any(word.text.endswith(".") for word in words)


def _led(text: str, vocabulary: Vocabulary) -> Label | None:
    """What begins a line and has a colon may be a question, or name a field with words that nobody knows."""
    return _asked(text, vocabulary) or (vocabulary.guess(text) if len(text.split()) <= LEADING else None)


def _asked(text: str, vocabulary: Vocabulary) -> Label | None:
    """The field that the words ask for with yes or no."""
    label = vocabulary.label(text) or vocabulary.question(text)
    return label if label and label.field in ASKED else None


def _is_answer(word: Word) -> bool:
    return word.text.casefold().strip(" ./") in ANSWERS


def _spoken(words: Sequence[Word], vocabulary: Vocabulary) -> Iterator[tuple[int, tuple[int, Label]]]:
    """(start, (end, label)) of every label that ends with a colon; the longest that makes sense."""
    free, bold = 0, all(word.bold for word in words)
    titled = bold and TITLE.search(" ".join(word.text for word in words))
    for end, word in enumerate(words, start=1):
        if not word.text.endswith((":", "?")) or word.text in MARKS:
            continue
        for start in (free, *range(max(free + 1, end - LOOK_BACK), end)):
            if start > free and (word.text.endswith("?") or _is_account(words[free:start])):
                break
            text = " ".join(each.text for each in words[start:end]).rstrip(" :")
            label = vocabulary.label(text) or (_led(text, vocabulary) if start == free and not titled else None)
            alone = end - start == 1 and word.text[:1].isupper()
            if label and (_is_parted(words[start:end]) or (start and (titled or (bold and not free)))):
                continue
            if label and (start == free or alone or _begins(words[start].text, vocabulary)):
                yield start, (end, label)
                free = end
                break


def _is_parted(words: Sequence[Word]) -> bool:
    """Whether a wide blank parts the words: the end of one value and the next label, "Surgery   School:"."""
    gaps = (after.box[0] - before.box[2] for before, after in itertools.pairwise(words))
    wide = WIDE_SEEN if any(word.confidence < 1 for word in words) else WIDE
    return any(gap > wide * (words[0].box[3] - words[0].box[1]) for gap in gaps)


def _begins(word: str, vocabulary: Vocabulary) -> bool:
    """Whether a label may begin with this word in the middle of a line: "Yes" and figures end the value before it."""
    return word[:1].isupper() and not vocabulary.is_filler(word)


def _unspoken(words: tuple[Word, ...], sheet: Sheet, vocabulary: Vocabulary) -> list[Segment]:
    """ "DOB 28FEB92": a label of few words and a value that only this field has."""
    for end in range(min(4, len(words) - 1), 0, -1):
        label = vocabulary.label(" ".join(word.text for word in words[:end]))
        rest = " ".join(word.text for word in words[end:])
        if label and label.field in UNSPOKEN and len(words) - end <= 6 and PLAIN_VALUE.match(rest):
            return [Segment(words[:end], sheet, label), Segment(words[end:], sheet)]
    return []


def rows_of(segments: Iterable[Segment]) -> list[list[Segment]]:
    """Segments that share a height, from the top, each row from left to right."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda each: each.middle):
        if rows and abs(rows[-1][0].middle - segment.middle) < 0.5 * min(rows[-1][0].height, segment.height):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [sorted(row, key=lambda each: each.box[0]) for row in rows]
