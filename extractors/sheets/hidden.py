"""Letters that a page's text layer holds and the eye does not see: white on white, painted over, cut off, see-through.

The picture of the page is the judge: where a letter stands there must be something to see.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.page import Word
from extractors.sheets.content import Content
from postroom import doubts
from postroom.contact import Box

DOTS = 90  # an inch: the thinnest print is still one grey pixel
FAINTEST = 10  # levels of grey, out of 255: paper of a scan varies by less within a letter's height
CORE = 0.15  # share of a letter's box that is left out at each side: rules and frames touch it there
WIDEST_RIM = 1.0  # points
CLOSE = 4.0  # points: a letter and the blank behind it


def part_unseen(content: Content, picture: NDArray[np.uint8], points_a_pixel: float) -> None:
    """Leaves among the letters those at whose places the picture (grey) is not of one colour, and blanks: the rest is unseen."""
    if not content.letters:
        return
    letters, inked = content.letters, _is_inked(content.letters, picture, points_a_pixel)
    content.letters = [each for each, seen in zip(letters, inked, strict=True) if seen or each["text"].isspace()]
    content.unseen += [
        (each["x0"], each["top"], each["x1"], each["bottom"])
        for each, seen in zip(letters, inked, strict=True)
        if not seen and each["text"].isalnum()
    ]


def with_cuts(words: Sequence[Word], unseen: Sequence[Box]) -> list[Word]:
    """The words, those in doubt that an unseen letter stands close to: they may go on where nobody sees it."""
    if not words or not unseen:
        return list(words)
    boxes, gone = np.array([word.box for word in words]), np.array(unseen)
    x0, top, x1, bottom = (boxes[:, side, None] for side in range(4))
    beside = (gone[:, 0] < x1 + CLOSE) & (gone[:, 2] > x0 - CLOSE)
    level = np.abs((gone[:, 1] + gone[:, 3]) / 2 - (top + bottom) / 2) < 0.5 * (bottom - top)
    cut = (beside & level).any(axis=1)
    return [replace(w, doubt=w.doubt or doubts.CUT_OFF) if hit else w for w, hit in zip(words, cut, strict=True)]


def _is_inked(letters: Sequence[dict[str, Any]], picture: NDArray[np.uint8], points: float) -> NDArray[np.bool_]:
    """Whether any two neighbouring pixels of a letter's box differ enough. Counted in sums over rectangles, all at once."""
    rise = cv2.morphologyEx(picture, cv2.MORPH_GRADIENT, np.ones((2, 2), np.uint8))
    sums = cv2.integral((rise >= FAINTEST).view(np.uint8))
    height, width = picture.shape
    boxes = _cores(letters) / points
    x0, x1 = (np.clip(side, 0, width).astype(int) for side in (np.floor(boxes[:, 0]), np.ceil(boxes[:, 2])))
    top, bottom = (np.clip(side, 0, height).astype(int) for side in (np.floor(boxes[:, 1]), np.ceil(boxes[:, 3])))
    return np.asarray((sums[bottom, x1] - sums[top, x1] - sums[bottom, x0] + sums[top, x0]) > 0)


def _cores(letters: Sequence[dict[str, Any]]) -> NDArray[np.float64]:
    """The boxes of the letters without their rims. A full stop or a dash may stand at the rim."""
    boxes = np.array([(each["x0"], each["top"], each["x1"], each["bottom"]) for each in letters], dtype=float)
    rims = np.minimum(CORE * (boxes[:, 2:] - boxes[:, :2]), WIDEST_RIM)
    rims[[not each["text"].isalnum() for each in letters]] = 0.0
    return np.hstack((boxes[:, :2] + rims, boxes[:, 2:] - rims))


def is_under_picture(content: Content) -> bool:
    """Whether any letter lies under a picture that was painted later: what is seen there is the picture."""
    covers = [(written, box) for written, box in content.covers if written]
    written = [each for each in content.letters if not each["text"].isspace()]
    return any(_has_middle_in(letter, box) for count, box in covers for letter in written if letter["place"] < count)


def _has_middle_in(letter: dict[str, Any], box: Box) -> bool:
    x, y = (letter["x0"] + letter["x1"]) / 2, (letter["top"] + letter["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])
