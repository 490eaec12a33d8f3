"""Lines to write on: a form that draws them says with them where a label ends and what was filled in begins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import numpy as np

from extractors.page import Line, Word
from extractors.sheets.lines import box_around
from extractors.sheets.ruling import SNAP, Rules
from postroom.contact import Box

DOT = 3.0  # points: the longest dot, and the widest blank between two dots, of a dotted line
FEWEST = 8  # dots that make a line
OVER = 0.6  # share of a word that must stand on the line


def dotted(boxes: Iterable[Box]) -> list[tuple[float, float, float]]:
    """Rules (y, x0, x1) out of dots that were drawn one by one."""
    dots = sorted(
        (round((top + bottom) / 2), x0, x1) for x0, top, x1, bottom in boxes if _is_dot((x0, top, x1, bottom))
    )
    rules = []
    for y, row in groupby(dots, key=lambda dot: dot[0]):
        run: list[tuple[float, float]] = []
        for _, x0, x1 in row:
            if run and x0 - run[-1][1] > DOT:
                rules += _rule(y, run)
                run = []
            run.append((x0, x1))
        rules += _rule(y, run)
    return rules


def _is_dot(box: Box) -> bool:
    return box[2] - box[0] <= DOT and box[3] - box[1] <= DOT


def _rule(y: float, run: Sequence[tuple[float, float]]) -> list[tuple[float, float, float]]:
    return [(float(y), run[0][0], run[-1][1])] if len(run) >= FEWEST else []


def parted_at_rules(lines: Sequence[Line], rules: Rules) -> list[Line]:
    """The lines cut where a drawn line begins or ends under their words. The rules of a grid are none to write on."""
    words = [word for line in lines for word in line.words]
    alone = [*rules.dotted, *(rule for rule in rules.across if not _meets(rule, rules.down))]
    if not words or not alone:
        return list(lines)
    under = dict(zip(map(id, words), _rules_under(words, alone), strict=True))
    return [part for line in lines for part in _parts(line, [under[id(word)] for word in line.words])]


def _meets(rule: tuple[float, float, float], down: Sequence[tuple[float, float, float]]) -> bool:
    y, x0, x1 = rule
    return any(x0 - SNAP <= x <= x1 + SNAP and top - SNAP <= y <= bottom + SNAP for x, top, bottom in down)


def _parts(line: Line, under: Sequence[int]) -> Iterator[Line]:
    if len(set(under)) == 1:
        yield line
        return
    for _, run in groupby(zip(line.words, under, strict=True), key=lambda each: each[1]):
        words = tuple(word for word, _ in run)
        yield Line(words, box_around(word.box for word in words))


def _rules_under(words: Sequence[Word], across: Sequence[tuple[float, float, float]]) -> list[int]:
    """For each word the number of the rule that it stands on, -1 for none."""
    boxes, rules = np.array([word.box for word in words]), np.array(across)
    x0, top, x1, bottom = (boxes[:, i, None] for i in range(4))
    y, from_x, to_x = rules[:, 0], rules[:, 1], rules[:, 2]
    height = bottom - top
    near = (y > bottom - 0.3 * height) & (y < bottom + 0.5 * height)
    over = (np.minimum(x1, to_x) - np.maximum(x0, from_x)) > OVER * (x1 - x0)
    on = near & over
    return [int(each) for each in np.where(on.any(axis=1), on.argmax(axis=1), -1)]
