"""Names of children and people: taken apart as written, shown in display case, never corrected.

Where the order of given name and family name is only a habit and not written, the names are proposed and not certain.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractors.values.blanks import says_nothing
from extractors.values.display_case import display_name
from extractors.values.found import Found, ValueContext
from extractors.values.outcome import Outcome, Outcomes, absent, unreadable
from extractors.values.vocabulary import either, words
from postroom.contact import Method

ORDER_NOT_WRITTEN = "the order of given and family name is not written"
LETTERS = re.compile(r"[^\W\d_]")
UNUSUAL = re.compile(
    r"[\d@:;=<>|#%&+!?\[\]{}]|\b(?:dob|tel|address|postcode|school|surname|forename|first name)\b", re.IGNORECASE
)
QUOTED = re.compile(r"(?:^|\s)[\"“'‘](?P<alias>[^\"”'’]{2,40})[\"”'’](?=\s|$)")
BRACKETED = re.compile(r"\((?P<inside>[^()]{1,80})\)")
SEVERAL = re.compile(r"\s*(?:,|;|/|\bor\b|\band\b|\n)\s*")


@dataclass(frozen=True, slots=True)
class Parts:
    """A full name taken apart. `sure`: the order is written (a comma, or the family name in capitals)."""

    given: tuple[str, ...]
    family: str | None
    sure: bool
    aliases: tuple[str, ...] = ()


def surname(text: str, found: Found, context: ValueContext) -> Outcomes:
    """A box for the family name; may also hold "(AKA ...)" or say that the child is unborn."""
    bare, aliases = _without_aliases(text)
    lead = _unborn_lead().match(bare)
    outcomes: Outcomes = {"also_known_as": _aliases(aliases)} if aliases else {}
    if lead:
        outcomes["is_unborn"] = Outcome(True, proven=True)
        bare = bare[lead.end() :]
    outcomes["surname"] = _one_name(bare, "surname is provisional: the child is unborn" if lead else None)
    return outcomes


def forenames(text: str, found: Found, context: ValueContext) -> Outcomes:
    """A box for all given names: the first one is the forename, the others are middle names. "Unborn" is not a name."""
    bare, aliases = _without_aliases(text)
    outcomes: Outcomes = {"also_known_as": _aliases(aliases)} if aliases else {}
    if says_unborn(bare):
        return outcomes | {"is_unborn": Outcome(True, proven=True), "forename": absent("the child is unborn")}
    given = _words(bare.replace(",", " "))
    if not given:
        return outcomes | {"forename": unreadable("no name can be read here")}
    outcomes["forename"] = _one_name(given[0], _odd(bare))
    if len(given) > 1:
        outcomes["middle_names"] = _one_name(" ".join(given[1:]), _odd(bare))
    return outcomes


def forename(text: str, found: Found, context: ValueContext) -> Outcomes:
    """A person's given-name box: people have no middle names in the case system, so what is written stays together."""
    bare, aliases = _without_aliases(text)
    outcomes: Outcomes = {"also_known_as": _aliases(aliases)} if aliases else {}
    several = "more than one given name is written" if len(bare.split()) > 1 else None
    return outcomes | {"forename": _one_name(_untitled(bare), several)}


def middle_names(text: str, found: Found, context: ValueContext) -> Outcomes:
    """A box for middle names."""
    return {"middle_names": _one_name(text, None)}


def also_known_as(text: str, found: Found, context: ValueContext) -> Outcomes:
    """A box for other names: several, parted by commas, slashes or "or"."""
    bare = _alias_mark().sub(" ", BRACKETED.sub(r" \g<inside> ", text)).strip()
    names = [part for part in SEVERAL.split(bare) if part and not says_nothing(part, "nothing")]
    if not names:
        return {"also_known_as": absent("no other name is stated")}
    return {"also_known_as": _aliases(tuple(" ".join(name.split()) for name in names))}


def full_name(text: str, found: Found, context: ValueContext) -> Outcomes:
    """A child's whole name in one box, in any order that the writing itself shows."""
    return _full(text, found, surname_first=False)


