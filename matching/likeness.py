"""How alike two words of two names are, in steps that a person would name."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from matching.names import SOFT, VOWELS, sounds, spelt, without_prefix
from matching.words import words

BORNE = 3  # children who bear a word: fewer may all be slips of the pen
SLIPS = 100  # of so many children who bear a name, hardly one is written with the same slip
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
    if (
        short_form(one, other)
        or sounds_alike(one, other)
        or one == without_prefix(other)
        or other == without_prefix(one)
    ):
        return Likeness.VARIANT
    return Likeness.NEAR if is_slip(one, other) or is_cut(one, other) else Likeness.DIFFERENT


def short_form(one: str, other: str) -> bool:
    """Whether the lists know the two as one name: spellings of it, or one as short for the other."""
    known = words()
    shared = known.groups.get(one, frozenset()) & known.groups.get(other, frozenset())
    return any(known.whole[group] in ("", one, other) for group in shared)


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
    """One slip of the pen (two in words of seven letters), or letters misread. Short words allow only an exchange and like vowels."""
    one, other = read_plainly(one), read_plainly(other)
    shorter, longer = sorted((len(one), len(other)))
    if one == other or (longer <= 3 and spoken_alike(one, other)):
        return True
    if shorter < 3:
        return False
    allowed = 2 if shorter >= 7 else 1
    if shorter == 3 and longer == 3 and sorted(one) != sorted(other):
        return False
    return OSA.distance(one, other, score_cutoff=allowed) <= allowed


def read_plainly(word: str) -> str:
    """A word without the pairs of letters that are read as one: rn as m, cl as d, vv as w."""
    return word.replace("rn", "m").replace("cl", "d").replace("vv", "w")


def spoken_alike(one: str, other: str) -> bool:
    """Two short words of the same consonants, with vowels that are confused: Ai and Ae, Hin and Hen."""
    left, right = vowel_runs(one), vowel_runs(other)
    same = [letter for letter in one if letter not in SOFT] == [letter for letter in other if letter not in SOFT]
    return same and len(left) == len(right) > 0 and all(map(vowels_confused, left, right))


def is_cut(one: str, other: str) -> bool:
    """Whether the shorter is the beginning or, with four letters, the end of the longer: Temi, Seun."""
    shorter, longer = sorted((one, other), key=len)
    return (len(shorter) >= 3 and longer.startswith(shorter)) or (len(shorter) >= 4 and longer.endswith(shorter))


def could_be(one: str, other: str) -> bool:
    """Whether one could be the other with two mistakes in it (one in a short name): enough to show a record only."""
    if likeness(one, other) > Likeness.DIFFERENT or JaroWinkler.similarity(one, other) >= FAINT:
        return True
    return min(len(one), len(other)) >= 2 and max(len(one), len(other)) <= 3 and OSA.distance(one, other) == 1


def at_least(found: Likeness | None, wanted: Likeness) -> bool:
    """None, where one side has no such name, is not enough for anything."""
    return found is not None and found >= wanted


def weighed(one: str, other: str, known: Mapping[str, int]) -> Likeness:
    """Likeness with what the register knows: two names that both are in use are two names, not a slip of the pen.

    Nor one name because they sound alike, as Ella and Aaliyah do: twins bear such names. A name of three letters with one
    wrong at its end says no more than its initial, and that only if it is nobody's name.
    """
    found = likeness(one, other)
    if found is Likeness.DIFFERENT and len(one) == len(other) == 3 and one[0] == other[0]:
        nobodys = min(known.get(one, 0), known.get(other, 0)) < BORNE
        return Likeness.INITIAL if nobodys and OSA.distance(one, other) == 1 else found
    if found not in (Likeness.NEAR, Likeness.VARIANT) or is_one_name(one, other) or not both_in_use(one, other, known):
        return found
    return Likeness.DIFFERENT


def is_one_name(one: str, other: str) -> bool:
    """Whether two words are one name without a slip: listed so, spelt by another clerk, or misread."""
    return short_form(one, other) or spelt(one) == spelt(other) or read_plainly(one) == read_plainly(other)


def both_in_use(one: str, other: str, known: Mapping[str, int]) -> bool:
    """Whether each is a name of its own: a listed one, or borne by more children than one slip in the other has made."""
    return is_in_use(one, other, known) and is_in_use(other, one, known)


def is_in_use(name: str, other: str, known: Mapping[str, int]) -> bool:
    """`known` says how many children bear a word."""
    borne = known.get(name, 0)
    return name in words().given_names or (borne >= BORNE and borne * SLIPS >= known.get(other, 0))
