"""The words of labels and headings as they are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

TOKEN = re.compile(r"[^\W_]+")
Phrases = dict[tuple[str, ...], tuple[str, ...]]
INITIALS = re.compile(r"\b(?:[a-z]\.){1,5}[a-z]\b\.?")  # "D.O.B.", "G.P"


def tokens(text: str) -> list[str]:
    """The words of a label as they are compared: lower case, singular, without possessives and punctuation."""
    unaccented = unicodedata.normalize("NFKD", text.replace("’", "'")).encode("ascii", "ignore").decode()
    plain = unaccented.casefold().replace("e-mail", "email")
    plain = INITIALS.sub(lambda found: found[0].replace(".", "") + " ", plain)
    plain = re.sub(r"'s\b|s'(?=\s|$)|\(s\)|\(ren\)|/s\b|/ren\b", "", plain)
    return [singular(word) for word in TOKEN.findall(plain)]


def singular(word: str) -> str:
    """The word without its plural: "details" is "detail", "class" stays."""
    if word == "children":
        return "child"
    if word in ("people", "peoples"):
        return "person"
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def longest(words: Sequence[str], at: int, phrases: Phrases) -> tuple[tuple[str, ...], int]:
    """What the longest phrase is called that begins here, and how many words it has; 0 where none does."""
    for length in range(min(len(words) - at, 14), 0, -1):
        named = phrases.get(tuple(words[at : at + length]))
        if named:
            return named, length
    return (), 0
