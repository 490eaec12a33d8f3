"""What a text or choice field of a PDF stores, in the words that it shows for it, and how it writes its dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pdfminer.pdftypes import resolve1

from extractors.sheets.pdfvalues import dictionary, listed, text
from postroom import doubts
from postroom.doubts import Doubt

MARKUP = re.compile(r"<(?:br|/p)\b[^>]*>", re.IGNORECASE), re.compile(r"<[^>]*>")
PATTERN = re.compile(r"[\"']\s*((?:d{1,4}|m{1,4}|y{2,4})(?:[\s/.,\-]+(?:d{1,4}|m{1,4}|y{2,4}))+)", re.IGNORECASE)
NUMBERED = re.compile(r"AFDate_(?:Format|Keystroke)\(\s*(\d+)\s*\)")
MONTH_FIRST_STYLES = {0, 1, 2, 12, 13}  # of Acrobat's own numbered styles
YEAR_FIRST_STYLES = {7}


@dataclass(frozen=True, slots=True)
class DateFormat:
    """How the field writes a date that is typed into it."""

    month_first: bool = False
    doubt: Doubt | None = None


def inherited(data: dict[str, Any], key: str) -> Any:
    """A field may leave its type, value and tooltip to the field above it (PDF 32000-1, 12.7.3.2)."""
    for _ in range(8):
        if key in data:
            return resolve1(data[key])
        data = dictionary(data.get("Parent"))
    return None


def stored_text(data: dict[str, Any]) -> str:
    """The value of a text field; where there is only a formatted one its words."""
    plain = text(inherited(data, "V"))
    return plain if plain.strip() else without_markup(text(inherited(data, "RV")))


def without_markup(formatted: str) -> str:
    """The words of a formatted text, whose format is XHTML (12.7.3.4)."""
    breaks, tags = MARKUP
    return tags.sub("", breaks.sub("\n", formatted))


def shown_choice(data: dict[str, Any]) -> str:
    """The words of what was chosen. What is stored for them is the form maker's own code."""
    value = inherited(data, "V")
    chosen = [text(each) for each in value] if isinstance(value, list) else [text(value)]
    pairs = [_pair(each) for each in listed(inherited(data, "Opt"))]
    places = [resolve1(each) for each in listed(inherited(data, "I"))]
    by_place = [pairs[at][1] for at in places if isinstance(at, int) and 0 <= at < len(pairs)]
    words = [_words(code, pairs, by_place) for code in chosen if code]
    return ", ".join(words)


def _pair(option: Any) -> tuple[str, str]:
    found = resolve1(option)
    if isinstance(found, list) and len(found) >= 2:
        return text(found[0]), text(found[1])
    return text(found), text(found)


def _words(code: str, pairs: list[tuple[str, str]], by_place: list[str]) -> str:
    """What stands for a stored code; the code itself where it is none, as when something was typed instead."""
    named = {shown for stored, shown in pairs if stored == code}
    placed = named & set(by_place)
    return next(iter(placed if len(placed) == 1 else named if len(named) == 1 else {code}))


def format_of(data: dict[str, Any]) -> DateFormat:
    """What the field's own scripts say of its dates."""
    actions = dictionary(inherited(data, "AA"))
    script = " ".join(text(dictionary(actions.get(when)).get("JS")) for when in ("F", "K"))
    order = _order(script)
    if order.startswith("y") and re.match(r"yy(?!y)", order):
        return DateFormat(doubt=doubts.YEAR_OF_TWO_FIRST)
    return DateFormat(month_first=bool(re.match(r"m{1,2}[^m]*d", order)))


def _order(script: str) -> str:
    """The pattern of a date as a script names it: "mm/dd/yyyy"; nothing where it names none."""
    written = PATTERN.search(script)
    if written:
        return written[1].lower()
    numbered = NUMBERED.search(script)
    style = int(numbered[1]) if numbered else -1
    return "mm/dd" if style in MONTH_FIRST_STYLES else "yy-mm-dd" if style in YEAR_FIRST_STYLES else ""
