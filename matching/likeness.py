"""How alike two words of two names are, in steps that a person would name."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from matching.names import SOFT, VOWELS, sounds
from matching.words import words

BEGINNINGS = frozenset("zsbpdtgkmn")  # consonants that tell names apart at the beginning: Zara and Sara
FAINT = 0.76  # Jaro-Winkler similarity
CLASSES = {"a": "ae", "e": "aei", "i": "eiy", "y": "eiy", "o": "ou", "u": "ouw"}


class Likeness(IntEnum):
    """Steps from a different name to the same one."""

    DIFFERENT = 0
    INITIAL = 1  # one is only the other's first letter
    NEAR = 2  # a slip of the pen, or a short form that is not in the list
    VARIANT = 3  # the same name in another spelling, or its usual short form
    SAME = 4


@lru_cache(maxsize=100_000)
def likeness(one: str, other: str) -> Likeness:
    """Of two folded words, whatever the register holds."""
    if one == other:
        return Likeness.SAME
    if len(one) == 1 or len(other) == 1:
        return Likeness.INITIAL if one[:1] == other[:1] else Likeness.DIFFERENT
    if short_form(one, other) or sounds_alike(one, other):
        return Likeness.VARIANT
    return Likeness.NEAR if is_slip(one, other) or is_cut(one, other) else Likeness.DIFFERENT


def short_form(one: str, other: str) -> bool:
    """Whether the list of short names knows the two as one name."""
    groups = words().groups
    return bool(groups.get(one, frozenset()) & groups.get(other, frozenset()))


def sounds_alike(one: str, other: str) -> bool:
    """Same consonants, and no vowel that is never confused: Yousef and Yusuf, but not Hassan and Hussain."""
    if min(len(one), len(other)) < 4 or not set(sounds(one)) & set(sounds(other)):
        return one.replace("y", "i") == other.replace("y", "i")
    left, right = vowel_runs(one), vowel_runs(other)
    if len(left) == len(right):
        return all(vowels_confused(a, b) for a, b in zip(left, right, strict=True))
    shorter, longer = sorted((left, right), key=len)
    one_is_mute = len(longer) == len(shorter) + 1 and bool(shorter)
    return one_is_mute and min(len(one), len(other)) >= 4 and vowels_confused(shorter[-1], longer[-1])


@lru_cache(maxsize=100_000)
def vowel_runs(word: str) -> tuple[str, ...]:
    """The runs of vowels before, between and after the consonants. h is mute; y between two vowels is a consonant."""
    runs = [""]
    for place, letter in enumerate(word):
        if letter == "y" and word[place - 1 : place] in VOWELS and word[place + 1 : place + 2] in VOWELS:
            runs.append("")
        elif letter in VOWELS:
            runs[-1] += letter
        elif letter not in SOFT and (runs[-1] or len(runs) == 1):
            runs.append("")
    return tuple(run for run in runs if run)


def vowels_confused(one: str, other: str) -> bool:
    """Whether the first or the last letters of two runs are heard alike: ou and u, au and ou, ie and ee."""
    return one[0] in CLASSES[other[0]] or one[-1] in CLASSES[other[-1]]


def is_slip(one: str, other: str) -> bool:
    """One slip of the pen (two in words of seven letters), or rn read as m. Words of three letters allow an exchange only."""
    one, other = one.replace("rn", "m"), other.replace("rn", "m")
    shorter, longer = sorted((len(one), len(other)))
    if shorter < 3:
        return one == other
    allowed = 2 if shorter >= 7 else 1
    if shorter == 3 and longer == 3 and sorted(one) != sorted(other):
        return False
    return OSA.distance(one, other, score_cutoff=allowed) <= allowed


def is_cut(one: str, other: str) -> bool:
    """Whether the shorter is the beginning or, with four letters, the end of the longer: Temi, Seun."""
    shorter, longer = sorted((one, other), key=len)
    return (len(shorter) >= 3 and longer.startswith(shorter)) or (len(shorter) >= 4 and longer.endswith(shorter))


def could_be(one: str, other: str) -> bool:
    """Whether one could be the other with two mistakes in it (one in a short name): enough to show a record only."""
    if likeness(one, other) > Likeness.DIFFERENT or JaroWinkler.similarity(one, other) >= FAINT:
        return True
    return min(len(one), len(other)) >= 2 and max(len(one), len(other)) <= 3 and OSA.distance(one, other) == 1


def weighed(one: str, other: str, known: Mapping[str, int]) -> Likeness:
    """Likeness with what the register knows: two names that both are in common use are two names, not a slip.

    `known` says how many children bear a word. A slip of the pen is rare beside the name that was meant, so a word that
    is borne by at least three children and a fiftieth as many as the other is a name of its own (Amir and Amar).
    A name of three letters with one wrong at its end says no more than its initial, and that only if it is nobody's name.
    """
    found = likeness(one, other)
    if found is Likeness.DIFFERENT and len(one) == len(other) == 3 and one[0] == other[0]:
        nobodys = min(known.get(one, 0), known.get(other, 0)) < 3
        return Likeness.INITIAL if nobodys and OSA.distance(one, other) == 1 else found
    begins_otherwise = found is Likeness.VARIANT and one[0] != other[0] and not short_form(one, other)
    if found is not Likeness.NEAR and not (begins_otherwise and {one[0], other[0]} & BEGINNINGS):
        return found
    fewer, more = sorted((known.get(one, 0), known.get(other, 0)))
    return Likeness.DIFFERENT if fewer >= 3 and fewer * 50 >= more else found
