"""Decides all children of one form together: one record is taken by one child, and nobody is chosen on shared things."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from heapq import nlargest
from math import log2
from uuid import uuid4

from matching.columns import columns
from matching.dates import DateFit
from matching.evidence import GENERATION, Evidence, Fit, Said, Scale, weigh_up
from matching.keys import name_pairs, number_keys, query_keys, shared_mother_keys, shared_name_keys, whole_name
from matching.likeness import Likeness, at_least
from matching.model import Model, Scored, load_model
from matching.register import Register
from matching.rules import Rule, is_credible, rule_for
from matching.sentences import on_file, sentences, told
from matching.standard import Standard, from_query
from postroom.matching import Candidate, ChildQuery, Decision, Outcome, Thresholds
from postroom.redaction import fault

SCORED = 32  # records that are scored; those that share the rarest keys
LOOKED_AT = 14  # records whose evidence is read; those of highest weight
FOURFOLD = 4  # how much likelier a form names another house when the child is another one than when the child has moved
TENFOLD = 10  # how much more a namesake is in question when only the mother and a near date go with the name
MARGIN = 9.0  # bits of own evidence by which a record must lead a rival
STUMBLED = "Something went wrong with this question. Search the case system. Reference {}."
_model: list[Model] = []
log = logging.getLogger(__name__)


def shipped_model() -> Model:
    """The model in the package, read once a process."""
    if not _model:
        _model.append(load_model())
    return _model[0]


def decide(
    register: Register,
    queries: Sequence[ChildQuery],
    settings: Thresholds | None = None,
    *,
    today: str = "",
    model: Model | None = None,
) -> list[Decision]:
    """One decision for each child of one form, in order. `today` (YYYY-MM-DD) is the day on which stated ages hold."""
    limits = settings or Thresholds()
    day = today or datetime.now(UTC).date().isoformat()
    used = model or shipped_model()
    first = [answered(register, query, day, limits, used) for query in queries]
    return [finish(each, register, used) for each in one_record_one_child(first)]


def answered(register: Register, query: ChildQuery, day: str, limits: Thresholds, model: Model) -> Decision:
    """The decision about one child by itself. A question that this program stumbles over costs no other its answer."""
    try:
        said = read_question(register, query, day)
        decision = settle(query, weighed_records(register, said, limits, model), limits, register.main_source)
    except Exception as error:  # noqa: BLE001  # whatever it is, it is told and a person looks
        reference = uuid4().hex[:8]
        log.error("A question could not be decided, reference %s (%s).", reference, fault(error))  # noqa: TRY400
        return Decision(query.query_id, Outcome.POSSIBLE, rule="stumbled", sentences=(STUMBLED.format(reference),))
    stale = "register_too_old" if register.age_hours() > limits.stale_hours else ""
    doubt = stale or ("too_little" if said.child.is_hardly_said else "")
    return (
        replace(decision, outcome=Outcome.POSSIBLE, rule=doubt)
        if doubt and decision.outcome is Outcome.NONE
        else decision
    )


def read_question(register: Register, query: ChildQuery, day: str) -> Said:
    """The question made comparable. A number that the register knows for a parent's is left out (reality 47)."""
    child = from_query(query, day)
    if is_a_parents(register, child, "nhs_number"):
        child = child._replace(nhs_number="")
    if is_a_parents(register, child, "upn"):
        child = child._replace(upn="")
    return Said(query, child, day)


def is_a_parents(register: Register, child: Standard, number: str) -> bool:
    """Whether all who bear the number were born long before the child."""
    value: str = getattr(child, number)
    born = [holder.birth_year for holder in register.bearers(number, value) if holder.birth_year] if value else []
    return bool(born and child.birth_year) and max(born) + GENERATION <= child.birth_year


def weighed_records(register: Register, said: Said, limits: Thresholds, model: Model) -> list[Evidence]:
    """The likeliest records, one for each that survives: scored all, then looked at closely."""
    best: dict[str, Evidence] = {}
    for record, scored in likeliest(register, said, model):
        evidence = looked_at(register, said, record, scored, limits)
        known = best.get(record.stands_for)
        if known is None or rank(evidence) > rank(known):
            best[record.stands_for] = evidence
    return sorted(best.values(), key=rank, reverse=True)


def likeliest(register: Register, said: Said, model: Model) -> list[tuple[Standard, tuple[Scored, ...]]]:
    """The records of highest weight among those that share a key. One that leads to no usable record is left out.

    Whoever bears the number is among them: three names that thousands share make many keys, which together would outweigh it.
    """
    left = columns(said.child)
    named, numbered = (
        register.index.candidates(list(keys), register.children, SCORED)
        for keys in (query_keys(said.child), number_keys(said.child))
    )
    records = [record for record in map(register.record, dict.fromkeys(numbered + named)) if record.stands_for]
    found = [(record, tuple(model.score(left, columns(record), register.frequencies))) for record in records]
    unborn = [each for each in found if each[0].unborn]
    born = [each for each in found if not each[0].unborn]
    return unborn + nlargest(LOOKED_AT, born, key=lambda each: sum(scored.bits for scored in each[1]))


