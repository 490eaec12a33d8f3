"""What somebody drew on top of a PDF's page: ticks in boxes, rings around a choice, words struck through, handwriting.

The marks are told by their shape. What is none of these is handwriting, which nobody has read.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.page import HANDWRITTEN, UNTICKED, Tick, Word
from extractors.sheets.annotations import Annotation
from extractors.sheets.lines import box_around
from extractors.sheets.marks import DARK, MARKS_IN_SQUARE, brightness
from extractors.sheets.pdfvalues import numbers
from postroom import doubts
from postroom.contact import Box

DRAWN = {"Ink", "Line", "PolyLine", "Polygon", "Square", "Circle"}
TOUCHING = 3.0  # points: strokes that are nearer make one mark, as the two of a cross
TICK = 45.0  # points: the largest mark that ticks one box
REACH = 4.0  # points: a tick may stand just beside its box
FLAT = 0.3  # height by width of a line through words
RING_WIDE, RING_HIGH = (10.0, 220.0), (9.0, 50.0)  # points
CLOSED = 0.35  # of its own size: how near the ends of a ring come to each other
COVERED = 0.6  # share of a word's width that a line through it covers

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark of a hand: its box, and whether its line comes back to where it began."""

    box: Box
    closed: bool


@dataclass(slots=True)
class Marked:
    """The words and ticks of a page with what the marks say of them."""

    words: list[Word]
    ticks: list[Tick]


def with_hand_marks(words: Sequence[Word], ticks: Sequence[Tick], annotations: Iterable[Annotation]) -> Marked:
    """The page's words and ticks after everything that was struck out, drawn and ringed."""
    found = Marked(list(words), list(ticks))
    for each in annotations:
        if each.kind == "StrikeOut":
            found.words = _struck(found.words, each.quads() or [each.box])
        elif each.kind == "Redact":
            found.words = _to_black_out(found.words, each.quads() or [each.box])
        elif each.kind in DRAWN:
            for mark in _marks(each):
                _take(mark, found)
        elif each.kind == "Stamp" and not any(
            word.typed and _has_middle_in(word.box, each.box) for word in found.words
        ):
            _take(Mark(each.box, closed=False), found)
    crosses = [word for word in found.words if word.typed and set(word.text) <= MARKS_IN_SQUARE]
    ticking = [word for word in crosses if _tick(Mark(word.box, closed=False), found)]
    found.words = [word for word in found.words if word not in ticking]
    return found


def black_boxes(annotations: Iterable[Annotation]) -> list[Box]:
    """Dark filled shapes that were laid on the page: nobody sees what is under them."""
    shapes = [each for each in annotations if each.kind in {"Square", "Circle", "Polygon"}]
    return [each.box for each in shapes if _is_dark(each)]


def _is_dark(shape: Annotation) -> bool:
    colour, opacity = numbers(shape.data.get("IC")), numbers([shape.data.get("CA", 1)])
    return bool(colour) and brightness(colour) < DARK and opacity == [1.0]


def _marks(drawn: Annotation) -> Iterator[Mark]:
    """The strokes, those that touch each other as one mark."""
    if drawn.kind in {"Square", "Circle"}:
        yield Mark(drawn.box, closed=True)
        return
    groups: list[list[list[Point]]] = []
    for stroke in drawn.strokes():
        touching = [group for group in groups if _touches(_around(itertools.chain(*group)), _around(stroke), TOUCHING)]
        groups = [group for group in groups if group not in touching] + [[*itertools.chain(*touching), stroke]]
    yield from (
        Mark(_around(itertools.chain(*group)), drawn.kind == "Polygon" or any(_is_closed(s) for s in group))
        for group in groups
    )


def _around(points: Iterable[Point]) -> Box:
    return box_around((x, y, x, y) for x, y in points)


def _is_closed(stroke: Sequence[Point]) -> bool:
    x0, top, x1, bottom = _around(stroke)
    (first_x, first_y), (last_x, last_y) = stroke[0], stroke[-1]
    size = max(x1 - x0, bottom - top)
    return len(stroke) > 2 and max(abs(first_x - last_x), abs(first_y - last_y)) < CLOSED * size


