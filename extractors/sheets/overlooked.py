"""Print that the finder of lines passed over: a lone digit in a box, a "No" far from everything else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.sheets.ocr import PixelBox, SeenWord

MOST = 40  # on one page: where more is left over it is a drawing or dirt
APART = 0.5  # heights of a line: letters that stand nearer are one word
LOWEST, HIGHEST = 0.5, 1.3  # heights of a line
NARROWEST, WIDEST = 0.12, 12.0  # heights of a line
BESIDE = 0.8  # heights of a line
INK = 0.12  # share of a letter's box that is dark, at the least


def overlooked(dark: NDArray[np.uint8], read: Sequence[SeenWord]) -> list[PixelBox]:
    """Where there is something like letters that nobody has read. `dark` is the page without its rules and tick boxes."""
    if not read:
        return []
    height = median(word.box[3] - word.box[1] for word in read)
    left = dark.copy()
    for x0, top, x1, bottom in _lines(read, BESIDE * height):
        left[max(top - 2, 0) : bottom + 2, max(x0, 0) : x1] = 0
    found = list(_letters(left, height))
    return found if len(found) <= MOST else []


def _lines(read: Sequence[SeenWord], beside: float) -> Iterator[PixelBox]:
    """The lines that were read, with a letter's width at both ends: the words of one line have one height."""
    for (top, bottom), words in groupby(read, key=lambda word: (word.box[1], word.box[3])):
        sides = [side for word in words for side in (word.box[0], word.box[2])]
        yield round(min(sides) - beside), round(top), round(max(sides) + beside), round(bottom)


def _letters(left: NDArray[np.uint8], height: float) -> Iterator[PixelBox]:
    joined = cv2.dilate(left, np.ones((1, max(3, round(APART * height))), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    for x, y, width, tall, _ in stats[1:].tolist():
        if not LOWEST * height <= tall <= HIGHEST * height or not NARROWEST * height <= width <= WIDEST * height:
            continue
        if float((left[y : y + tall, x : x + width] > 0).mean()) >= INK:
            yield x, y, x + width, y + tall
