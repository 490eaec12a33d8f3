"""Decides all children of one form together: one record is taken by one child, and nobody is chosen on shared things."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

from matching.candidates import weighed_records
from matching.evidence import GENERATION, Evidence, Said
from matching.households import family_on_file
from matching.model import Model, load_model
from matching.register import Register
from matching.rivals import Rival
from matching.sentences import told
from matching.settling import Verdict, settle
from matching.showing import candidate, with_both_sides
from matching.standard import Standard, from_query
from postroom.matching import Candidate, ChildQuery, Decision, Outcome, Thresholds
from postroom.redaction import fault
from postroom.sides import Reason

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
        found = weighed_records(register, said, limits, model)
        decision = worded(query, settle(found, limits, register.main_source), found, register, limits)
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


def worded(
    query: ChildQuery, verdict: Verdict, found: Sequence[Evidence], register: Register, limits: Thresholds
) -> Decision:
    """The verdict with all that a person is shown of it."""
    return Decision(
        query.query_id,
        verdict.outcome,
        verdict.selected,
        tuple(shown(query, each, found, register, limits) for each in verdict.credible[: limits.shown]),
        verdict.rule,
        (f"Selected because {verdict.because}.",) if verdict.because else (),
        rivals=tuple(rivalry(other, why) for other, why in verdict.rivals),
        known_family=() if verdict.credible else family_on_file(register, query, found),
    )


def shown(
    query: ChildQuery, evidence: Evidence, found: Sequence[Evidence], register: Register, limits: Thresholds
) -> Candidate:
    others = [each for each in found if each is not evidence]

    def would_select(better: Evidence) -> bool:
        return settle([better, *others], limits, register.main_source).top is better

    return with_both_sides(candidate(evidence), evidence, found, query, register, would_select)


def rivalry(other: Evidence, why: Rival) -> Reason:
    """Of a restricted record not even why it could be meant: that would say what stands in it."""
    if other.survivor.restricted or other.record.restricted:
        return Reason("restricted", "A restricted record may be this child.", other.survivor.case_id)
    return Reason(why.code, why.words, other.survivor.case_id)


def one_record_one_child(decisions: list[Decision]) -> list[Decision]:
    """Two children of one form never get the same record: both are left to a person."""
    taken = [decision.selected for decision in decisions if decision.selected]
    return [
        Decision(each.query_id, Outcome.AMBIGUOUS, None, each.candidates, "taken_twice")
        if each.selected and taken.count(each.selected) > 1
        else each
        for each in decisions
    ]


def finish(decision: Decision, register: Register, model: Model) -> Decision:
    """What decided is kept with the decision."""
    return replace(
        decision,
        sentences=decision.sentences or told(decision.rule),
        register_built_at=register.exported_at,
        model_version=model.version,
    )