def surname_first(text: str, found: Found, context: ValueContext) -> Outcomes:
    """A child's whole name in one box that is known to begin with the family name."""
    return _full(text, found, surname_first=True)


def person_name(text: str, found: Found, context: ValueContext) -> Outcomes:
    """A person's whole name in one box."""
    return _without_middle(_full(text, found, surname_first=False))


def person_surname_first(text: str, found: Found, context: ValueContext) -> Outcomes:
    """A person's whole name in one box that is known to begin with the family name."""
    return _without_middle(_full(text, found, surname_first=True))


def says_unborn(text: str) -> bool:
    """Does a name box say nothing but that the child is not born yet?"""
    return (
        re.fullmatch(
            rf"\W*(?:{either('names', 'unborn')})\W*(?:(?:twin|triplet|baby|child)\W*)?(?:\d\W*)?(?:of \d\W*)?",
            text,
            re.IGNORECASE,
        )
        is not None
    )


def take_apart(text: str, *, surname_first: bool = False) -> Parts | None:
    """A full name in its parts, in display case; None where there is no name in it."""
    bare, aliases = _without_aliases(text)
    bare = _untitled(bare)
    if bare.count(",") == 1 and all(LETTERS.search(half) for half in bare.split(",")):
        family, _, others = bare.partition(",")
        return Parts(tuple(_words(others)), display_name(family.strip()), True, aliases)
    tokens = _words(bare.replace(",", " "))
    if not tokens:
        return None
    capitals = _capital_block(tokens)
    if capitals:
        start, end = capitals
        given = tuple(tokens[:start] + tokens[end:])
        return Parts(given, display_name(" ".join(tokens[start:end])), True, aliases)
    return _by_habit(tokens, surname_first, aliases)


def _by_habit(tokens: list[str], surname_first: bool, aliases: tuple[str, ...]) -> Parts:
    """No comma, no capitals: the last word (with its particles) is the family name, or the first where the box says so."""
    if len(tokens) == 1:
        return Parts((display_name(tokens[0]),), None, False, aliases)
    shown = [display_name(token) for token in tokens]
    if surname_first:
        cut = _particles_from_start(tokens)
        return Parts(tuple(shown[cut:]), display_name(" ".join(tokens[:cut])), len(tokens) == cut + 1, aliases)
    cut = _particles_before_end(tokens)
    doubtful = cut > 1 or tokens[0].lower() in _either_order()
    return Parts(tuple(shown[:cut]), display_name(" ".join(tokens[cut:])), not doubtful, aliases)


def _full(text: str, found: Found, *, surname_first: bool) -> Outcomes:
    lead = _unborn_lead().match(text)
    if lead:
        return surname(text, found, ValueContext()) | {"forename": absent("the child is unborn")}
    parts = take_apart(text, surname_first=surname_first)
    if parts is None:
        return {"forename": unreadable("no name can be read here")}
    doubt = _odd(text) or _doubt_of_order(parts, found, surname_first)
    outcomes = {"forename": Outcome(display_name(parts.given[0]), doubt)} if parts.given else {}
    if len(parts.given) > 1:
        outcomes["middle_names"] = Outcome(" ".join(display_name(one) for one in parts.given[1:]), doubt)
    outcomes["surname"] = Outcome(parts.family, doubt) if parts.family else absent("only one name is written")
    if parts.aliases:
        outcomes["also_known_as"] = _aliases(parts.aliases)
    return outcomes


def _doubt_of_order(parts: Parts, found: Found, surname_first: bool) -> str | None:
    if parts.family is None:
        return "only one name is written"
    written = "," in found.text or any(word.isupper() and len(word) > 1 for word in found.text.split())
    if not parts.sure:
        return "which of these is the family name is not written"
    if not written and not surname_first and found.method is not Method.TEMPLATE:
        return ORDER_NOT_WRITTEN
    return None


