"""Why a record is proposed, what speaks against it, and what would make it sure: codes to decide by, sentences to show."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, NamedTuple

from matching.dates import DateFit
from matching.evidence import Evidence, Fit
from matching.likeness import Likeness, at_least
from matching.rules import NEARLY_SURE, rule_for
from postroom.sides import Reason


class Ground(NamedTuple):
    code: str
    words: str
    holds: Callable[[Evidence], bool]


BECAUSE = (
    Ground("number", "The NHS number or UPN is the same.", lambda e: e.number is Fit.AGREES),
    Ground("forename", "The forename is the same.", lambda e: at_least(e.forename, Likeness.VARIANT)),
    Ground("forename_near", "The forename is nearly the same, or could be the same name.", lambda e: is_nearly_named(e)),
    Ground("surname", "The surname is the same, or nearly.", lambda e: at_least(e.surname, Likeness.NEAR)),
    Ground("date_of_birth", "The date of birth is the same.", lambda e: not e.unborn and e.date is DateFit.SAME),
    Ground("date_of_birth_near", "The date of birth is nearly the same.", lambda e: not e.unborn and e.date > DateFit.ESTIMATED and e.date is not DateFit.SAME),
    Ground("age", "The age fits, or one date of birth is an estimate that fits.", lambda e: not e.unborn and e.date is DateFit.ESTIMATED),
    Ground("expected", "The record or the report is of an unborn child, and the dates fit.", lambda e: e.unborn and e.date is DateFit.ESTIMATED),
    Ground("mother", "The mother's name is the same.", lambda e: e.mother is Fit.AGREES),
    Ground("address", "The house is the same.", lambda e: e.address is Fit.AGREES),
    Ground("postcode", "The postcode or the house is the same, not both.", lambda e: e.address is Fit.PARTLY),
)  # fmt: skip

AGAINST = (
    Ground("number", "The NHS number or UPN is another.", lambda e: e.number is Fit.DIFFERS),
    Ground("sex", "The sex is another.", lambda e: e.sex is Fit.DIFFERS),
    Ground("forename", "The forename is another.", lambda e: e.forename is Likeness.DIFFERENT),
    Ground("surname", "The surname is another.", lambda e: e.surname is Likeness.DIFFERENT),
    Ground("middle_names", "The further names are others, as a cousin's are.", lambda e: e.another_middle),
    Ground("date_of_birth", "The date of birth is another.", lambda e: e.date is DateFit.DIFFERENT),
    Ground("mother", "The mother is another.", lambda e: e.mother is Fit.DIFFERS),
    Ground("address", "The address is another.", lambda e: e.address is Fit.DIFFERS),
    Ground("person_on_form", "The report names an adult or a sibling of the same name: the record may be theirs.", lambda e: e.may_be_another_on_form),
)  # fmt: skip


class Wish(NamedTuple):
    """Something that could be found out, and the evidence as it would then be."""

    code: str
    words: str
    better: dict[str, Any]
    bits: float = 0.0  # of own evidence that it would bring, at the least


WISHES = (
    Wish("nhs_number", "The child's NHS number or UPN: it is sure if it is the record's.", {"number": Fit.AGREES}, bits=15.0),
    Wish("date_of_birth", "The child's date of birth: it is sure if it is the record's.", {"date": DateFit.SAME}),
    Wish("forename", "The child's whole forename: it is sure if it is the record's.", {"forename": Likeness.SAME}),
    Wish("surname", "The child's surname, or an earlier one: it is sure if it is the record's.", {"surname": Likeness.SAME}),
    Wish("mother", "The mother's name: it is sure if it is the record's.", {"mother": Fit.AGREES, "namesakes": 0}),
    Wish("address", "An address at which the child lived: it is sure if it is the record's.", {"address": Fit.AGREES, "namesakes": 0}),
)  # fmt: skip


def is_nearly_named(e: Evidence) -> bool:
    return not at_least(e.forename, Likeness.VARIANT) and (at_least(e.forename, Likeness.INITIAL) or e.could_be)


def because(evidence: Evidence) -> tuple[Reason, ...]:
    """The rule by which it may be selected, if any, then all that agrees."""
    rule = rule_for(evidence)
    first = (Reason(rule.name, f"{rule.words[0].upper()}{rule.words[1:]}."),) if rule else ()
    return (*first, *holding(BECAUSE, evidence))


def against(evidence: Evidence) -> tuple[Reason, ...]:
    return holding(AGAINST, evidence)


def holding(grounds: Iterable[Ground], evidence: Evidence) -> tuple[Reason, ...]:
    return tuple(Reason(each.code, each.words) for each in grounds if each.holds(evidence))


def sure_if(evidence: Evidence, would_select: Callable[[Evidence], bool]) -> tuple[Reason, ...]:
    """Each single thing that, found out, would let the record be selected. None of a record that is selected already."""
    if would_select(evidence):
        return ()
    return tuple(
        Reason(each.code, each.words)
        for each in WISHES
        if would_select(with_better(evidence, each)) and adds(evidence, each)
    )


def with_better(evidence: Evidence, wish: Wish) -> Evidence:
    """As the model would put it, too: what is sure is likely."""
    likely = max(evidence.probability, NEARLY_SURE)
    return replace(evidence, **wish.better, own=evidence.own + wish.bits, probability=likely)


def adds(evidence: Evidence, wish: Wish) -> bool:
    return any(getattr(evidence, name) != value for name, value in wish.better.items() if name != "namesakes")
