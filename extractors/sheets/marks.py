"""What is drawn rather than written on a PDF page: tick boxes, rings around a choice, strike-through, redaction bars."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from extractors.page import REDACTED, TICKED, UNSURE, UNTICKED, Tick, Word
from postroom.contact import Box

SMALLEST, LARGEST = 5.0, 18.0  # points: the side of a square to tick
MOST_DRAWN, MOST_SQUARES = 10_000, 1_500  # paths and squares of one page
DARK = 0.25  # brightness below which a filled box can hide words
MARKS_IN_SQUARE = set("xX×✓✔✕✖✗✘☓/\\vV√■•●") | {TICKED}


@dataclass(frozen=True, slots=True)
class Drawing:
    """A path of the page: its box, whether it is filled, and how bright its fill is (0 black, 1 white)."""

    box: Box
    filled: bool
    brightness: float
    curved: bool
    stroke: bool = False  # a single line, not a frame


def brightness(colour: Any) -> float:
    """0 black to 1 white, of a PDF colour in grey, RGB or CMYK; unknown colour spaces count as black."""
    parts = [colour] if isinstance(colour, int | float) else list(colour or ())
    if not parts or not all(isinstance(part, int | float) for part in parts):
        return 0.0
    if len(parts) == 4:
        return float(1 - min(1.0, max(parts[:3]) + parts[3]))
    return float(sum(parts) / len(parts))


def is_overdrawn(drawn: Sequence[Drawing]) -> bool:
    """More marks than any form has: comparing each with each would take minutes, and the eye sees a pattern."""
    return len(drawn) > MOST_DRAWN or sum(1 for each in drawn if _is_square(each)) > MOST_SQUARES


def _is_square(each: Drawing) -> bool:
    width, height = each.box[2] - each.box[0], each.box[3] - each.box[1]
    sized = SMALLEST <= width <= LARGEST and SMALLEST <= height <= LARGEST and abs(width - height) < 2.5
    return sized and not each.curved and not each.stroke


def squares_to_tick(drawn: Sequence[Drawing]) -> list[Box]:
    """Small squares, each once, even where several paths draw one."""
    found: list[Box] = []
    for each in drawn:
        if _is_square(each) and not any(_inside(each.box, other, 1.5) for other in found):
            found.append(each.box)
    return found


def ticks_in_squares(squares: Iterable[Box], drawn: Sequence[Drawing], words: Sequence[Word]) -> list[Tick]:
    """What each square holds: a written mark, a drawn line or a fill is a tick; something odd is nobody's to tell."""
    return [Tick(square, _state(square, drawn, words), "drawn") for square in squares]


def _state(square: Box, drawn: Sequence[Drawing], words: Sequence[Word]) -> bool | None:
    written = "".join(word.text for word in words if _is_written_in(word, square))
    if written:
        return True if set(written) <= MARKS_IN_SQUARE else None
    within = [each for each in drawn if _inside(each.box, square, 1.0) and (each.stroke or not _same(each.box, square))]
    strokes = [each for each in within if not _along_border(each.box, square)]
    if any(_same(each.box, square) and each.filled and each.brightness < DARK for each in drawn):
        return True
    reach = max((_diagonal(each.box) for each in strokes), default=0.0)
    if reach == 0.0:
        return any(_crosses(each, square) for each in drawn)
    return True if reach > 0.4 * _diagonal(square) else None


def _is_written_in(word: Word, square: Box) -> bool:
    """A cross that somebody typed may be larger than its square."""
    return _inside(word.box, square, 3.0) or (set(word.text) <= MARKS_IN_SQUARE and _centre_in(word.box, square))


def _crosses(each: Drawing, square: Box) -> bool:
    """Whether a tick that is larger than the square was drawn over it."""
    width, height, side = each.box[2] - each.box[0], each.box[3] - each.box[1], square[2] - square[0]
    drawn = (each.curved or each.stroke) and not each.filled and not _same(each.box, square)
    return drawn and min(width, height) > 0.5 * side and max(width, height) < 3 * side and _centre_in(each.box, square)


