"""Names made comparable. Never shown, never stored in place of what was written."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from matching.words import words

SPECIAL = str.maketrans({
    "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "ı": "i", "æ": "ae", "Æ": "AE", "œ": "oe",
    "þ": "th", "ð": "d", "ə": "a", "Ə": "A", "ħ": "h", "ŋ": "n",
})  # fmt: skip
APOSTROPHES = re.compile(r"['’‘`´ʼʻ′]")
IRISH_O = re.compile(r"\bO\s?['’‘`´ʼ′]\s?(?=\w)", re.IGNORECASE)
RUN_TOGETHER = re.compile(r"\b(Al|El|Mac|Mc|Abu|Bin|Ibn)(?=[A-Z][a-z])")
BRACKETS = re.compile(r"[(\[\"“](.*?)[)\]\"”]")
NOT_A_WORD = re.compile(r"[\W_]+")
DIGRAPHS = (
    ("sch", "s"), ("tch", "c"), ("dzh", "j"), ("kh", "k"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("sh", "s"), ("ch", "c"), ("zh", "s"),
    ("dh", "d"), ("bh", "b"), ("jh", "j"), ("cz", "c"), ("sz", "s"), ("rz", "s"), ("ck", "k"), ("wr", "r"), ("kn", "n"),
)  # fmt: skip
SPELT = (
    ("ph", "f"), ("ck", "k"), ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("bh", "b"), ("jh", "j"), ("oo", "u"), ("ou", "u"),
    ("ee", "i"), ("y", "i"), ("ei", "ai"), ("q", "k"), ("w", "v"), ("x", "h"),
)  # fmt: skip
ALIKE = str.maketrans({"q": "k", "c": "k", "z": "s", "w": "v"})
VOWELS = frozenset("aeiouy")
SOFT = frozenset("aeiouyh")


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Lower case letters and single blanks; accents, apostrophes, the Irish O' and run-together particles taken apart."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text.translate(SPECIAL))
        text = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    text = RUN_TOGETHER.sub(r"\1 ", IRISH_O.sub("", text))
    return NOT_A_WORD.sub(" ", APOSTROPHES.sub("", text).lower()).strip()


@lru_cache(maxsize=200_000)
def given_words(text: str) -> tuple[str, ...]:
    """The words of a forename's box, without placeholders; none at all for "Baby of Rachel"."""
    parts = fold(text).split()
    known = words()
    if parts and (parts[0] in known.unnamed or " ".join(parts) in known.placeholders):
        return ()
    return tuple(part for part in parts if part not in known.placeholders and not part.isdigit())[:6]


@lru_cache(maxsize=200_000)
def family_words(text: str) -> tuple[str, ...]:
    """The words of a surname's box: particles dropped, a run-together "Al" or "Mc" taken off."""
    known = words()
    whole = fold(text)
    words_there = [] if whole in known.placeholders else whole.split()
    parts = [part for part in words_there if part not in known.placeholders and not part.isdigit()]
    kept = [part for part in parts if part not in known.particles] or parts
    return tuple(without_prefix(part) for part in kept)[:6]


def without_prefix(word: str) -> str:
    """almousawi → mousawi, mcinerney and macinerney → inerney. Both sides of a comparison are treated alike."""
    if len(word) >= 5 and word.startswith(("al", "el")):
        return word[2:]
    if len(word) >= 5 and word.startswith("mc"):
        return word[2:]
    if len(word) >= 7 and word.startswith("mac"):
        return word[3:]
    return word


def in_brackets(text: str) -> tuple[str, str]:
    """(the text without its brackets, what stood in them): `Joseph (Joe)` → `Joseph`, `Joe`."""
    if not any(mark in text for mark in '([“"'):
        return text, ""
    return BRACKETS.sub(" ", text), " ".join(BRACKETS.findall(text))


@lru_cache(maxsize=200_000)
def sound(word: str) -> str:
    """The consonants of a word, those that are confused written alike; every leading vowel is `a`."""
    for written, said in DIGRAPHS:
        if written in word:
            word = word.replace(written, said)
    word = word.translate(ALIKE)
    if word[:1] == "h":
        word = word[1:]
    first = "a" if word[:1] in VOWELS else ""
    kept = first
    for letter in word:
        if letter not in SOFT and letter != kept[-1:]:
            kept += letter
    return kept or word[:1]


@lru_cache(maxsize=200_000)
def spelt(word: str) -> str:
    """A word as any clerk might spell what is heard, vowels and all: Yaqoob and Yakub, Sophia and Sofia, but not Sofie."""
    for written, said in SPELT:
        word = word.replace(written, said)
    kept = ""
    for letter in re.sub("c(?!h)", "k", word):
        if letter != kept[-1:]:
            kept += letter
    return kept.rstrip("h")


@lru_cache(maxsize=200_000)
def sounds(word: str) -> tuple[str, ...]:
    """The sounds to look a word up by: also the Somali reading, in which x is h and an initial c is silent."""
    plain = sound(word)
    read = word.replace("x", "h")
    if read[:1] == "c" and read[1:2] in VOWELS:
        read = read[1:]
    if read == word:
        return (plain,)
    somali = sound(read)
    return (plain,) if somali == plain else (plain, somali)


@lru_cache(maxsize=200_000)
def is_marked(text: str) -> bool:
    """Whether a name says that its record must not be used: DUPLICATE, DO NOT USE, test people."""
    folded = fold(text)
    known = words()
    if any(word in known.marked for word in folded.split()) or folded in known.marked_whole:
        return True
    return any(phrase in folded for phrase in known.marked_phrases)
