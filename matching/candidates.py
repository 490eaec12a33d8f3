"""Finds the records that may be a child's, and weighs the evidence on each."""

from __future__ import annotations

from dataclasses import replace
from heapq import nlargest
from math import log2

from matching.columns import columns
from matching.dates import DateFit
from matching.evidence import Evidence, Fit, Said, Scale, weigh_up
from matching.keys import name_pairs, number_keys, query_keys, shared_mother_keys, shared_name_keys, whole_name
from matching.likeness import Likeness
from matching.model import Model, Scored
from matching.register import Register
from matching.rules import rule_for
from matching.standard import Standard
from postroom.matching import Thresholds

SCORED = 32  # records that are scored; those that share the rarest keys
LOOKED_AT = 14  # records whose evidence is read; those of highest weight


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
