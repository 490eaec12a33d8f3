"""Mails without capitals ("im the auntie of tyler and kayleigh smith"): names get theirs where the words around show that they are names."""

from __future__ import annotations

import re

from spacy.lang.en.stop_words import STOP_WORDS

from extractors.values.vocabulary import words

FEWEST_LETTERS = 40
MOST_CAPITALS = 0.01
"""Share of letters; whoever writes names with a capital has more."""

ENDING = re.compile(r"[.;:!?\n]")


def with_capitals(text: str) -> str:
    """The text with capitals on its names, letter for letter as long; unchanged where the writer uses capitals."""
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) < FEWEST_LETTERS or sum(letter.isupper() for letter in letters) > MOST_CAPITALS * len(letters):
        return text
    names = {name for pattern in _patterns() for match in pattern.finditer(text) for name in _names(match)}
    return re.sub(r"[^\W\d_]+", lambda word: word.group().title() if word.group() in names else word.group(), text)


def _names(match: re.Match[str]) -> list[str]:
    """The words of the match up to the first that is no name."""
    found: list[str] = []
    for word in re.findall(r"[^\W\d_]+|\d+", match["names"]):
        if word in ("and", "n"):
            continue
        if word in STOP_WORDS or word.isdecimal() or word in words("prose")["people_stop"] or word in _ordinary():
            break
        found.append(word)
    return found


def _patterns() -> list[re.Pattern[str]]:
    """Behind "auntie of", "mum", "called", "my son"; before "is 13"; and a second name before an age."""
    relation = words("prose")["relation"]
    child = r"(?:son|daughter|boy|girl|grandson|granddaughter|nephew|niece|kids?|children|baby)"
    name = r"(?P<names>[^\W\d_]{2,}(?: (?:and|n|&) [^\W\d_]{2,})?(?: [^\W\d_]{2,})?)"
    return [
        re.compile(rf"\b(?:{relation}|{child}) (?:of|to|is|called|named) {name}"),
        re.compile(rf"\b(?:my|her|his|their|the|there|about) (?:{relation}|{child}),? {name}"),
        re.compile(rf"\b(?:called|named|about) {name}"),
        re.compile(r"\b(?P<names>[^\W\d_]{2,}) (?:is|aged?|who is|whos|age)(?: about| around| nearly)? \d{1,2}\b"),
        re.compile(r"\band (?P<names>[^\W\d_]{2,}) (?:is )?\d{1,2}\b"),
    ]


def _ordinary() -> frozenset[str]:
    return frozenset(words("subjects")["ordinary"])
