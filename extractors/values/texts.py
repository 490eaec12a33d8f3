"""Values that stay words: languages, religions, schools, practices, organisations, the reason."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from extractors.values.addresses import refers_to
from extractors.values.blanks import says_nothing
from extractors.values.found import BLACKED_OUT, Found, ValueContext
from extractors.values.outcome import Outcome, Outcomes, doubted, unreadable
from extractors.values.vocabulary import plain, words
from postroom import doubts

NUMBERS_INSIDE = re.compile(
    r"\d{6,}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{4} ?\d{6}|\d{5} ?\d{5,6}|@|https?:|\b(?:yes|no|male|female)\b",
    re.IGNORECASE,
)
PARTS = re.compile(r"\s*(?:,|/|&|\band\b|\+|;)\s*", re.IGNORECASE)
LEVEL = re.compile(r"\s*[(\-–].*$|\s+(?:only|fluent|spoken|and some english)$", re.IGNORECASE)


def short_text(leaf: str, text: str, longest: int = 120) -> Outcomes:
    """A name of a place or a body as written, on one line."""
    line = " ".join(text.split()).strip(" ,;:")
    if refers_to(line):
        return {leaf: replace(unreadable("refers to another value"), refers=True)}
    if not re.search(r"[^\W\d_]{2}", line):
        return {leaf: unreadable("no words can be read here")}
    doubt = doubts.UNUSUALLY_LONG.about(what="") if len(line) > longest else None
    return {leaf: Outcome(line, doubt or (doubts.OTHER_KIND_INSIDE if NUMBERS_INSIDE.search(line) else None))}


def school(text: str, found: Found, context: ValueContext) -> Outcomes:
    """School, nursery or college as written; which record it is, the case system's own list says."""
    return short_text("school", text)


def gp_practice(text: str, found: Found, context: ValueContext) -> Outcomes:
    """The practice or doctor as written."""
    return short_text("gp_practice", text)


def organisation(text: str, found: Found, context: ValueContext) -> Outcomes:
    """The body that refers, as written."""
    return short_text("organisation", text)


def disability_text(text: str, found: Found, context: ValueContext) -> Outcomes:
    """Disability or need in the writer's words. A bare "Yes" says that there is one and not which."""
    if plain(text) in ("yes", "y"):
        return {"disability_text": Outcome("Yes", doubts.WHICH_DISABILITY)}
    return short_text("disability_text", text, 300)


def first_language(text: str, found: Found, context: ValueContext) -> Outcomes:
    """A language as written; certain only if it is one that is known."""
    outcome = short_text("first_language", text, 60)["first_language"]
    named = [LEVEL.sub("", part).strip() for part in PARTS.split(" ".join(text.split()))]
    known = all(part.casefold() in _known("languages") for part in named if part)
    return {"first_language": outcome if known else doubted(outcome, doubts.NOT_IN_LIST.about(what="language"))}


def religion(text: str, found: Found, context: ValueContext) -> Outcomes:
    """A religion as written; certain only if it is one that is known."""
    outcome = short_text("religion", text, 60)["religion"]
    known = " ".join(text.split()).strip(" .,").casefold() in _known("religions")
    return {"religion": outcome if known else doubted(outcome, doubts.NOT_IN_LIST.about(what="religion"))}


def reason(text: str, found: Found, context: ValueContext) -> Outcomes:
    """The narrative, verbatim, line ends folded to blanks."""
    folded = " ".join(text.split())
    if says_nothing(folded.replace(BLACKED_OUT, "")):
        return {"reason": unreadable("no narrative can be read here")}
    return {"reason": Outcome(folded, doubts.BLACKED_OUT if BLACKED_OUT in folded or found.redacted else None)}


@cache
def _known(name: str) -> frozenset[str]:
    return frozenset(str(word).casefold() for word in words(name)["known"])