def looked_at(
    register: Register, said: Said, record: Standard, scored: tuple[Scored, ...], limits: Thresholds
) -> Evidence:
    """The evidence on one record; how many namesakes there are is counted where only the name and the date speak."""
    scale = Scale(-log2(max(register.children, 2)), limits.household_bits, register.words)
    evidence = weigh_up(said, record, register.survivor(record), scored, scale)
    if is_vouched_for(evidence, said.child) or rule_for(evidence) is None:
        return evidence
    mothers = shared_mother_keys(said.child, record) if evidence.mother is Fit.AGREES else []
    return replace(evidence, namesakes=namesakes(register, said.child, record, mothers))


def is_vouched_for(evidence: Evidence, said: Standard) -> bool:
    """Whether the household speaks for the record, so that no namesake can be meant."""
    if evidence.date not in (DateFit.SAME, DateFit.EXCHANGED):
        return evidence.address is Fit.AGREES
    if evidence.surname is Likeness.DIFFERENT:
        return evidence.address is Fit.AGREES
    in_the_postcode = evidence.address is Fit.PARTLY and evidence.mother is not Fit.DIFFERS
    return evidence.at_home or (in_the_postcode and said.surname == evidence.record.surname)


def namesakes(register: Register, said: Standard, held: Standard, mothers: list[str]) -> int:
    """How many children bear the names that agree: one in some 6,500 of them has any given date of birth.

    Names go together by tradition, so the product of their frequencies would make a namesake look rarer than it is.
    A name that is under no key, an initial, cannot be counted: then any child may bear it.
    A mother's forename that agrees is one of the names. Where forename or surname sound otherwise, those count who bear the two as they are said, or as they are held.
    """
    shared = shared_name_keys(said, held)
    if shared and set(whole_name(said)) & set(name_pairs(held)):
        counted = register.index.under_all(shared + mothers)
    else:
        counted = max(register.index.under_any([f"p {pair}" for pair in whole_name(each)]) for each in (said, held))
    return counted or register.children


def rank(evidence: Evidence) -> tuple[bool, float]:
    expected = evidence.unborn and evidence.date is DateFit.ESTIMATED and evidence.at_home
    return expected or rule_for(evidence) is not None, evidence.own + evidence.household


def settle(query: ChildQuery, found: list[Evidence], limits: Thresholds, source: str) -> Decision:
    """The decision about one child by itself. Only records of `source`, the case system, may be selected."""
    credible = [each for each in found if is_credible(each, limits.list_)]
    if not credible:
        return Decision(query.query_id, Outcome.NONE, rule="nobody_fits")
    own = [each for each in credible if each.survivor.source == source]
    shown = tuple(candidate(each) for each in (own + [each for each in credible if each not in own])[: limits.shown])
    if not own:
        return Decision(query.query_id, Outcome.POSSIBLE, None, shown, "known_elsewhere")
    top = next((each for each in own if is_the_other_twin(each, own[0])), own[0])
    if any(is_rival(top, each) for each in own if each is not top):
        return Decision(query.query_id, Outcome.AMBIGUOUS, None, shown, "rivals")
    if top.survivor.restricted:
        return Decision(query.query_id, Outcome.AMBIGUOUS, None, shown, "restricted")
    rule = rule_for(top)
    if rule is None or not is_enough(top, rule, found, limits):
        return Decision(query.query_id, Outcome.POSSIBLE, None, shown, "not_enough")
    return selected(query, top, rule, shown)


def is_enough(top: Evidence, rule: Rule, found: list[Evidence], limits: Thresholds) -> bool:
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


def selected(query: ChildQuery, top: Evidence, rule: Rule, shown: tuple[Candidate, ...]) -> Decision:
    outcome = Outcome.EXACT if rule.exact else Outcome.PROBABLE
    return Decision(
        query.query_id, outcome, top.survivor.case_id, shown, rule.name, (f"Selected because {rule.words}.",)
    )


def number_is_a_siblings(top: Evidence, found: list[Evidence]) -> bool:
    """The report's number stands in another child's record, and the top one's name does not make up for it."""
    if top.number is Fit.AGREES and at_least(top.forename, Likeness.NEAR) and top.date is DateFit.SAME:
        return False
    return any(each.number is Fit.AGREES and each is not top for each in found)


def is_rival(top: Evidence, other: Evidence) -> bool:
    """Whether the other record could be the child just as well."""
    if is_the_other_twin(top, other):
        return False
    if top.number is not Fit.AGREES and speaks_up(top, other):
        return True
    return not is_out_of_question(top, other) and other.own > top.own - MARGIN


def is_the_other_twin(top: Evidence, other: Evidence) -> bool:
    """Of two records of one household with one date, the one that bears the very forename: whatever else is written in the other."""
    return (
        top.date is other.date
        and is_of_one_family(top, other)
        and top.forename is Likeness.SAME
        and other.forename is not Likeness.SAME
        and other.number is not Fit.AGREES
    )


