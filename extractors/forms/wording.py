"""Comparing printed words with the wording of a template: case, punctuation and plural brackets aside, noise of OCR allowed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz

PLURAL = re.compile(r"\((?:s|es|ren)\)", re.IGNORECASE)
IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
NUMBERING = re.compile(
    r"^(?:(?:section|part)\s+[\dA-Z]{1,2}\s*[:.)-]?|\d{1,2}\s*[.):]|[A-Z]\s*[.):])\s+", re.IGNORECASE
)
NUMBER = re.compile(r"\d+|#")
OF_NUMBER = re.compile(r"\s*\b(?:of|/)\s*0\b", re.IGNORECASE)
LOOKALIKES = str.maketrans("01iı5826", "oiiisbzb")
FUZZY_FROM = 5  # characters: shorter wordings must agree in all of them
ALIKE = 86.0  # rapidfuzz ratio of two wordings that OCR may have made out of one


@lru_cache(maxsize=20_000)
def folded(text: str) -> tuple[str, ...]:
    """The words of `text` for comparison: "Child's forename(s):" -> ("childs", "forename")."""
    plain = PLURAL.sub("", unicodedata.normalize("NFKC", text)).replace("’", "'").replace("'", "")
    return tuple(re.findall(r"[^\W_]+", plain.casefold()))


def same_wording(printed: str, wording: str, *, noisy: bool = False) -> bool:
    """Is `printed` this wording? A note in brackets at its end does no harm; `noisy` text may differ by what OCR mistakes."""
    if folded(wording) in _ways_to_read(printed):
        return bool(folded(wording))
    return (
        noisy and not _numbers_besides(printed, wording) and _alike("".join(folded(printed)), "".join(folded(wording)))
    )


@lru_cache(maxsize=20_000)
def _ways_to_read(printed: str) -> frozenset[tuple[str, ...]]:
    """The words of `printed`, with and without a note in brackets at its end."""
    return frozenset((folded(printed), folded(IN_BRACKETS.sub("", printed))))


def _numbers_besides(printed: str, wording: str) -> bool:
    """Whether there is a number that the wording has not: a label with its value behind it, and no noise ("Age (years) 7")."""
    return any(word.isdigit() and word not in folded(wording) for word in folded(printed))


def _alike(printed: str, wording: str) -> bool:
    one, other = printed.translate(LOOKALIKES), wording.translate(LOOKALIKES)
    if min(len(one), len(other)) < FUZZY_FROM:
        return one == other and bool(one)
    return abs(len(one) - len(other)) <= max(2, len(other) // 12) and fuzz.ratio(one, other) >= ALIKE


def contains_wording(text: str, wording: str, *, noisy: bool = False) -> bool:
    """Does `text` hold this wording somewhere, as whole words?"""
    words, wanted = folded(text), folded(wording)
    if not wanted:
        return False
    if f" {' '.join(wanted)} " in f" {' '.join(words)} ":
        return True
    joined, sought = "".join(words).translate(LOOKALIKES), "".join(wanted).translate(LOOKALIKES)
    whole = (
        FUZZY_FROM <= len(sought) <= len(joined) + len(sought) // 12
    )  # a shorter text may stand in the wording, which is no sign
    return noisy and whole and fuzz.partial_ratio(sought, joined) >= ALIKE + 4


def heading_number(printed: str, heading: str, *, noisy: bool = False) -> int | None:
    """The number in `printed` if it is this heading, 0 if the heading has none; None if it is another text.

    "SUBJECT #" fits "SUBJECT 2 OF 3". Numbering in front ("B.", "Section 1:") does not count.
    """
    for text in (printed, _unnumbered(printed)):
        numbers = re.findall(r"\d+", text) if "#" in heading else ["0"]
        if numbers and same_wording(_numbers_hidden(text, heading), _numbers_hidden(heading, heading), noisy=noisy):
            return int(numbers[0])
    return None


@lru_cache(maxsize=20_000)
def _unnumbered(printed: str) -> str:
    return NUMBERING.sub("", printed.strip())


def _numbers_hidden(text: str, heading: str) -> str:
    return OF_NUMBER.sub("", NUMBER.sub("0", text)) if "#" in heading else text


def looks_like_heading(text: str) -> bool:
    """Could this line on its own be a heading? Headings begin with a capital or a digit and end without a full stop."""
    bare = text.strip()
    return bool(bare) and (bare[0].isupper() or bare[0].isdigit()) and bare[-1] not in ".,;!" and len(bare) < 90


def best_of(wordings: Iterable[str], printed: str, *, noisy: bool) -> str | None:
    """The wording that `printed` is, exact ones first."""
    exact = next((each for each in wordings if same_wording(printed, each)), None)
    if exact or not noisy:
        return exact
    return next((each for each in wordings if same_wording(printed, each, noisy=True)), None)
