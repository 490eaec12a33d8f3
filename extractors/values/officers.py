"""Who wrote: names with or without a rank, a shoulder number and a unit ("PC 221XH D TREWIN (Response Team B, WA)")."""

from __future__ import annotations

import re
from functools import cache

from extractors.values.addresses import refers_to
from extractors.values.display_case import display_name
from extractors.values.found import Found, ValueContext
from extractors.values.names import UNUSUAL
from extractors.values.numbers import EMAIL, SHOULDER, WARRANT
from extractors.values.outcome import Outcome, Outcomes, unreadable
from extractors.values.texts import short_text
from extractors.values.vocabulary import either, words
from postroom import doubts

BRACKETS = re.compile(r"\((?P<inside>[^()]*)\)?")
DATE_AFTER = re.compile(
    r"\s(?:(?:on|at|dated) )?\d{1,2}(?:[/.\-]\d{1,2}[/.\-]|\s?-?[A-Za-z]{3}-?\s?)\d{2,4}\b.*$",
    re.DOTALL | re.IGNORECASE,
)
NAME_THEN_ROLE = re.compile(r"(?P<name>[^,()]+?)(?:, | \()(?P<role>[^,()]+)\)?")
COLLAR = re.compile(r"\s*\d{2,6}\b")  # straight behind the rank: "PS 4120 Laurence Makepeace"
LONGEST_NAME = 4  # words
NAME = re.compile(r"[^\W\d_][^\W\d_'’.\-]*(?:[ '’.\-]+[^\W\d_]+)*\.?")


def officer(text: str, found: Found, context: ValueContext) -> Outcomes:
    """Rank, shoulder number and name in one box, in any order of the first two."""
    line = " ".join(BRACKETS.sub(" ", text.replace("\n", " ")).split())
    line = DATE_AFTER.sub("", line)
    rank = _rank().match(line)
    two = None if rank else _with_role(text)
    if two:
        return two
    outcomes: Outcomes = {}
    if rank:
        outcomes["role_title"] = Outcome(rank["rank"].upper() if len(rank["rank"]) < 6 else rank["rank"].title())
        line = line[rank.end() :]
    number = SHOULDER.search(line) or ((WARRANT.search(line) or COLLAR.match(line)) if rank else None)
    if number:
        outcomes["shoulder_number"] = Outcome(number.group().replace(" ", "").upper())
        line = line[: number.start()] + " " + line[number.end() :]
    return outcomes | {"name": _name(line)}


def referrer_name(text: str, found: Found, context: ValueContext) -> Outcomes:
    """The box for the name of whoever refers. A rank or number in it is taken out, a mail address ignored."""
    line = EMAIL.sub(" ", text)
    if _rank().match(" ".join(line.split())):
        return officer(line, found, context)
    return _with_role(line) or {"name": _name(" ".join(BRACKETS.sub(" ", line).split()))}


def _with_role(text: str) -> Outcomes | None:
    """ "Mr Alun Prosser, Class Teacher", "Georgina Heald (Class Teacher)": who it is and as what, in one box."""
    both = NAME_THEN_ROLE.fullmatch(" ".join(text.split()))
    if both is None or not _role().search(both["role"]) or _role().search(both["name"]):
        return None
    return {"name": _name(both["name"]), "role_title": Outcome(both["role"], doubts.NAME_AND_ROLE)}


def role_title(text: str, found: Found, context: ValueContext) -> Outcomes:
    """A job title as written."""
    return short_text("role_title", text, 80)


def _name(line: str) -> Outcome:
    whole = line.strip(" ,;:.-/")
    titles = rf"^(?:(?:{either('names', 'titles')})\b\.?\s+)+"
    bare = re.sub(titles, "", whole, flags=re.IGNORECASE).strip(" ,;:-/")
    if not re.search(r"[^\W\d_]{2}", bare) or refers_to(bare):
        return unreadable("no name can be read here")
    if bare.count(",") == 1:
        family, given = (part.strip() for part in bare.split(","))
        return Outcome(display_name(f"{given} {family}"), doubts.TURNED_AT_COMMA)
    fits = NAME.fullmatch(bare) and len(bare.split()) <= LONGEST_NAME
    fits = fits and not UNUSUAL.search(bare)
    title = doubts.TITLE_LEFT_OUT if bare != whole else None
    return Outcome(display_name(bare), title if fits else doubts.MORE_THAN_A_NAME)


@cache
def _role() -> re.Pattern[str]:
    return re.compile(words("prose")["role_words"], re.IGNORECASE)


@cache
def _rank() -> re.Pattern[str]:
    ranks = "|".join(re.escape(rank) for rank in sorted(words("officers")["ranks"], key=len, reverse=True))
    return re.compile(rf"\s*(?P<rank>{ranks})\b\.?\s*", re.IGNORECASE)
