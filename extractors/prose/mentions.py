"""Who is named in running text: children by how they are introduced, people by how they are related."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors.values.vocabulary import words

TOKEN = re.compile(r"[^\W\d_][\w'’\-]*")
LONGEST_NAME = 5  # words
AND = re.compile(r"\s*(?:,|and|&|,\s*and)\s+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text: offsets, and the relationship word beside it, if any."""

    name: str
    start: int
    end: int
    relation: str | None = None


def children_in(text: str) -> list[Mention]:
    """Names that the text introduces as a child's, in their order, each once."""
    found = sorted({*_introduced(text), *_described(text)}, key=lambda one: (one.start, -one.end))
    people = people_in(text)
    adults = {one.name.casefold() for one in people}
    children: list[Mention] = []
    for one in found:
        overlaps = any(one.start < other.end and other.start < one.end for other in [*children, *people])
        if not overlaps and one.name.casefold() not in adults and not _known(one, children):
            children.append(_in_full(text, one, adults))
    return children


def _in_full(text: str, one: Mention, adults: set[str]) -> Mention:
    """ "Jordan" is Jordan Pinnock, where the text says so anywhere."""
    if " " in one.name:
        return one
    longer = (name_at(text, match.start()) for match in re.finditer(rf"\b{re.escape(one.name)}\s", text))
    return next((full for full in longer if full and " " in full.name and full.name.casefold() not in adults), one)


def people_in(text: str) -> list[Mention]:
    """Names with a relationship beside them: "Mother is N", "N (mother, ...)", "his dad N"."""
    found: list[Mention] = []
    for match in _relation().finditer(text):
        link = re.compile(r"(?:['’]s name)?\s*(?:\(|:|,)?\s*(?:is|called|named|are)?\s*(?=[^\W\d_])").match(
            text, match.end()
        )
        after = name_at(text, link.end()) if link else None
        before = (
            None
            if after
            else name_before(
                text, match.start(), r"\s*[,(–-]\s*(?:his|her|their|the|child['’]s|who is (?:his|her|the))?\s*$"
            )
        )
        one = after or before
        if one and not any(one.start < other.end and other.start < one.end for other in found):
            found.append(Mention(one.name, one.start, one.end, match.group()))
    return found


def name_at(text: str, at: int) -> Mention | None:
    """The name that starts here: words with a capital, particles between them."""
    stop, joining = _stop(), frozenset(words("names")["joining"])
    end, names, pending = at, 0, at
    while names < LONGEST_NAME:
        match = TOKEN.match(text, pending)
        if match is None:
            break
        token = match.group()
        particle = token.lower() in joining and (token[0].islower() or names > 0)
        if not particle and (not token[0].isupper() or token.lower() in stop or len(token) < 2):
            break
        if not (particle and token[0].islower()):
            end, names = match.end(), names + 1
        if text[match.end() : match.end() + 1] != " ":
            break
        pending = match.end() + 1
    return Mention(_bare(text[at:end]), at, end) if names and end > at else None


def name_before(text: str, at: int, between: str = r"[\s,(:–-]*$") -> Mention | None:
    """The name that ends just before this offset, with nothing but `between` after it."""
    window = max(0, at - 80)
    gap = re.search(between, text[window:at])
    if gap is None:
        return None
    end = window + gap.start()
    best: Mention | None = None
    for match in TOKEN.finditer(text, window, end):
        candidate = name_at(text[:end], match.start())
        if candidate and candidate.end == end:
            best = candidate
            break
    return best


def _introduced(text: str) -> Iterator[Mention]:
    """ "a worry about N and M", "re N", "a child called N"."""
    between = re.compile(words("prose")["between"], re.IGNORECASE)
    for pattern in words("prose")["introduces"]:
        for match in re.finditer(pattern, text, re.IGNORECASE):
            skipped = between.match(text, match.end())
            one = name_at(text, skipped.end() if skipped else match.end())
            while one:
                yield one
                more = AND.match(text, one.end)
                one = name_at(text, more.end()) if more else None


def _described(text: str) -> Iterator[Mention]:
    """ "N (DOB ...)", "N, aged 7", "N, yr 4"."""
    prose = words("prose")
    of_relation = rf"['’]s\s+(?:{prose['relation']}|parents?|siblings?|school|teacher|home)\b"
    for pattern in (prose["born"], *prose["ages"], prose["year_group"], of_relation):
        for match in re.finditer(pattern, text, re.IGNORECASE):
            one = name_before(text, match.start(), r"\s*[,(\-–:]*\s*(?:is |who is |was |currently |in )*(?:a )?$")
            if one and not re.search(words("prose")["places"], one.name, re.IGNORECASE):
                yield one


def _known(one: Mention, children: list[Mention]) -> bool:
    """ "Niall" after "Niall Kinsellagh" is the same child."""
    parts = one.name.casefold().split()
    return any(set(parts) <= set(other.name.casefold().split()) for other in children)


def _bare(name: str) -> str:
    return re.sub(r"['’]s$", "", name)


@cache
def _relation() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words('prose')['relation']})\b", re.IGNORECASE)


@cache
def _stop() -> frozenset[str]:
    return frozenset(words("prose")["people_stop"])
