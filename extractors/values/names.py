"""Names of children and people: taken apart as written, shown in display case, never corrected.

Where the order of given name and family name is only a habit and not written, the names are proposed and not certain.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from extractors.values.addresses import refers_to
from extractors.values.blanks import says_nothing
from extractors.values.display_case import display_name
from extractors.values.found import Found, ValueContext
from extractors.values.nameparts import (
    BRACKETED,
    LETTERS,
    SEVERAL,
    Parts,
    alias_mark,
    capital_block,
    joining_words,
    name_words,
    take_apart,
    untitled,
    without_aliases,
)
from extractors.values.outcome import Outcome, Outcomes, absent, unreadable
from extractors.values.vocabulary import either
from postroom import doubts
from postroom.contact import Method
from postroom.doubts import Doubt

UNUSUAL = re.compile(
    r"[\d@:;=<>|#%&+!?/\[\]{}]|\s[-–]\s|\b(?:and|or|yes|no|male|female|unknown|both|twins|see|dob|tel|address|postcode|school"
    r"|surname|forename|first name|on|at|by|of|for|from|with|the|grade|band|rank|role|title|job|signed|signature|dated?|number)\b",
    re.IGNORECASE,
)


def surname(text: str, found: Found, context: ValueContext) -> Outcomes:
    """A box for the family name; may also hold "(AKA ...)" or say that the child is unborn."""
    bare, aliases = without_aliases(text)
    lead = _unborn_lead().match(bare)
    outcomes: Outcomes = {"also_known_as": _aliases(aliases)} if aliases else {}
    if lead:
        outcomes["is_unborn"] = Outcome(True, proven=True)
        bare = bare[lead.end() :]
    provisional = doubts.PROVISIONAL_NAME if lead else None
    outcomes["surname"] = _one_name(bare, provisional or _other_half(bare))
    return outcomes


def forenames(text: str, found: Found, context: ValueContext) -> Outcomes:
    """A box for all given names: the first one is the forename, the others are middle names. "Unborn" is not a name."""
    bare, aliases = (text, ()) if says_unborn(text) else without_aliases(text)
    outcomes: Outcomes = {"also_known_as": _aliases(aliases)} if aliases else {}
    if says_unborn(bare):
        return outcomes | {"is_unborn": Outcome(True, proven=True), "forename": absent("the child is unborn")}
    given = name_words(bare.replace(",", " "))
    if not given or refers_to(bare):
        return outcomes | {"forename": unreadable("no name can be read here")}
    doubt = _odd(bare) or _other_half(bare)
    outcomes["forename"] = _one_name(given[0], doubt)
    if len(given) > 1:
        outcomes["middle_names"] = _one_name(" ".join(given[1:]), doubt)
    return outcomes


def forename(text: str, found: Found, context: ValueContext) -> Outcomes:
    """A person's given-name box: people have no middle names in the case system, so what is written stays together."""
    bare, aliases = without_aliases(text)
    outcomes: Outcomes = {"also_known_as": _aliases(aliases)} if aliases else {}
    several = doubts.SEVERAL_GIVEN_NAMES if len(bare.split()) > 1 else None
    return outcomes | {"forename": _one_name(untitled(bare), several)}


def middle_names(text: str, found: Found, context: ValueContext) -> Outcomes:
    """A box for middle names."""
    return {"middle_names": _one_name(text, None)}


def also_known_as(text: str, found: Found, context: ValueContext) -> Outcomes:
    """A box for other names: several, parted by commas, slashes or "or"."""
    bare = alias_mark().sub(" ", BRACKETED.sub(r" \g<inside> ", text)).strip()
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


def _full(text: str, found: Found, *, surname_first: bool) -> Outcomes:
    lead = _unborn_lead().match(text)
    if lead:
        return surname(text, found, ValueContext()) | {"forename": absent("the child is unborn")}
    parts = take_apart(text, surname_first=surname_first)
    if parts is None:
        return {"forename": unreadable("no name can be read here")}
    if parts.given and says_unborn(" ".join(parts.given)):  # "Nowak, Unborn"
        return surname(f"Unborn {parts.family or ''}", found, ValueContext()) | {
            "forename": absent("the child is unborn")
        }
    doubt = _odd(text) or _doubt_of_order(parts, found, surname_first)
    outcomes = {"forename": Outcome(display_name(parts.given[0]), doubt)} if parts.given else {}
    if len(parts.given) > 1:
        outcomes["middle_names"] = Outcome(" ".join(display_name(one) for one in parts.given[1:]), doubt)
    outcomes["surname"] = Outcome(parts.family, doubt) if parts.family else absent("only one name is written")
    if parts.aliases:
        outcomes["also_known_as"] = _aliases(parts.aliases)
    return outcomes


def _doubt_of_order(parts: Parts, found: Found, surname_first: bool) -> Doubt | None:
    if parts.family is None:
        return doubts.ONE_NAME
    written = "," in found.text or any(word.isupper() and len(word) > 1 for word in found.text.split())
    if not parts.sure:
        return doubts.WHICH_IS_FAMILY_NAME
    if not written and not surname_first and found.method is not Method.TEMPLATE:
        return doubts.NAME_ORDER
    return None


def _without_middle(outcomes: Outcomes) -> Outcomes:
    """People have no middle names in the case system: the other given names make the name one to look at."""
    middle = outcomes.pop("middle_names", None)
    if middle is not None and outcomes["forename"].value:
        first = outcomes["forename"]
        together = f"{first.value} {middle.value}"
        outcomes["forename"] = Outcome(together, first.doubt or doubts.SEVERAL_GIVEN_NAMES)
    return outcomes


def _other_half(text: str) -> Doubt | None:
    """Half of a name in the box for the other half: a comma, or one word in capitals among others that are not."""
    if "," in text or capital_block(text.split()):
        return doubts.WHOLE_NAME_IN_BOX
    return None


def _one_name(text: str, doubt: Doubt | None) -> Outcome:
    name = " ".join(text.split()).strip(" ,;:.-") if text.strip() != "." else ""
    if refers_to(name):
        return replace(unreadable("refers to another name"), refers=True)
    if not LETTERS.search(name):
        return absent("no name is stated") if not name else unreadable("no name can be read here")
    return Outcome(display_name(name), doubt or _odd(name))


def _odd(text: str) -> Doubt | None:
    if UNUSUAL.search(text):
        return doubts.ODD_SIGNS
    return doubts.UNUSUALLY_LONG.about(what=" for a name") if len(text) > 60 else None


def _aliases(names: tuple[str, ...]) -> Outcome:
    shown = tuple(display_name(name.strip(" .\"'“”‘’")) for name in names)
    ordinary = any(word[0].islower() for name in names for word in name.split() if word.lower() not in joining_words())
    doubt = doubts.ORDINARY_WORDS if ordinary else None
    return Outcome(shown, next((odd for odd in map(_odd, shown) if odd), doubt))


@cache
def _unborn_lead() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{either('names', 'unborn_leads')})(?!\w)[\s:\-]*", re.IGNORECASE)
