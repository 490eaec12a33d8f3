"""Does a font's table of letters (ToUnicode) lie? The text layer says what the table says; the page shows the font's own shapes.

Most fonts keep letters and figures in their order. Where nearly all of a table follows that order and some do not, or where two
shapes are both said to be one figure, the table was broken or forged, and only the picture of the page tells.
"""

from __future__ import annotations

import itertools
import string
from collections import Counter
from collections.abc import Iterable
from typing import Any

RANGES = (string.digits, string.ascii_uppercase, string.ascii_lowercase)
USUAL_ORDERS = {0, 29}  # the code is the letter's own; or its place in the usual order of a TrueType font
FEWEST = 5  # of one range: fewer show no order
BESIDE = 2  # codes beyond the row's ends
FOLLOWS = 0.6  # share of a range that makes an order


def any_lies(fonts: Iterable[Any]) -> bool:
    """Whether the table of any of pdfminer's fonts contradicts itself."""
    return any(_lies(font) for font in fonts)


def _lies(font: Any) -> bool:
    table = getattr(getattr(font, "unicode_map", None), "cid2unichr", None) or {}
    plain = {code: sign for code, sign in table.items() if isinstance(sign, str) and len(sign) == 1 and _is_plain(sign)}
    figures = Counter(sign for sign in plain.values() if sign.isdigit())
    if any(times > 1 for times in figures.values()):
        return True
    whole = _main_order(plain)
    parts = [plain] if whole in USUAL_ORDERS else [{c: s for c, s in plain.items() if s in one} for one in RANGES]
    return any(_is_broken(part) for part in parts)


def _is_plain(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


def _is_broken(part: dict[int, str]) -> bool:
    """Whether letters stand out of turn where their kind has an order. Some fonts keep a few elsewhere: those have left the row."""
    order = _main_order(part)
    if order is None:
        return False
    row = [code for code, sign in part.items() if ord(sign) - code == order]
    within = sorted(code for code in part if min(row) - BESIDE <= code <= max(row) + BESIDE)
    return any(part[before] >= part[after] for before, after in itertools.pairwise(within))


def _main_order(part: dict[int, str]) -> int | None:
    """How far letters are from their codes, if most of them are equally far."""
    if len(part) < FEWEST:
        return None
    apart, times = Counter(ord(sign) - code for code, sign in part.items()).most_common(1)[0]
    return apart if times >= FOLLOWS * len(part) else None
