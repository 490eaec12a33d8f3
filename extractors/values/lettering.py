"""Letters that a person must look at: look-alikes of another script, signs that cannot be shown, lines through a narrative."""

from __future__ import annotations

from extractors.characters import has_unknown_signs, only_looks_latin, without_look_alikes
from extractors.strokes import has_strokes, unstruck
from postroom import doubts
from postroom.doubts import Doubt


def doubt_of_letters(text: str, kind: str) -> Doubt | None:
    """Why a value of this kind must be looked at for its letters alone; None if it need not. `text` is as written."""
    written = unstruck(text)
    if kind == "reason" and has_strokes(text):
        return doubts.STRUCK_OUT
    if kind != "reason" and has_unknown_signs(written):
        return doubts.UNKNOWN_SIGN
    if without_look_alikes(written) != written:
        return doubts.LOOKS_ALIKE
    if kind == "reason":
        return None
    return doubts.OTHER_SCRIPT if only_looks_latin(written) else None
