"""How names and addresses that are written in capitals are shown. Mixed case is what somebody meant, and stays."""

from __future__ import annotations

import re
from functools import cache

from extractors.values.vocabulary import words

PIECE = re.compile(r"[^\W\d_]+", re.UNICODE)
AFTER_MARK = re.compile(r"(?<=[-'’/.&])(?=\w)")
SCOTTISH = re.compile(r"^(Mc|Fitz)([a-z])(.*)$")
KEPT_CAPITALS = frozenset({"II", "III", "IV", "UK", "RAF", "YMCA", "GP"})


def display_name(text: str) -> str:
    """`O'NEILL` O'Neill, `AL-HASSAN` Al-Hassan, `MCDONALD` McDonald, `DE SOUZA` de Souza, `amir` Amir; `McDONALD` McDonald."""
    tokens = text.split()
    shown = [_word(token, alone=len(tokens) == 1) for token in tokens]
    return " ".join(shown)


def display_line(text: str) -> str:
    """An address or a place in capitals: each word with one capital letter. Postcodes are not its business."""
    if not text.isupper():
        return text
    return " ".join(_capitalised(token) if not any(c.isdigit() for c in token) else token for token in text.split())


def _word(token: str, *, alone: bool) -> str:
    letters = "".join(PIECE.findall(token))
    if token.startswith("Mc") and token[2:].isupper() and len(token) > 3:
        return "Mc" + _capitalised(token[2:])
    if not letters or not (letters.isupper() or letters.islower()) or len(letters) == 1:
        return token.upper() if len(letters) == 1 and letters.islower() and alone else token
    if token.lower() in _lower_particles() and not alone:
        return token.lower()
    return _capitalised(token)


def _capitalised(token: str) -> str:
    """One capital after the start and after each mark; none after the apostrophe of a genitive ('s)."""
    if token.upper() in KEPT_CAPITALS and token.isupper():
        return token
    parts = [part[:1].upper() + part[1:].lower() for part in AFTER_MARK.split(token)]
    joined = "".join(parts)
    joined = re.sub(r"(?<=['’])S\b", "s", joined)
    scottish = SCOTTISH.match(joined)
    if scottish and len(joined) > 4 and scottish[1] == "Mc":
        return scottish[1] + scottish[2].upper() + scottish[3]
    return joined


@cache
def _lower_particles() -> frozenset[str]:
    return frozenset(words("names")["lower_particles"])
