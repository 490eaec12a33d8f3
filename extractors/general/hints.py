"""What a form prints behind a label to say how to answer it: "Y/N", "(please tick)", "e.g. brother, sister". It is no value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from extractors.page import TICKED, UNSURE, UNTICKED

if TYPE_CHECKING:
    from extractors.general.segments import Segment

_CHOICE = r"(?:y(?:es)?\s*/\s*n(?:o)?(?:\s*/\s*(?:n\.?/?k\.?|not known|unknown))?|m(?:ale)?\s*/\s*f(?:emale)?)"
_ASKED = (
    r"(?:please\s+)?(?:tick|circle|delete|select|specify|state|give|provide|list|include|attach|choose)\b[^.?:]{0,40}"
)
_FORMAT = r"d{2}[/. -]m{2}[/. -]y{2,4}"
_EXAMPLE = r"(?:e\.?\s?g|i\.?\s?e)\.?[,:]?\s.{2,90}|for example\b.{2,90}"
HINT = re.compile(
    rf"(?<=\S)(?:\s*[-–]?\s*(?:\(\s*(?:{_CHOICE}|{_ASKED}|{_FORMAT}|{_EXAMPLE})\s*\)|(?<=\s)(?:{_CHOICE}|{_FORMAT}|{_EXAMPLE})))+\s*$",
    re.IGNORECASE,
)
MARKS = (TICKED, UNTICKED, UNSURE)


def without_hint(text: str) -> str:
    """The label without what only says how to answer it; the whole text where that is all it holds."""
    return HINT.sub("", text) or text


def has_marks(segments: Iterable[Segment]) -> bool:
    """Whether there are boxes to tick among the words."""
    return any(word.text in MARKS for segment in segments for word in segment.words)


def is_answered(segments: Iterable[Segment]) -> bool:
    """Whether something in the words is struck out, ticked or typed: then "Yes / No" among them is an answer."""
    words = [word for segment in segments for word in segment.words]
    return any(word.struck or word.typed or word.text in MARKS for word in words)
