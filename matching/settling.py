"""Settles one child by itself: the record that the rules select, or why none is selected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from matching.dates import DateFit
from matching.evidence import Evidence, Fit
from matching.likeness import Likeness, at_least
from matching.rivals import Rival, is_the_other_twin, rival
from matching.rules import Rule, is_born_alike, is_credible, rule_for
from postroom.matching import Outcome, Thresholds

FOURFOLD = 4  # how much likelier a form names another house when the child is another one than when the child has moved
TENFOLD = 10  # how much more a namesake is in question when only the mother and a near date go with the name


class Verdict(NamedTuple):
    """`rule` is the one that selected `top`, or the name of why nothing is selected. `credible`: what a person should see, best first."""

    outcome: Outcome
    rule: str
    credible: Sequence[Evidence] = ()
    top: Evidence | None = None
    because: str = ""
    rivals: Sequence[tuple[Evidence, Rival]] = ()

    @property
    def selected(self) -> str | None:
        return self.top.survivor.case_id if self.top else None


def settle(found: Sequence[Evidence], limits: Thresholds, source: str) -> Verdict:
    """The verdict on records that are sorted by what speaks for them. Only records of `source`, the case system, may be selected."""
    credible = [each for each in found if is_credible(each, limits.list_)]
    if not credible:
        alike = [each for each in found if is_born_alike(each)]
        return Verdict(Outcome.POSSIBLE, "born_alike", alike) if alike else Verdict(Outcome.NONE, "nobody_fits")
    own = [each for each in credible if each.survivor.source == source]
    shown = own + [each for each in credible if each.survivor.source != source]
    if not own:
        return Verdict(Outcome.POSSIBLE, "known_elsewhere", shown)
    top = next((each for each in own if is_the_other_twin(each, own[0])), own[0])
    rivals = [(each, other) for each in own if each is not top and (other := rival(top, each))]
    if rivals:
        return Verdict(Outcome.AMBIGUOUS, "rivals", shown, rivals=rivals)
    if top.survivor.restricted:
        return Verdict(Outcome.AMBIGUOUS, "restricted", shown)
    rule = rule_for(top)
    if rule is None or not is_enough(top, rule, found, limits):
        return Verdict(Outcome.POSSIBLE, "not_enough", shown)
    return Verdict(Outcome.EXACT if rule.exact else Outcome.PROBABLE, rule.name, shown, top, rule.words)


def is_enough(top: Evidence, rule: Rule, found: Sequence[Evidence], limits: Thresholds) -> bool:
    """Whether a rule's record is likely enough, no common name alone, and its number no sibling's.

    A number with the whole date needs no name: children are adopted and get another one.
    """
    common = not rule.exact and namesakes_in_question(top) > limits.namesakes
    likely = top.probability >= limits.select or (rule.exact and top.date is DateFit.SAME)
    return likely and not common and not number_is_a_siblings(top, found)


def namesakes_in_question(top: Evidence) -> int:
    """Each counts more where the house is another, and where the date is near or not known: more of them would fit."""
    elsewhere = FOURFOLD if top.address is Fit.DIFFERS or top.date is DateFit.UNKNOWN else 1
    return top.namesakes * elsewhere * (1 if top.date is DateFit.SAME else TENFOLD)


def number_is_a_siblings(top: Evidence, found: Sequence[Evidence]) -> bool:
    """The report's number stands in another child's record, and the top one's name does not make up for it."""
    if top.number is Fit.AGREES and at_least(top.forename, Likeness.NEAR) and top.date is DateFit.SAME:
        return False
    return any(each.number is Fit.AGREES and each is not top for each in found)
