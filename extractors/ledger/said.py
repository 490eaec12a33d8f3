"""Which words of a document the contacts state: by their place on the page, else by the words themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.page import Line, Word
from postroom.contact import Box, Contact, Field

SHORTEST = 2  # letters of a value that is looked for by its words alone
SLACK = 1.5  # points


class Said:
    """The leaves of the contacts that one document gave."""

    def __init__(self, contacts: Sequence[Contact]) -> None:
        leaves = [(path, leaf) for contact in contacts for path, leaf in contact.every_leaf()]
        self._boxes = [(leaf.page, leaf.bbox) for path, leaf in leaves if leaf.bbox and path != "reason"]
        raws = {part for path, leaf in leaves if path != "reason" for part in _texts(leaf)}
        self._raws = {key for raw in raws if len(key := _key(raw)) >= SHORTEST}
        self._stated = "\n".join(self._raws)  # no key has a line's end in it
        self._reasons = [_key(f"{leaf.raw or ''} {leaf.value or ''}") for path, leaf in leaves if path == "reason"]

    def is_told(self, text: str) -> bool:
        """Whether the words are part of a narrative."""
        key = _key(text)
        return bool(key) and any(key in reason for reason in self._reasons)

    def is_stated(self, text: str) -> bool:
        """Whether the words are a value, a line of one, or nothing but values."""
        key = _key(text)
        return bool(key) and (key in self._raws or (len(key) > 3 and key in self._stated))

    def unsaid(self, line: Line, page: int | None) -> list[tuple[Word, ...]]:
        """The words of the line that stand in no value's place, in stretches."""
        boxes = [box for at, box in self._boxes if at == page and box]
        stretches: list[list[Word]] = [[]]
        for word in line.words:
            if any(_inside(word.box, box) for box in boxes):
                stretches.append([])
            else:
                stretches[-1].append(word)
        return [tuple(stretch) for stretch in stretches if stretch]


def _texts(leaf: Field) -> list[str]:
    """The words of a value as written, whole and line by line."""
    written = [leaf.raw or "", *(leaf.raw or "").splitlines()]
    return [*written, *([leaf.value] if isinstance(leaf.value, str) else [])]


def _key(text: str) -> str:
    return "".join(re.findall(r"[^\W_]+", text)).casefold()


def _inside(word: Box, box: Box) -> bool:
    x, y = (word[0] + word[2]) / 2, (word[1] + word[3]) / 2
    return box[0] - SLACK <= x <= box[2] + SLACK and box[1] - SLACK <= y <= box[3] + SLACK
