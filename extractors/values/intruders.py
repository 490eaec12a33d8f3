"""Words inside a value that belong elsewhere: another field's label, a page's running foot. The value was not cut cleanly."""

from __future__ import annotations

import re
from functools import cache

from extractors.values.vocabulary import words
from postroom import doubts
from postroom.doubts import Doubt

WHY = doubts.INTRUDER


def intruder_in(text: str, kind: str) -> Doubt | None:
    """Why a value of this kind must be looked at, if the text holds what is no part of it. Narratives may hold anything."""
    if kind == "reason":
        return None
    ends = kind.rpartition(".")[2]
    return WHY if any(pattern.search(text) for pattern, allowed in _patterns() if ends not in allowed) else None


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], frozenset[str]], ...]:
    lists = words("intruders")
    furniture: list[tuple[str, list[str]]] = [(pattern, []) for pattern in lists["furniture"]]
    return tuple(
        (re.compile(pattern, re.IGNORECASE), frozenset(kinds))
        for pattern, kinds in [*furniture, *lists["labels"].items()]
    )
