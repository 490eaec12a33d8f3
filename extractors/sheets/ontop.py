"""What somebody wrote on top of a PDF's page with a viewer: typed text, stamps, and notes that are pinned to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractors.page import Line, Word
from extractors.sheets.acroform import laid_out
from extractors.sheets.annotations import Annotation
from extractors.sheets.content import content_in
from extractors.sheets.fieldtext import without_markup
from extractors.sheets.letterwords import words_of
from extractors.sheets.lines import box_around
from extractors.sheets.pdfvalues import dictionary, text
from extractors.sheets.shownvalue import plain
from postroom import doubts
from postroom.contact import Box

WRITTEN = {"FreeText", "Stamp", "Watermark", "Projection", "Redact"}
MARKING = {"Highlight", "Underline", "Squiggly", "StrikeOut"}
NEAR = 30.0, 4.0  # points beside and above: where a note stands from what it is about

MEETING = 0.4  # share of the smaller word's width and height


def written_on_top(annotations: Iterable[Annotation]) -> list[Word]:
    """The words that were typed on the page, where they are seen; a picture that was laid on it stands as handwriting."""
    return [word for each in annotations if each.kind in WRITTEN for word in _words(each)]


def _words(added: Annotation) -> Iterator[Word]:
    layout = added.painted()
    content = content_in(layout, added.page.window) if layout else None
    found = words_of(content.letters) if content else []
    if found:
        yield from (replace(word, typed=True) for word in found)
    elif added.kind == "FreeText":
        yield from laid_out(added.contents or without_markup(text(added.data.get("RC"))), added.box)


def notes(annotations: Sequence[Annotation], printed: Sequence[Word]) -> list[Line]:
    """What is written in notes, a line each at the note's own place. A copy of the words that it marks says nothing new."""
    return [line for each in annotations if each.kind != "Widget" and (line := _note(each, printed)) is not None]


def not_in_picture(annotations: Sequence[Annotation]) -> list[Line]:
    """Notes, and typed text that every viewer draws by itself: the picture of the page lacks it."""
    undrawn = [each for each in annotations if each.kind == "FreeText" and each.appearance() is None]
    typed = [tuple(_words(each)) for each in undrawn]
    return [*(Line(words, box_around(word.box for word in words)) for words in typed if words), *notes(annotations, [])]


def _note(note: Annotation, printed: Sequence[Word]) -> Line | None:
    said = note.contents or without_markup(text(note.data.get("RC")))
    if not said or note.kind in WRITTEN or _is_state(note):
        return None
    marked = [word.text for word in printed if any(_touches(word.box, quad) for quad in note.quads())]
    if plain(said) in plain(" ".join(marked)):
        return None
    parts = said.split()
    step = (note.box[2] - note.box[0]) / len(parts)
    words = tuple(
        Word(
            part,
            (note.box[0] + at * step, note.box[1], note.box[0] + (at + 1) * step, note.box[3]),
            doubt=doubts.IN_A_NOTE,
        )
        for at, part in enumerate(parts)
    )
    return Line(words, box_around(word.box for word in words))


def _is_state(note: Annotation) -> bool:
    """ "Accepted", "Completed": what a viewer keeps of a review."""
    return bool(text(note.data.get("StateModel")) or dictionary(note.data.get("Popup")).get("StateModel"))


def with_pins(words: Sequence[Word], annotations: Sequence[Annotation], pinned: Sequence[Line]) -> list[Word]:
    """The words, those in doubt that a note is pinned to."""
    places = [line.box for line in pinned]
    marked = [quad for each in annotations if each.kind in MARKING and each.contents for quad in each.quads()]
    if not places:
        return list(words)
    return [
        replace(word, doubt=word.doubt or doubts.PINNED_NOTE) if _is_near(word, places, marked) else word
        for word in words
    ]


def with_overlaps(printed: Sequence[Word], typed: Sequence[Word]) -> list[Word]:
    """All the words, those in doubt that stand in one place, printed and typed: what a person sees there, nobody can say."""
    over = [word for word in typed if any(_meets(word.box, other.box) for other in printed)]
    under = [word for word in printed if any(_meets(word.box, other.box) for other in over)]
    met = {id(word) for word in (*over, *under)}
    return [replace(w, doubt=w.doubt or doubts.ONE_PLACE) if id(w) in met else w for w in (*printed, *typed)]


def _meets(box: Box, other: Box) -> bool:
    """Whether two words share a good part of the smaller one's box."""
    if not _touches(box, other):  # nearly all of the many pairs
        return False
    across = min(box[2], other[2]) - max(box[0], other[0])
    down = min(box[3], other[3]) - max(box[1], other[1])
    smaller = min(box[2] - box[0], other[2] - other[0]), min(box[3] - box[1], other[3] - other[1])
    return across > MEETING * smaller[0] and down > MEETING * smaller[1]


def _is_near(word: Word, places: Sequence[Box], marked: Sequence[Box]) -> bool:
    across, down = NEAR
    wide = (word.box[0] - across, word.box[1] - down, word.box[2] + across, word.box[3] + down)
    return any(_touches(wide, place) for place in places) or any(_touches(word.box, quad) for quad in marked)


def _touches(box: Box, other: Box) -> bool:
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
