"""Is a page's text layer what the eye sees? Broken encodings and pages turned on their side are told by the characters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from extractors.page import Word

CID = re.compile(r"\(cid:\d+\)")
COMMON = frozenset(
    [
        "the",
        "and",
        "of",
        "to",
        "in",
        "a",
        "for",
        "is",
        "on",
        "with",
        "at",
        "by",
        "as",
        "or",
        "name",
        "date",
        "birth",
        "address",
        "school",
        "number",
        "no",
        "yes",
        "child",
        "police",
        "report",
        "form",
        "details",
        "surname",
        "age",
        "sex",
        "gender",
        "not",
        "known",
        "family",
        "telephone",
        "contact",
        "was",
        "were",
        "be",
        "this",
        "that",
        "from",
        "if",
        "any",
        "please",
    ]
)
FEW_WORDS = 25  # below this, common words prove nothing


def is_garbage(words: Sequence[Word]) -> bool:
    """Whether the layer's characters cannot be what is printed: unmapped glyphs, private characters, no plain words."""
    text = " ".join(word.text for word in words)
    plain = CID.sub("\ufffd", text)
    odd = sum(1 for letter in plain if letter == "\ufffd" or "\ue000" <= letter <= "\uf8ff" or letter < " ")
    if odd > max(3, 0.02 * len(plain)):
        return True
    tokens = [word.text.strip(".,:;()?").casefold() for word in words]
    lettered = [token for token in tokens if token.isalpha()]
    if len(tokens) < FEW_WORDS:
        return False
    return len(lettered) < 0.2 * len(tokens) or not COMMON.intersection(lettered)


def reading_angle(chars: Sequence[dict[str, Any]]) -> int:
    """0, 90, 180 or 270: how far most characters are turned clockwise. The page must be turned back by as much."""
    step = max(1, len(chars) // 200)
    turned = Counter(_angle(char["matrix"]) for char in chars[::step] if not char["text"].isspace())
    return turned.most_common(1)[0][0] if turned else 0


def _angle(matrix: Sequence[float]) -> int:
    a, b = matrix[0], matrix[1]
    if abs(a) >= abs(b):
        return 0 if a >= 0 else 180
    return 270 if b > 0 else 90
