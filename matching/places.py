"""Where a child lives, made comparable: the house with its street, the postcode, the district."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from matching.names import fold
from postroom.identifiers import postcode_is_valid

FULL = re.compile(r"\b([A-Za-z]{1,2}\d[A-Za-z\d]?)\s*(\d[A-Za-z]{2})\b")
OUTWARD = re.compile(r"\b([A-Za-z]{1,2}\d[A-Za-z\d]?)\b\s*$")
UNIT = re.compile(
    r"\b(?:flat|room|apartment|apt|unit|ground floor|first floor|top floor|studio|rm|fl)\b\.?\s*(\w+)?", re.IGNORECASE
)
NUMBER = re.compile(r"\b(\d+\s?[a-z]?)\b")
NO_HOME = re.compile(
    "no fixed|nfa|c/o|unknown|not known|address not|refuge|withheld|n/k|same as|homeless"
)  # phrases of an address box that names no home
ROADS = {
    "rd": "road", "st": "street", "ave": "avenue", "av": "avenue", "ln": "lane", "cl": "close", "dr": "drive", "gdns": "gardens", "gdn": "gardens",
    "cres": "crescent", "cresc": "crescent", "ct": "court", "crt": "court", "pl": "place", "sq": "square", "gr": "grove", "grv": "grove",
    "wy": "way", "wk": "walk", "ter": "terrace", "terr": "terrace", "pk": "park", "hse": "house", "bldg": "building",
}  # fmt: skip


class Place(NamedTuple):
    """`house` is unit, number and street ("19 44 lime drive"); `postcode` only when whole, without its blank."""

    house: str = ""
    postcode: str = ""
    district: str = ""


@lru_cache(maxsize=100_000)
def place(address: str, postcode: str) -> Place:
    """Both boxes together; a postcode at the end of the address counts when its own box is empty or unusable."""
    found = FULL.search(postcode) or FULL.search(address)
    whole = (found[1] + found[2]).upper() if found else ""
    if whole.startswith("ZZ99") or not postcode_is_valid(whole):
        whole = ""
    outward = OUTWARD.search(postcode) or OUTWARD.search(address)
    district = whole[:-3] if whole else (outward[1].upper() if outward and any(map(str.isdigit, outward[1])) else "")
    return Place(house_of(address), whole, "" if district.startswith("ZZ") else district)


def house_of(address: str) -> str:
    """Unit, number and street of an address on one line; empty when it names no house."""
    lower = address.lower()
    if NO_HOME.search(lower):
        return ""
    parts = [part.strip() for part in FULL.sub("", lower).split(",") if part.strip()]
    for place_in_list, part in enumerate(parts):
        without_unit = UNIT.sub("", part)
        number = NUMBER.search(without_unit)
        if number:
            unit = " ".join(unit_of(each) for each in parts[: place_in_list + 1])
            return " ".join(f"{unit} {number[1].replace(' ', '')} {street(without_unit[number.end() :])}".split())
    unit = " ".join(unit_of(each) for each in parts)
    return f"{unit.strip()} {street(parts[1])}" if unit.strip() and len(parts) > 1 else ""


def unit_of(part: str) -> str:
    found = UNIT.search(part)
    return (found[1] or "") if found else ""


def street(part: str) -> str:
    """The street's words, abbreviations written out, without the number."""
    spelt = [ROADS.get(word, word) for word in fold(part).split()]
    return " ".join(word for word in spelt if not word[0].isdigit())
