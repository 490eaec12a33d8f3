"""Tick boxes among the words: which choices are printed, and which of them are ticked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.page import TICKED, UNSURE, UNTICKED, Word
from extractors.values.found import Option

STATES: dict[str, bool | None] = {TICKED: True, UNTICKED: False, UNSURE: None}


def is_mark(word: Word) -> bool:
    """Is this word a tick box?"""
    return word.text in STATES


def options_of(words: Sequence[Word]) -> tuple[Option, ...]:
    """Each tick box with the words up to the next one."""
    return tuple(_marked(words)) if any(is_mark(word) for word in words) else ()


def _marked(words: Sequence[Word]) -> Iterator[Option]:
    state: bool | None = None
    text: list[str] = []
    begun = False
    for word in words:
        if is_mark(word):
            if begun:
                yield Option(" ".join(text), state)
            state, text, begun = STATES[word.text], [], True
        elif begun:
            text.append(word.text)
    yield Option(" ".join(text), state)
