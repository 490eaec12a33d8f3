"""Who is named in running text: children by how they are introduced, people by how they are related."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from extractors.values.vocabulary import words

TOKEN = re.compile(r"[^\W\d_][\w'’\-]*")
LONGEST_NAME = 5  # words
ADULT = 18  # years
BEHIND_RELATION = re.compile(
    r"(?:['’]s?(?: name)?)?\s*(?:\(|:|,)?\s*(?:is|called|named|are)?\s*(?:(?:his|her|my|their|our|the)\s+(?:\w+\s+)?)?"
    r"(?:(?:mr|mrs|ms|miss|dr)\.?\s+)?(?=[^\W\d_])",
    re.IGNORECASE,
)
BEFORE_RELATION = r"(?:\s*[,(–-]\s*(?:his|her|their|the|my|child['’]s|who is (?:his|her|the|their|my))?|\s+(?:is|was)\s+(?:his|her|their|the|my))\s*$"
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
    named = sorted({*_introduced(text), *_described(text)}, key=lambda one: (one.start, -one.end))
    found = [one for one in named if not _is_place(text, one) and not _is_grown(text, one)]
    people = people_in(text)
    adults = {one.name.casefold() for one in people}
    children: list[Mention] = []
    for one in found:
        overlaps = any(one.start < other.end and other.start < one.end for other in [*children, *people])
        if not overlaps and one.name.casefold() not in adults and not _known(one, children):
            children.append(_in_full(text, one, adults))
    return children


def _in_full(text: str, one: Mention, adults: set[str]) -> Mention:
    """ "Jordan" is Jordan Pinnock, where the text says so anywhere; the Connor of "Connor and Brooke Tandy" is a Tandy too."""
    if " " in one.name:
        return one
    family = _shared_family(text, one, adults)
    if family:
        return replace(one, name=f"{one.name} {family}")
    longer = (name_at(text, match.start()) for match in re.finditer(rf"\b{re.escape(one.name)}\s", text))
    return next((full for full in longer if full and " " in full.name and full.name.casefold() not in adults), one)


def _shared_family(text: str, one: Mention, adults: set[str]) -> str | None:
    for match in re.finditer(
        rf"\b{re.escape(one.name)}\s*(?:,|and|&|,\s*and)\s+(?:[A-Z][\w'’-]+\s*(?:,|and|&)\s+)*", text
    ):
        other = name_at(text, match.end())
        if other and " " in other.name and other.name.casefold() not in adults:
            return other.name.split(" ", 1)[1]
    return None


def people_in(text: str) -> list[Mention]:
    """Names with a relationship beside them: "Mother is N", "N (mother, ...)", "his dad N", "their dad's, N"; parents of a named child."""
    found: list[Mention] = []
    for match in _relation().finditer(text):
        link = BEHIND_RELATION.match(text, match.end())
        after = name_at(text, link.end()) if link else None
        one = after or name_before(text, match.start(), BEFORE_RELATION)
        if one and not _is_place(text, one) and not _overlaps(one, found):
            found.append(Mention(one.name, one.start, one.end, match.group()))
    found += [one for one in _parents(text) if not _overlaps(one, found)]
    return found


def _parents(text: str) -> Iterator[Mention]:
    """ "Sarah Jones and her son", "Amina Ali, who is 24 weeks pregnant": she is not the child. Whether mother or father, "her" or "his" tells."""
    for match in re.finditer(words("prose")["and_her_child"], text):
        one = name_before(text, match.start())
        if one:
            yield Mention(one.name, one.start, one.end, "father" if match["whose"] == "his" else "mother")


def _overlaps(one: Mention, others: Iterable[Mention]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in others)


def _is_place(text: str, one: Mention) -> bool:
    """ "3 Ferry Close", "at Hayes Park": behind a house number, or behind a word of place and ending as places do."""
    before = text[max(0, one.start - 12) : one.start]
    if re.search(r"\d[A-Za-z]?,?\s+$", before) and not re.search(r"\b(?:aged?|is|was)\s+\d+,?\s+$", before):
        return re.search(words("prose")["streets"], one.name, re.IGNORECASE) is not None
    ends_as_place = re.search(words("prose")["places"], one.name, re.IGNORECASE) is not None
    return ends_as_place and re.search(r"\b(?:at|in|from|near|to|of|on|outside)\s+(?:the\s+)?$", before) is not None


def _is_grown(text: str, one: Mention) -> bool:
    """ "Mrs N", or "N, aged 34": never a child."""
    titled = re.search(words("prose")["grown_before"], text[max(0, one.start - 60) : one.start], re.IGNORECASE)
    age = re.match(words("prose")["age_behind"], text[one.end : one.end + 30], re.IGNORECASE)
    return titled is not None or (age is not None and ADULT <= int(age["age"]) < 110)


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
            one = name_before(text, match.start(), r"\s*[,(\-–:]*\s*(?:\b(?:is|who|was|currently|in)\s)*(?:\ba )?$")
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
