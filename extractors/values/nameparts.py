"""A full name taken apart: given names, family name, other names. What is written settles the order, habit only proposes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractors.values.blanks import says_nothing
from extractors.values.display_case import display_name
from extractors.values.vocabulary import either, words

LETTERS = re.compile(r"[^\W\d_]")
QUOTED = re.compile(r"(?:^|\s)[\"“'‘](?P<alias>[^\"”'’]{2,40})[\"”'’](?=\s|$)")
BRACKETED = re.compile(r"\((?P<inside>[^()]{1,80})\)")
SEVERAL = re.compile(r"\s*(?:,|;|/|\bor\b|\band\b|\n)\s*")


@dataclass(frozen=True, slots=True)
class Parts:
    """A full name taken apart. `sure`: the order is written (a comma, or the family name in capitals)."""

    given: tuple[str, ...]
    family: str | None
    sure: bool
    aliases: tuple[str, ...] = ()


def take_apart(text: str, *, surname_first: bool = False) -> Parts | None:
    """A full name in its parts, in display case; None where there is no name in it."""
    bare, aliases = without_aliases(text)
    bare = untitled(bare)
    if bare.count(",") == 1 and all(LETTERS.search(half) for half in bare.split(",")):
        family, _, others = bare.partition(",")
        return Parts(tuple(name_words(others)), display_name(family.strip()), True, aliases)
    tokens = name_words(bare.replace(",", " "))
    if not tokens:
        return None
    capitals = capital_block(tokens)
    if capitals:
        start, end = capitals
        given = tuple(tokens[:start] + tokens[end:])
        return Parts(given, display_name(" ".join(tokens[start:end])), True, aliases)
    return _by_habit(tokens, surname_first, aliases)


def _by_habit(tokens: list[str], surname_first: bool, aliases: tuple[str, ...]) -> Parts:
    """No comma, no capitals: the last word (with its particles) is the family name, or the first where the box says so."""
    if len(tokens) == 1:
        return Parts((display_name(tokens[0]),), None, False, aliases)
    shown = [display_name(token) for token in tokens]
    if surname_first:
        cut = _particles_from_start(tokens)
        return Parts(tuple(shown[cut:]), display_name(" ".join(tokens[:cut])), len(tokens) == cut + 1, aliases)
    cut = _particles_before_end(tokens)
    doubtful = cut > 1 or tokens[0].lower() in _either_order()
    return Parts(tuple(shown[:cut]), display_name(" ".join(tokens[cut:])), not doubtful, aliases)


def without_aliases(text: str) -> tuple[str, tuple[str, ...]]:
    """The name without "(AKA Lil K)", "aka Lil K" and quoted nicknames, and these."""
    aliases: list[str] = []

    def take(match: re.Match[str]) -> str:
        inside = alias_mark().sub(" ", match["inside"]).strip(" :,")
        if _is_no_alias(inside):
            return " "
        aliases.extend(part for part in SEVERAL.split(inside) if part and not says_nothing(part, "nothing"))
        return " "

    bare = BRACKETED.sub(take, text)
    mark = alias_mark().search(bare)
    if mark:
        aliases.extend(part for part in SEVERAL.split(bare[mark.end() :].strip(" :,")) if part)
        bare = bare[: mark.start()]
    quoted = QUOTED.search(bare)
    if quoted:
        aliases.append(quoted["alias"])
        bare = bare[: quoted.start()] + " " + bare[quoted.end() :]
    return " ".join(bare.split()), tuple(aliases)


def _is_no_alias(inside: str) -> bool:
    """In brackets behind a name there may also be an age, a date, a relationship or a role."""
    folded = inside.lower()
    return re.search(r"\d", folded) is not None or any(
        re.search(pattern, folded) for _, pattern in words("relationships")["patterns"]
    )


def name_words(text: str) -> list[str]:
    """The words of a text that have letters."""
    return [word for word in text.split() if LETTERS.search(word)]


def untitled(text: str) -> str:
    """Without Mr, Mrs and the like in front."""
    return re.sub(rf"^(?:(?:{either('names', 'titles')})\b\.?\s+)+", "", text.strip(), flags=re.IGNORECASE)


def capital_block(tokens: list[str]) -> tuple[int, int] | None:
    """Where the words in capitals stand, if they stand together at one end and other words are not in capitals."""
    capital = [token.isupper() and len(re.sub(r"\W", "", token)) > 1 for token in tokens]
    if not any(capital) or all(capital):
        return None
    start, end = capital.index(True), len(capital) - capital[::-1].index(True)
    together = all(capital[start:end])
    return (start, end) if together and (start == 0 or end == len(tokens)) else None


def _particles_before_end(tokens: list[str]) -> int:
    """Index at which the family name starts: the last word, and the particles straight before it."""
    cut = len(tokens) - 1
    while cut > 1 and tokens[cut - 1].lower() in joining_words():
        cut -= 1
    return cut


def _particles_from_start(tokens: list[str]) -> int:
    """Index after the family name at the start: particles, then one word."""
    cut = 1
    while cut < len(tokens) - 1 and tokens[cut - 1].lower() in joining_words():
        cut += 1
    return cut


@cache
def joining_words() -> frozenset[str]:
    """Particles that belong to the word after them, in lower case."""
    return frozenset(words("names")["joining"])


@cache
def _either_order() -> frozenset[str]:
    return frozenset(words("names")["either_order"])


@cache
def alias_mark() -> re.Pattern[str]:
    """AKA and its kin."""
    return re.compile(rf"(?<!\w)(?:{either('names', 'alias_marks')})(?!\w)\s*:?", re.IGNORECASE)