def _without_middle(outcomes: Outcomes) -> Outcomes:
    """People have no middle names in the case system: the other given names make the name one to look at."""
    middle = outcomes.pop("middle_names", None)
    if middle is not None and outcomes["forename"].value:
        first = outcomes["forename"]
        together = f"{first.value} {middle.value}"
        outcomes["forename"] = Outcome(together, first.doubt or "more than one given name is written")
    return outcomes


def _one_name(text: str, doubt: str | None) -> Outcome:
    name = " ".join(text.split()).strip(" ,;:.-") if text.strip() != "." else ""
    if not LETTERS.search(name):
        return absent("no name is stated") if not name else unreadable("no name can be read here")
    return Outcome(display_name(name), doubt or _odd(name))


def _odd(text: str) -> str | None:
    if UNUSUAL.search(text):
        return "there are signs in it that names do not have"
    return "unusually long for a name" if len(text) > 60 else None


def _aliases(names: tuple[str, ...]) -> Outcome:
    shown = tuple(display_name(name.strip(" .\"'“”‘’")) for name in names)
    return Outcome(shown, next((odd for odd in map(_odd, shown) if odd), None))


def _without_aliases(text: str) -> tuple[str, tuple[str, ...]]:
    """The name without "(AKA Lil K)", "aka Lil K" and quoted nicknames, and these."""
    aliases: list[str] = []

    def take(match: re.Match[str]) -> str:
        inside = _alias_mark().sub(" ", match["inside"]).strip(" :,")
        if _is_no_alias(inside):
            return " "
        aliases.extend(part for part in SEVERAL.split(inside) if part and not says_nothing(part, "nothing"))
        return " "

    bare = BRACKETED.sub(take, text)
    mark = _alias_mark().search(bare)
    if mark:
        aliases.extend(part for part in SEVERAL.split(bare[mark.end() :].strip(" :,")) if part)
        bare = bare[: mark.start()]
    quoted = QUOTED.search(bare)
    if quoted:
        aliases.append(quoted["alias"])
        bare = bare[: quoted.start()] + " " + bare[quoted.end() :]
    return " ".join(bare.split()), tuple(aliases)


def _is_no_alias(inside: str) -> bool:
    """In brackets behind a name there may also be an age, a date, a relationship or a role."""
    folded = inside.lower()
    return re.search(r"\d", folded) is not None or any(
        re.search(pattern, folded) for _, pattern in words("relationships")["patterns"]
    )


def _words(text: str) -> list[str]:
    return [word for word in text.split() if LETTERS.search(word)]


def _untitled(text: str) -> str:
    return re.sub(rf"^(?:(?:{either('names', 'titles')})\b\.?\s+)+", "", text.strip(), flags=re.IGNORECASE)


def _capital_block(tokens: list[str]) -> tuple[int, int] | None:
    """Where the words in capitals stand, if they stand together at one end and other words are not in capitals."""
    capital = [token.isupper() and len(re.sub(r"\W", "", token)) > 1 for token in tokens]
    if not any(capital) or all(capital):
        return None
    start, end = capital.index(True), len(capital) - capital[::-1].index(True)
    together = all(capital[start:end])
    return (start, end) if together and (start == 0 or end == len(tokens)) else None


def _particles_before_end(tokens: list[str]) -> int:
    """Index at which the family name starts: the last word, and the particles straight before it."""
    cut = len(tokens) - 1
    while cut > 1 and tokens[cut - 1].lower() in _joining():
        cut -= 1
    return cut


def _particles_from_start(tokens: list[str]) -> int:
    """Index after the family name at the start: particles, then one word."""
    cut = 1
    while cut < len(tokens) - 1 and tokens[cut - 1].lower() in _joining():
        cut += 1
    return cut


@cache
def _joining() -> frozenset[str]:
    return frozenset(words("names")["joining"])


@cache
def _either_order() -> frozenset[str]:
    return frozenset(words("names")["either_order"])


@cache
def _alias_mark() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{either('names', 'alias_marks')})(?!\w)\s*:?", re.IGNORECASE)


@cache
def _unborn_lead() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{either('names', 'unborn_leads')})(?!\w)[\s:\-]*", re.IGNORECASE)
