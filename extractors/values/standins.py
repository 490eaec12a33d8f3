"""Values that people write where they have none: 9999999999, 01/01/1900, AA1 1AA, XX. In a case system they would join strangers."""

from __future__ import annotations

import re
from functools import cache

from extractors.values.outcome import Outcome, absent, doubted
from extractors.values.vocabulary import words
from postroom import doubts


def without_stand_in(leaf: str, outcome: Outcome) -> Outcome:
    """Absent where the value stands for none; doubted where it may, and may be somebody's own."""
    if not isinstance(outcome.value, str):
        return outcome
    if _is_one(outcome.value, leaf, "stand_ins"):
        return absent("people write this where they have no value")
    return doubted(outcome, doubts.STAND_IN) if _is_one(outcome.value, leaf, "doubtful") else outcome


def _is_one(value: str, leaf: str, group: str) -> bool:
    pattern = _patterns(group).get(leaf)
    return pattern is not None and pattern.fullmatch(value) is not None


@cache
def _patterns(group: str) -> dict[str, re.Pattern[str]]:
    return {leaf: re.compile(pattern, re.IGNORECASE) for leaf, pattern in words("standins")[group].items()}