def _take(mark: Mark, page: Marked) -> None:
    """What the mark means: a tick, a ring, a line through words, or handwriting."""
    if _tick(mark, page) or _ring(mark, page) or _line(mark, page):
        return
    touched = [word for word in page.words if _touches(word.box, mark.box, -1.0)]
    page.words = [replace(w, doubt=w.doubt or doubts.DRAWN_OVER) if w in touched else w for w in page.words]
    if not mark.closed:
        page.words.append(Word(HANDWRITTEN, mark.box, typed=True, doubt=doubts.HANDWRITTEN))


def _tick(mark: Mark, page: Marked) -> bool:
    """A mark on one box ticks it; one that lies on several leaves all of them unsure."""
    x0, top, x1, bottom = mark.box
    if max(x1 - x0, bottom - top) > TICK:
        return False
    boxes = [(tick.box, tick) for tick in page.ticks] + [
        (word.box, None) for word in page.words if word.text == UNTICKED and not word.doubt
    ]
    hit = [(box, tick) for box, tick in boxes if _touches(box, mark.box, 0.0)]
    hit = hit or [(box, tick) for box, tick in boxes if _touches(box, mark.box, REACH)]
    for box, tick in hit:
        page.ticks = [each for each in page.ticks if each is not tick]
        page.ticks.append(Tick(box, True if len(hit) == 1 else None, "ink"))
    return bool(hit)


def _ring(mark: Mark, page: Marked) -> bool:
    """A ring around up to three words: a tick just left of them, as of a ring that is drawn on the page."""
    x0, top, x1, bottom = mark.box
    if not (mark.closed and RING_WIDE[0] < x1 - x0 < RING_WIDE[1] and RING_HIGH[0] < bottom - top < RING_HIGH[1]):
        return False
    inside = [word for word in page.words if _has_middle_in(word.box, mark.box)]
    if not 1 <= len(inside) <= 3:
        return False
    first = min(inside, key=lambda word: word.box[0]).box
    page.ticks.append(Tick((first[0] - 1.5, first[1], first[0] - 0.5, first[3]), True, "ring"))
    return True


def _line(mark: Mark, page: Marked) -> bool:
    """A flat line through words, or a scribble that covers them."""
    through = [word for word in page.words if _covers(mark.box, word.box)]
    if not through:
        return False
    x0, top, x1, bottom = mark.box
    flat = bottom - top < max(3.0, FLAT * (x1 - x0))
    doubt = None if flat else doubts.DRAWN_OVER
    page.words = [replace(w, struck=True, doubt=w.doubt or doubt) if w in through else w for w in page.words]
    return True


def _covers(mark: Box, word: Box) -> bool:
    """Whether the mark crosses the word from side to side, at half its height."""
    height = word[3] - word[1]
    across = min(mark[2], word[2]) - max(mark[0], word[0]) > COVERED * (word[2] - word[0])
    middle = (mark[1] + mark[3]) / 2
    return across and word[1] + 0.15 * height < middle < word[3] - 0.15 * height and mark[3] - mark[1] < 1.8 * height


def _to_black_out(words: Sequence[Word], places: Sequence[Box]) -> list[Word]:
    return [
        replace(word, doubt=word.doubt or doubts.TO_BLACK_OUT)
        if any(_has_most_in(word.box, place) for place in places)
        else word
        for word in words
    ]


def _struck(words: Sequence[Word], places: Sequence[Box]) -> list[Word]:
    return [
        replace(word, struck=True) if any(_has_most_in(word.box, place) for place in places) else word for word in words
    ]


def _has_most_in(box: Box, place: Box) -> bool:
    across = min(box[2], place[2]) - max(box[0], place[0])
    down = min(box[3], place[3]) - max(box[1], place[1])
    return across > 0.5 * (box[2] - box[0]) and down > 0.4 * (box[3] - box[1])


def _has_middle_in(box: Box, outer: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def _touches(box: Box, other: Box, slack: float) -> bool:
    apart = max(box[0] - other[2], other[0] - box[2], box[1] - other[3], other[1] - box[3])
    return apart <= slack
