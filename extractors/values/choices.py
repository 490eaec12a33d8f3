"""Closed lists of the contract: sex, yes and no, consent, grades, roles. The words for each are in templates/values/choices.yaml."""

from __future__ import annotations

import re
from functools import cache

from extractors.values.found import Found, ValueContext
from extractors.values.names import says_unborn
from extractors.values.outcome import Outcome, Outcomes, absent, unreadable
from extractors.values.vocabulary import plain, words
from postroom import doubts
from postroom.doubts import Doubt

ROLE_MARK = re.compile(r"\b(?P<mark>viw|vic|sus|wit|inft?|acc)\s?\d*\b", re.IGNORECASE)
NO_LONGER = re.compile(r"\b(?:was|previously|formerly|initially|initial|originally|old|first)\b\W*$", re.IGNORECASE)
LONGEST_REMARK = 40
"""Characters: "Yes - Urdu" is an answer with a remark, a sentence is more than that."""

OF_SOMEBODY = re.compile(r"(?!child|baby|infant|unborn|young person|subject|pupil)[^\W\d_][\w-]*['’]s ")
GUIDANCE = re.compile(
    r"[(\[]?\s*\*?(?:please )?(?:delete|tick|circle|ring|strike (?:out|through)|cross out)\b[^()\[\]]*[)\]]?"
)
"""What a form prints behind the choices: "(delete as appropriate)", "please tick"."""

FROM = re.compile(r"\bfrom\b\W*$", re.IGNORECASE)


def sex(text: str, found: Found, context: ValueContext) -> Outcomes:
    """M, F or U. A box that offers "Unborn" beside them says that, and no sex."""
    if says_unborn(text):
        return {"sex": absent("the child is unborn"), "is_unborn": Outcome(True, proven=True)}
    return {"sex": _choice(text, "sex")}


def yes_no(leaf: str, text: str, found: Found) -> Outcomes:
    """Yes or no. A lone ticked box whose label says neither means yes."""
    if len(found.options) == 1 and found.options[0].ticked and plain(text) not in _meanings("yes_no"):
        return {leaf: Outcome("yes")}
    return {leaf: _choice(text, "yes_no")}


def is_lone_tick(found: Found) -> bool:
    """Whether a ticked box is all that stands there, as in the column "PR" of a table."""
    return len(found.options) == 1 and found.options[0].ticked is True and not found.options[0].text


def interpreter_required(text: str, found: Found, context: ValueContext) -> Outcomes:
    """Whether an interpreter is needed: "Yes - Urdu" is yes."""
    return yes_no("interpreter_required", text, found)


def parental_responsibility(text: str, found: Found, context: ValueContext) -> Outcomes:
    """Whether a person holds parental responsibility (Children Act 1989, s.3)."""
    return yes_no("has_parental_responsibility", text, found)


def parents_aware(text: str, found: Found, context: ValueContext) -> Outcomes:
    """Whether the parents know of the referral."""
    return yes_no("parents_aware", text, found)


def consent_to_share(text: str, found: Found, context: ValueContext) -> Outcomes:
    """Yes, no or not sought; "consent gained" typed into a signature box is yes."""
    return {"consent_to_share": _choice(text, "consent")}


def is_unborn(text: str, found: Found, context: ValueContext) -> Outcomes:
    """A box that says whether the child is unborn."""
    if says_unborn(text):
        return {"is_unborn": Outcome(True, proven=True)}
    return {"is_unborn": _as_bool(yes_no("is_unborn", text, found)["is_unborn"])}


def dob_estimated(text: str, found: Found, context: ValueContext) -> Outcomes:
    """A box to tick where the date of birth is an estimate."""
    if len(found.options) == 1 and found.options[0].ticked:
        return {"dob_estimated": Outcome(True)}
    return {"dob_estimated": _as_bool(_choice(text, "yes_no"))}


ANSWERED_BY_A_TICK = (parental_responsibility, interpreter_required, is_unborn, dob_estimated)


def dash_grade(text: str, found: Found, context: ValueContext) -> Outcomes:
    """The grade as stated; no score is ever computed (DASH 2009)."""
    return {"dash_grade": _latest(text, "dash")}


def police_brag(text: str, found: Found, context: ValueContext) -> Outcomes:
    """The police's own grade (London Continuum of Need); of several the latest one stated."""
    return {"police_brag": _latest(text, "brag")}


def child_role(text: str, found: Found, context: ValueContext) -> Outcomes:
    """What the child was in the incident."""
    return {"role_in_incident": _choice(text, "child_role")}


def adult_role(text: str, found: Found, context: ValueContext) -> Outcomes:
    """What a person was in the incident, in words or as the mark of a narrative (VIW1, SUS1)."""
    marks = {match["mark"].lower() for match in ROLE_MARK.finditer(text)}
    if len(marks) == 1:
        return {"role_in_incident": _choice(marks.pop(), "adult_role")}
    return {"role_in_incident": _choice(text, "adult_role")}