def is_of_one_family(one: Evidence, other: Evidence) -> bool:
    """In the register's own words; where it says nothing of one, by the mother whom the form names."""
    families = one.record.household, other.record.household
    return families[0] == families[1] if all(families) else one.mother is other.mother is Fit.AGREES


def speaks_up(top: Evidence, other: Evidence) -> bool:
    """The other record has the number, or may be a twin's, or the name in the very house, or a household that fits better."""
    if other.number is Fit.AGREES or is_twin_alike(top, other):
        return True
    named_and_born = top.date is DateFit.SAME and at_least(top.surname, Likeness.NEAR)
    born_to_her = named_and_born and top.mother is Fit.AGREES and other.date is DateFit.DIFFERENT
    if is_namesake_at_home(other) and top.address is not Fit.AGREES and not born_to_her:
        return True
    fits = other.date is not DateFit.DIFFERENT and (other.forename is not Likeness.DIFFERENT or other.could_be)
    return fits and lives_there(other) > lives_there(top)


def is_twin_alike(top: Evidence, other: Evidence) -> bool:
    """The same surname, no other date, and a forename that may be meant too, while the top one's is not the one said.

    Wherever the records say that they live: one twin's address may be older than the other's. Twins bear two forenames.
    """
    if other.date is DateFit.DIFFERENT or not at_least(other.surname, Likeness.NEAR) or is_stranger(top, other):
        return False
    if other.record.forename == top.record.forename:
        return False
    near = at_least(other.forename, Likeness.NEAR)
    if other.date is not DateFit.SAME and not (near and other.at_home):
        return False
    meant_too = near or other.forename is None or (other.could_be and top.forename is Likeness.NEAR)
    return top.forename is not Likeness.SAME and meant_too


def is_stranger(top: Evidence, other: Evidence) -> bool:
    """Another sex than the report's, or of another family in the register's own words."""
    families = top.record.household, other.record.household
    return other.sex is Fit.DIFFERS or (all(families) and families[0] != families[1])


def is_out_of_question(top: Evidence, other: Evidence) -> bool:
    """Another date, another forename, or a household that speaks for the one and against the other."""
    if top.date is DateFit.SAME and top.address is Fit.AGREES and other.address is Fit.DIFFERS:
        return other.date is not DateFit.SAME or other.elsewhere
    worse_date = top.date is DateFit.SAME and other.date in (DateFit.ESTIMATED, DateFit.ONE_PART, DateFit.OTHER_DAY)
    named = top.forename is Likeness.SAME and top.date >= other.date
    other_name = other.forename is Likeness.DIFFERENT and (not other.could_be or named)
    no_number = top.number is Fit.AGREES and other.number is not Fit.AGREES and other.date is not DateFit.SAME
    return other.date is DateFit.DIFFERENT or worse_date or other_name or no_number or (top.at_home and other.elsewhere)


def is_namesake_at_home(evidence: Evidence) -> bool:
    """The name in the very house, whatever the date: a date is written wrong more often than a namesake lives there."""
    named = at_least(evidence.forename, Likeness.VARIANT) and at_least(evidence.surname, Likeness.VARIANT)
    return named and evidence.address is Fit.AGREES


def lives_there(evidence: Evidence) -> int:
    """How far the household speaks for a record: the house, else the mother alone, else nothing."""
    if evidence.address is Fit.AGREES:
        return 2
    return int(evidence.at_home and evidence.address is not Fit.DIFFERS)


def one_record_one_child(decisions: list[Decision]) -> list[Decision]:
    """Two children of one form never get the same record: both are left to a person."""
    taken = [decision.selected for decision in decisions if decision.selected]
    return [
        Decision(each.query_id, Outcome.AMBIGUOUS, None, each.candidates, "taken_twice")
        if each.selected and taken.count(each.selected) > 1
        else each
        for each in decisions
    ]


def candidate(evidence: Evidence) -> Candidate:
    """What may be shown of a record: of a restricted one only that it exists."""
    survivor = evidence.survivor
    if survivor.restricted:
        return Candidate(survivor.case_id, evidence.probability, restricted=True)
    return Candidate(
        case_id=survivor.case_id,
        probability=evidence.probability,
        agrees=tuple(each.comparison.name for each in evidence.scored if each.agrees),
        differs=tuple(each.comparison.name for each in evidence.scored if each.agrees is False),
        status=survivor.status,
        allocated_team=survivor.team,
        on_file=on_file(survivor),
        sentences=sentences(evidence),
        weights=tuple(each.as_weight() for each in evidence.scored),
    )


def finish(decision: Decision, register: Register, model: Model) -> Decision:
    """What decided is kept with the decision."""
    return replace(
        decision,
        sentences=decision.sentences or told(decision.rule),
        register_built_at=register.exported_at,
        model_version=model.version,
    )
