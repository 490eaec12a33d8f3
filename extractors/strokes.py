"""Words with a line through them, in plain text: a stroke stands behind every letter, as people and programs write it (U+0336).

So text that came out of a mail, a page or a Word file still shows what was taken back, wherever it is shown.
"""

from __future__ import annotations

import re

STROKE = "\u0336"  # combining long stroke overlay
_ANY = re.compile("[\u0335\u0336]")  # the short one too
_STRUCK_WORDS = re.compile(r"[^\S\n]*(?:[^\s\u0335\u0336][\u0335\u0336])+")
_RUNS = re.compile("(?:[^\u0335\u0336][\u0335\u0336])+|(?:[^\u0335\u0336](?![\u0335\u0336]))+|[\u0335\u0336]+")


def struck(text: str) -> str:
    """The text with a line through every letter; blanks stay as they are."""
    return "".join(char if char.isspace() else char + STROKE for char in unstruck(text))


def has_strokes(text: str) -> bool:
    """Whether a line goes through any of it."""
    return _ANY.search(text) is not None


def unstruck(text: str) -> str:
    """The same words without their lines."""
    return _ANY.sub("", text)


def left_standing(text: str) -> str:
    """The text without the words that are struck through."""
    return _STRUCK_WORDS.sub("", text) if has_strokes(text) else text


def runs_of(word: str) -> list[tuple[str, bool]]:
    """The parts of a word without their lines, each with whether it is struck: "Yes/No" with only "No" struck has two."""
    return [(unstruck(run), has_strokes(run)) for run in _RUNS.findall(word) if unstruck(run)]
