"""Letters that were printed several times over: bold or a shadow to the eye, and several letters to the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

NEAR = 0.5  # widths of a letter: no letter stands so near to its like
LEVEL = 0.25  # heights of a letter
ROW = 6.0  # points
AHEAD = 5  # letters of one row that are compared with each
FAR_LARGER = 1.5  # times: a watermark behind the words is another matter
Letter = dict[str, Any]


def printed_once(letters: Sequence[Letter]) -> tuple[list[Letter], bool]:
    """The letters without those that stand where the same letter stands already; and whether another letter or figure does.

    Then only the eye can tell which of the two is seen.
    """
    if len(letters) < 2:
        return list(letters), False
    pairs = list(_same_place(letters))
    again = {max(pair) for pair in pairs if _is_same(letters[pair[0]], letters[pair[1]])}
    over = any(_differs(letters[one], letters[other]) for one, other in pairs if not {one, other} & again)
    return [letter for at, letter in enumerate(letters) if at not in again], over


def _is_same(one: Letter, other: Letter) -> bool:
    return bool(one["text"] == other["text"])


def _differs(one: Letter, other: Letter) -> bool:
    sizes = sorted((one["bottom"] - one["top"], other["bottom"] - other["top"]))
    alike = sizes[1] < FAR_LARGER * max(sizes[0], 0.1)
    return bool(one["text"] != other["text"] and one["text"].isalnum() and other["text"].isalnum() and alike)


def _same_place(letters: Sequence[Letter]) -> Iterator[tuple[int, int]]:
    """Pairs of letters whose middles nearly meet. Compared are neighbours in rows, and in rows that begin half a row lower."""
    boxes = np.array([(each["x0"], each["top"], each["x1"], each["bottom"]) for each in letters], dtype=float)
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    width, height = np.maximum(boxes[:, 2] - boxes[:, 0], 0.5), np.maximum(boxes[:, 3] - boxes[:, 1], 0.5)
    seen: set[tuple[int, int]] = set()
    for shift in (0.0, ROW / 2):
        order = np.lexsort((x, np.floor((y + shift) / ROW)))
        for ahead in range(1, min(AHEAD, len(order) - 1) + 1):
            one, other = order[:-ahead], order[ahead:]
            near = np.abs(x[one] - x[other]) < NEAR * np.minimum(width[one], width[other])
            near &= np.abs(y[one] - y[other]) < LEVEL * np.minimum(height[one], height[other])
            seen.update(zip(one[near].tolist(), other[near].tolist(), strict=True))
    yield from seen