def document_type(text: str, found: Found, context: ValueContext) -> Outcomes:
    """What kind of Merlin a "report type" box names."""
    return {"document_type": _choice(re.sub(r"[()]", " ", text), "document_type")}


def relationship(text: str, found: Found, context: ValueContext) -> Outcomes:
    """How a person is related to the child. A role mark in brackets (VIW1) gives the role too."""
    folded = plain(ROLE_MARK.sub(" ", text)).strip("() ")
    kind = next((kind for kind, pattern in _relationships() if pattern.search(folded)), None)
    outcomes: Outcomes = {}
    if ROLE_MARK.search(text):
        outcomes |= adult_role(text, found, context)
    if kind is None:
        return outcomes | {"relationship": unreadable("not a relationship that is known")}
    return outcomes | {"relationship": Outcome(kind, _doubt_of_relationship(folded, kind), proven=True)}


def _doubt_of_relationship(folded: str, kind: str) -> Doubt | None:
    if folded in words("relationships")["uncertain"]:
        return doubts.RELATED_TO_WHOM.about(words="to whom this person is related is not written")
    if OF_SOMEBODY.match(folded) and kind in ("mother", "father"):
        return doubts.RELATED_TO_WHOM.about(words="whose parent this is must be looked at")
    if re.search(r"\b(of|to)\b", folded) and kind not in ("parents_partner", "guardian", "special_guardian"):
        return doubts.RELATED_TO_WHOM.about(words="the relationship may be to somebody else")
    return (
        doubts.UNSURE_AS_WRITTEN
        if re.search(r"\?|\b(?:possibl[ey]|believed|poss|alleged|putative|not|and|or)\b|/|&", folded)
        else None
    )


def _choice(text: str, group: str) -> Outcome:
    """The one member of a closed list that the text names; doubted where it says more than that."""
    folded = GUIDANCE.sub(" ", plain(text)).strip("()[]/|, ")
    exact = _meanings(group).get(folded)
    if exact is not None:
        return Outcome(exact, proven=True)
    named = {value for value, _ in _named(folded, group)} | _letters(folded, group)
    if len(named) != 1:
        return unreadable("two of the choices are named" if named else "none of the choices that are known")
    lead = re.match(r"(?P<lead>[\w' ]+?)\s*[-–,;:.(]", folded)
    begins = lead is not None and lead["lead"] in _meanings(group)
    plain_remark = (
        begins and len(folded) <= LONGEST_REMARK and group != "consent"
    )  # "yes - mother only" is a person's to judge
    return Outcome(named.pop(), None if plain_remark else doubts.MORE_BESIDE)


def _letters(folded: str, group: str) -> set[str]:
    """What single letters and short words say, where they stand alone: "M / F", "Y - Urdu"."""
    alone = re.split(r"\s*[/,;()|–]\s*|\s-\s|\s+or\s+", folded)
    return {_meanings(group)[part] for part in alone if part in _meanings(group)}


def _latest(text: str, group: str) -> Outcome:
    """Of several grades the last one, unless words say that it is the old one: "RED (was AMBER)"."""
    folded = " ".join(text.lower().split())
    exact = _meanings(group).get(plain(text))
    if exact is not None:
        return Outcome(exact, proven=True)
    named = _named(folded, group)
    now = [value for value, start in named if not NO_LONGER.search(folded[:start]) and not FROM.search(folded[:start])]
    if not now:
        return unreadable("no grade that is known")
    if len({value for value, _ in named}) == 1:
        return Outcome(now[-1])
    revised = re.search(
        r"->|→|–>|=>|\bto\b|\bwas\b|revised|regraded|upgraded|downgraded|changed|now|previously|initial", folded
    )
    return Outcome(now[-1], None if revised else doubts.SEVERAL_GRADES)


def _named(folded: str, group: str) -> list[tuple[str, int]]:
    """(value, offset) of each word of a list in the text; letters alone ("m", "y") do not count inside a sentence."""
    long = sorted((word for word in _meanings(group) if len(word) > 1 and word.isascii()), key=len, reverse=True)
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(re.escape(word) for word in long) + r")(?!\w)")
    return [(_meanings(group)[match.group()], match.start()) for match in pattern.finditer(folded)]


def _as_bool(outcome: Outcome) -> Outcome:
    if outcome.value is None:
        return outcome
    return Outcome(outcome.value == "yes", outcome.doubt, outcome.proven)


@cache
def _meanings(group: str) -> dict[str, str]:
    return {plain(str(word)): str(value) for value, names in words("choices")[group].items() for word in names}


@cache
def _relationships() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern)) for kind, pattern in words("relationships")["patterns"])
