"""N/K and its kin: words that stand in a field and say that nothing is known. Which words they are depends on the field."""

from __future__ import annotations

import re
from functools import cache

from extractors.values.vocabulary import plain, words

UNDERLINE = re.compile(r"[\s._\-–—…/]*")


@cache
def blank_words(group: str | None) -> frozenset[str]:
    """The words of everywhere and of one group, as `plain` writes them."""
    lists = words("blanks")
    unanswered = () if group == "consent" else lists["unanswered"]
    chosen = [*lists["everywhere"], *unanswered, *(lists[group] if group else ())]
    return frozenset(plain(str(word)) for word in chosen)


def says_nothing(text: str, group: str | None = None) -> bool:
    """Is the field empty, dotted out, a placeholder, or a way of saying "not known" in this kind of field?"""
    if UNDERLINE.fullmatch(text):
        return True
    folded = plain(text).strip("()[]<>*")
    return folded in blank_words(group) or plain(folded) in blank_words(group)
