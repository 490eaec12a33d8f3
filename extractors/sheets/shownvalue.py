"""What a field shows against what it stores: the sender checked what the screen showed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.page import Word
from postroom import doubts
from postroom.doubts import Doubt

WRITTEN = re.compile(rb"\(((?:\\.|[^\\()])*)\)", re.DOTALL)
HEXADECIMAL = re.compile(rb"<[0-9A-Fa-f\s]+>\s*(?:Tj|\]|'|\")")
ESCAPED = re.compile(r"\\([()\\])")
ILLEGIBLE = re.compile(r"\(cid:\d+\)|[\ufffd\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class ShownValue:
    """The text of a field, the words where they are painted, and why a person must look."""

    text: str
    words: tuple[Word, ...] = ()
    doubt: Doubt | None = None


def shown_value(stored: str, painted: Sequence[Word], *, redrawn: bool, may_be_cut: bool) -> ShownValue:
    """What counts of both. `redrawn`: viewers draw the field anew; `may_be_cut`: it may hold more than there is room for."""
    seen = " ".join(word.text for word in painted)
    words, one, other = tuple(painted), plain(stored), plain(seen)
    if one == other:
        return ShownValue(stored, () if _is_comb(stored, painted) else words)
    if not other:
        return ShownValue(stored, doubt=None if redrawn else doubts.NOT_SHOWN)
    if ILLEGIBLE.search(seen):
        return ShownValue(stored, doubt=doubts.NOT_SHOWN)
    if one and other in one:
        return ShownValue(stored, doubt=None if may_be_cut else doubts.PARTLY_SHOWN)
    return ShownValue(_in_lines(painted), words, doubts.SHOWN_OTHERWISE)


def says(stream: bytes, stored: str) -> bool:
    """Whether an appearance writes just what is stored, in letters that need no painting to be read."""
    if HEXADECIMAL.search(stream):
        return False
    written = "".join(ESCAPED.sub(r"\1", each.decode("latin-1")) for each in WRITTEN.findall(stream))
    return plain(written) == plain(stored)


def plain(value: str) -> str:
    """Letters and figures alone: a comb parts them, and a format adds signs."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", value)).casefold()


def _is_comb(stored: str, painted: Sequence[Word]) -> bool:
    return len(painted) > 2 * max(1, len(stored.split()))


def _in_lines(painted: Sequence[Word]) -> str:
    text, before = "", None
    for word in painted:
        wraps = before is not None and word.box[1] > before.box[3] - 1
        text += ("\n" if wraps else " " if before else "") + word.text
        before = word
    return text
