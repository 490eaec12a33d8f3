"""Forms to be written on dotted lines: "Name ......Jan Nowak......  DOB ____03/04/2017____" as labels and values that take turns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.page import Word

LEADER = re.compile(r"(?:[.·…_]{3,}|…+)")  # what is drawn to be written on


def has_leaders(words: Sequence[Word]) -> bool:
    return any(LEADER.search(word.text) for word in words)


def between_leaders(words: Sequence[Word]) -> list[tuple[Word, ...]]:
    """The line's words group by group, the dots between them taken away."""
    groups: list[list[Word]] = [[]]
    for word in words:
        for at, part in enumerate(_parts(word)):
            if at:
                groups.append([])
            if part is not None:
                groups[-1].append(part)
    return [tuple(group) for group in groups if group]


def _parts(word: Word) -> Iterator[Word | None]:
    """The word's pieces; None where the word begins or ends with dots."""
    x0, top, x1, bottom = word.box
    step, at = (x1 - x0) / len(word.text), 0
    for found in [*LEADER.finditer(word.text), None]:
        end = found.start() if found else len(word.text)
        text = word.text[at:end]
        yield replace(word, text=text, box=(x0 + at * step, top, x0 + end * step, bottom)) if text else None
        at = found.end() if found else end