def hiding_bars(drawn: Sequence[Drawing], light_words: Sequence[Word]) -> list[Box]:
    """Dark filled boxes as high as a line or more, without light writing on them: redactions, not headings."""
    return [
        each.box
        for each in drawn
        if each.filled
        and not each.curved
        and each.brightness < DARK
        and each.box[3] - each.box[1] > 4.5
        and each.box[2] - each.box[0] > LARGEST
        and not any(_inside(word.box, each.box, 2.0) for word in light_words)
    ]


def without_hidden(words: Sequence[Word], bars: Sequence[Box]) -> list[Word]:
    """The words, with those under a bar gone and one redacted word in place of each bar."""
    seen = [word for word in words if not any(_centre_in(word.box, bar) for bar in bars)]
    return seen + [Word(REDACTED, bar, redacted=True) for bar in bars]


def with_ticks(words: Sequence[Word], ticks: Sequence[Tick]) -> list[Word]:
    """The words, with one word for each drawn or form tick, in place of what is written inside its square."""
    free = [word for word in words if not any(_is_written_in(word, tick.box) for tick in ticks)]
    glyph = {True: TICKED, False: UNTICKED, None: UNSURE}
    return free + [Word(glyph[tick.ticked], tick.box) for tick in ticks]


def with_strokes(words: Sequence[Word], across: Sequence[tuple[float, float, float]]) -> list[Word]:
    """The words, with those marked that a rule runs through at half their height."""
    if not words or not across:
        return list(words)
    rules = np.array(across)
    boxes = np.array([word.box for word in words])
    x0, top, x1, bottom = (boxes[:, i, None] for i in range(4))
    height = bottom - top
    y, from_x, to_x = rules[:, 0], rules[:, 1], rules[:, 2]
    through = (y > top + 0.3 * height) & (y < bottom - 0.25 * height)
    over = (np.minimum(x1, to_x) - np.maximum(x0, from_x)) > 0.7 * (x1 - x0)
    struck = (through & over).any(axis=1)
    return [replace(word, struck=True) if hit else word for word, hit in zip(words, struck, strict=True)]


def rings(drawn: Sequence[Drawing], words: Sequence[Word]) -> list[Tick]:
    """Rings drawn around one or two words, as in "circle as appropriate": a tick just left of the words inside."""
    found = []
    for each in drawn:
        width, height = each.box[2] - each.box[0], each.box[3] - each.box[1]
        if each.curved and 10 < width < 120 and 9 < height < 40:
            inside = [word for word in words if _inside(word.box, each.box, 2.0)]
            if 1 <= len(inside) <= 3:
                x0, top = inside[0].box[0], inside[0].box[1]
                found.append(Tick((x0 - 1.5, top, x0 - 0.5, inside[0].box[3]), True, "ring"))
    return found


def _inside(box: Box, outer: Box, slack: float) -> bool:
    return (
        box[0] >= outer[0] - slack
        and box[1] >= outer[1] - slack
        and box[2] <= outer[2] + slack
        and box[3] <= outer[3] + slack
    )


def _centre_in(box: Box, outer: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def _same(box: Box, other: Box) -> bool:
    return all(abs(a - b) < 1.5 for a, b in zip(box, other, strict=True))


def _along_border(box: Box, square: Box) -> bool:
    flat = box[3] - box[1] < 1.0 and min(abs(box[1] - square[1]), abs(box[1] - square[3])) < 1.5
    upright = box[2] - box[0] < 1.0 and min(abs(box[0] - square[0]), abs(box[0] - square[2])) < 1.5
    return flat or upright


def _diagonal(box: Box) -> float:
    return float(np.hypot(box[2] - box[0], box[3] - box[1]))
