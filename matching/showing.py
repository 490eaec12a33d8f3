"""What a person is shown of a record: of a restricted one only that it exists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from matching.both_sides import both_sides
from matching.evidence import Evidence
from matching.households import beware, household
from matching.reasons import against, because, sure_if
from matching.register import Register
from matching.sentences import on_file, sentences
from postroom.matching import Candidate, ChildQuery


def candidate(evidence: Evidence) -> Candidate:
    """The record and what the model says of it."""
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


def with_both_sides(
    shown: Candidate,
    evidence: Evidence,
    found: Sequence[Evidence],
    query: ChildQuery,
    register: Register,
    would_select: Callable[[Evidence], bool],
) -> Candidate:
    """The same candidate with all that the page puts side by side. A restricted record, merged or not, stays bare."""
    record, survivor = evidence.record, evidence.survivor
    if shown.restricted or record.restricted:
        return shown
    return replace(
        shown,
        merged_from=record.case_id if record.case_id != survivor.case_id else "",
        both_sides=both_sides(query, evidence),
        household=household(register, query, survivor),
        because=because(evidence),
        against=against(evidence),
        sure_if=sure_if(evidence, would_select),
        beware=beware(register, evidence, found),
    )
