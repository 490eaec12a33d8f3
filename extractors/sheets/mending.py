"""Slips of the recogniser that can be mended from the word alone: wide signs, capitals of letters that have one shape."""

from __future__ import annotations

import re
import unicodedata

ONE_SHAPE = "cosvwxzu"  # these letters look alike small and large
ZERO_FOR_O = re.compile(r"(?<=[A-Za-z])0(?=[A-Za-z])|(?<=\d)0(?=CT\d)|\b0(?=CT\b)")


def mended(word: str) -> str:
    """The word with plain signs, and with the case that the rest of the word has: "ReaSOn:" is "Reason:"."""
    plain = unicodedata.normalize("NFKC", word)
    return re.sub(r"[^\W\d_]{3,}\d?", lambda part: _one_case(part[0]), ZERO_FOR_O.sub("O", plain))


def _one_case(part: str) -> str:
    upper = [letter for letter in part if letter.isupper()]
    lower = [letter for letter in part if letter.islower()]
    if not upper or not lower or part[1:].islower():
        return part
    if len(upper) > len(lower) and all(letter in ONE_SHAPE for letter in lower):
        return part.upper()
    strays = [letter for letter in part[1:] if letter.isupper()]
    if len(strays) > 1 and all(letter.casefold() in ONE_SHAPE for letter in strays):
        return part[0] + part[1:].lower()
    return part
