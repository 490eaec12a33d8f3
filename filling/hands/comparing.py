"""Whether what a control holds, or a page shows, is what was wanted: dates as dates, options by their words. Pure."""

from __future__ import annotations

import re

from filling.dates import read_date
from filling.map.values import TICK_WORDS, Wanted
from filling.writing import is_rewritten, read_written

DATES = {"date", "date3"}
TIMES = {"time", "time2"}
SEVERAL = {"multiselect", "ticks", "pair"}
BETWEEN = ("\n", ";", ",")  # how pages part what is chosen from a list with several
AGE_BEHIND = re.compile(
    r"\s*\((aged? )?\d{1,3}( ?(y|yrs?|years?)( old)?)?\)\s*$", re.IGNORECASE
)  # "3 Mar 2016 (10 years)"


def is_same(kind: str, wanted: str, held: str) -> bool:
    """Whether a control holds what was wanted: dates as dates, options by their words, text to the letter.

    What a system writes in capitals throughout, and a number that it puts blanks, brackets or dashes into, is the same.
    """
    if kind in DATES:
        day = read_date(wanted)
        return day is not None and day == read_date(held)
    if kind == "tick":
        return TICK_WORDS.get(wanted) == TICK_WORDS.get(held)
    if kind in SEVERAL:
        return sorted(wanted.split("; ")) == sorted(held.split("; "))
    if kind in {"textarea", "richtext"}:
        return _lines(wanted) == _lines(held)
    if kind in TIMES:
        return wanted[:5] == held[:5] and held[5:] in {"", ":00"}
    return _squashed(wanted) == _squashed(held) or is_rewritten(_squashed(wanted), _squashed(held))


def is_shown(wanted: Wanted, shown: str) -> bool:
    """Whether words on a page that is only read say what was wanted."""
    value = wanted.value or ""
    day = read_date(value)
    if day is not None and day == read_written(AGE_BEHIND.sub("", shown), wanted.field.format):
        return True
    on = TICK_WORDS.get(value.lower())
    if on is not None and on == TICK_WORDS.get(shown.strip().lower()):
        return True
    if wanted.several:
        return any(sorted(wanted.several) == sorted(parts_of(shown, sign)) for sign in BETWEEN)
    return is_same("text", value, shown)


def parts_of(shown: str, sign: str) -> list[str]:
    return [_squashed(one) for one in shown.split(sign) if one.strip()]


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.strip().splitlines() if line.strip()]


def _squashed(text: str) -> str:
    return " ".join(text.split())
