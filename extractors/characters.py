"""Letters as a person would type them: nothing that no eye sees, and one letter for one shape.

Unicode's own data say what is invisible and what is only another form of a letter; confusable_homoglyphs holds its table of look-alikes.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from confusable_homoglyphs import categories, confusables

_TURNING = "\u202d\u202e"  # override the writing direction: what is seen is not what is stored
_UNKNOWN = _TURNING + "\ufffd"
_FILLERS = (
    "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufffc"  # blank, though Unicode counts them among letters and signs
)
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")  # choose the look of the sign before
_HYPHENS = {"\u2010": "-", "\u2011": "-"}
_FORMS = ("<wide>", "<narrow>", "<font>", "<noBreak>", "<compat>")
_TOKEN = re.compile(r"\S+")


def legible(text: str) -> str:
    """The text without invisible characters, with plain digits, letters and blanks (NFC). Line ends and tabs stay, and marks that turn the writing."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", "".join(_plain(char) for char in text))


@cache
def _plain(char: str) -> str:
    kind = unicodedata.category(char)
    if char in _HYPHENS:
        return _HYPHENS[char]
    if char in _FILLERS or _SELECTORS.match(char) or (kind == "Cf" and char not in _TURNING):
        return ""
    if kind == "Zs":
        return " "
    if kind == "Nd":
        return str(unicodedata.digit(char))
    form = unicodedata.decomposition(char).split(" ")[0]
    if form not in _FORMS:
        return char
    folded = unicodedata.normalize("NFKC", char)
    return folded if form != "<compat>" or (kind[0] == "L" and folded.isalpha()) else char


def without_look_alikes(text: str) -> str:
    """The text with Latin letters for those of other scripts that stand among them, and without marks that turn the writing.

    A word wholly of another script stays.
    """
    if text.isascii():
        return text
    return _TOKEN.sub(lambda token: _latin(token[0]), text.translate(dict.fromkeys(map(ord, _TURNING))))


def only_looks_latin(text: str) -> bool:
    """Whether a word of it has only letters that look Latin and are of another script."""
    return any(_is_disguised(token) for token in _TOKEN.findall(text)) if not text.isascii() else False


def has_unknown_signs(text: str) -> bool:
    """Whether it holds what no two programs show alike: private, unassigned and lost characters, marks that turn the writing."""
    return any(char in _UNKNOWN or unicodedata.category(char) in ("Co", "Cn") for char in text if char > "\x7f")


def _latin(token: str) -> str:
    if token.isascii() or not re.search(r"[0-9A-Za-z]", token):
        return token
    return "".join(_look_alike(char) or char for char in token)


def _is_disguised(token: str) -> bool:
    letters = [char for char in token if char.isalpha()]
    return bool(letters) and all(_look_alike(char) for char in letters)


@cache
def _look_alike(char: str) -> str | None:
    """The Latin letter that a letter of another script looks like."""
    if char.isascii() or not char.isalpha() or categories.alias(char) == "LATIN":
        return None
    found = confusables.is_confusable(char, greedy=True)
    twins = [twin["c"] for each in found or () for twin in each["homoglyphs"]]
    return next((twin for twin in twins if twin.isascii() and twin.isalpha()), None)
