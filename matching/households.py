"""Who belongs to a household, in the report and on file; twins and namesakes to beware of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from matching.both_sides import titled
from matching.dates import days_between
from matching.evidence import PARENTS, Evidence, Fit, best, unweighed
from matching.keys import household_key
from matching.likeness import Likeness, at_least
from matching.names import family_words, given_words
from matching.register import Register
from matching.sentences import on_file
from matching.standard import Standard
from postroom.matching import Adult, ChildQuery
from postroom.sides import Reason, Relative

MOST = 20  # members of one household that are looked at: more is a fault of the export
TWIN_DAYS = 2  # twins are born within a day or two


def siblings_on_file(register: Register, record: Standard) -> list[Standard]:
    """The other children of the record's household, each by the record that survives."""
    rows = register.index.rows_under(household_key(record.household))[:MOST] if record.household else ()
    held = [register.record(int(row)) for row in rows]
    alive = {each.stands_for: register.survivor(each) for each in held if each.stands_for}
    return [
        each for case_id, each in alive.items() if case_id != record.stands_for and each.household == record.household
    ]


def household(register: Register, query: ChildQuery, record: Standard) -> tuple[Relative, ...]:
    """The report's people first, each marked where the record's household has them too; then who is on file only."""
    held = [*mother_on_file(record), *(child_on_file(each, record) for each in siblings_on_file(register, record))]
    said = [relative for relative in map(in_report, query.people) if relative.name]
    both = [joined(each, held) for each in said]
    found = {id(other) for _, other in both if other}
    return tuple([each for each, _ in both] + [each for each in held if id(each) not in found])


def joined(said: Relative, held: Iterable[Relative]) -> tuple[Relative, Relative | None]:
    other = next((each for each in held if is_one(said, each)), None)
    if other is None:
        return said, None
    born = said.date_of_birth or other.date_of_birth
    return (
        Relative(said.name, other.relationship, born, other.case_id, in_report=True, on_file=True),
        other,
    )


def is_one(said: Relative, held: Relative) -> bool:
    """The forename fits, and neither the date of birth nor the generation says otherwise."""
    dates = {said.date_of_birth, held.date_of_birth} - {""}
    same_kind = (said.relationship in PARENTS) is (held.relationship in PARENTS)
    words = given_words(said.name)[:1], given_words(held.name)[:1]
    return same_kind and len(dates) < 2 and at_least(best(*words, {}, unweighed), Likeness.NEAR)


def in_report(person: Adult) -> Relative:
    name = f"{person.forename} {person.surname}".strip()
    return Relative(name, person.relationship, person.date_of_birth, in_report=True)


def mother_on_file(record: Standard) -> Iterator[Relative]:
    if record.mother_given:
        yield Relative(titled(record.mother_given + record.mother_family), "mother", on_file=True)


def child_on_file(child: Standard, record: Standard) -> Relative:
    """A brother or sister on file; of a restricted record only that it is there."""
    if child.restricted:
        return Relative("", "sibling", case_id=child.case_id, on_file=True, restricted=True)
    kind = "twin" if is_twin(child, record) else "sibling"
    name = titled(child.given + child.middle + child.family) or ("Unborn child" if child.unborn else "")
    return Relative(name, kind, child.date_of_birth or child.expected, child.case_id, on_file=True)


def is_twin(one: Standard, other: Standard) -> bool:
    both_known = one.date_of_birth and other.date_of_birth and not (one.estimated or other.estimated)
    return (
        bool(both_known)
        and one.forename != other.forename
        and days_between(one.date_of_birth, other.date_of_birth) <= TWIN_DAYS
    )


def beware(register: Register, evidence: Evidence, found: Iterable[Evidence]) -> tuple[Reason, ...]:
    """Twins in the household and namesakes in others, by name. A restricted one is never named."""
    record = evidence.survivor
    twins = [each for each in siblings_on_file(register, record) if is_twin(each, record)]
    alike = [each.survivor for each in found if is_namesake_of(evidence, each)]
    told = [("twin", "A twin is on file", each) for each in twins]
    told += [kind_of_namesake(record, each) for each in alike if each not in twins]
    return tuple(
        Reason(code, f"{words}: {', '.join(on_file(each))}.", each.case_id)
        for code, words, each in told
        if not each.restricted
    )


def kind_of_namesake(record: Standard, other: Standard) -> tuple[str, str, Standard]:
    """Two of one name in one household, born alike as far as is known, are one child with two records."""
    one_household = record.household and record.household == other.household
    if one_household and len({record.date_of_birth, other.date_of_birth} - {""}) < 2:
        return "second_record", "This child may have a second record", other
    return "namesake", "Another child of this name is on file", other


def is_namesake_of(one: Evidence, other: Evidence) -> bool:
    """Another child: the same forename and surname in another household, or one with another mother."""
    if other.survivor.case_id == one.survivor.case_id:
        return False
    ours, theirs = one.survivor, other.survivor
    named = at_least(best(ours.given[:1], theirs.given[:1], {}, unweighed), Likeness.VARIANT)
    surnamed = at_least(best(ours.family, theirs.family, {}, unweighed), Likeness.VARIANT)
    return named and surnamed


def family_on_file(register: Register, query: ChildQuery, found: Iterable[Evidence]) -> tuple[Relative, ...]:
    """Who of a new child's family is on file: by a record whose mother and home are the report's, or a brother's or sister's name."""
    near = next((each for each in found if is_of_the_family(query, each)), None)
    if near is None:
        return ()
    record = near.survivor
    children = [record, *siblings_on_file(register, record)]
    return (*mother_on_file(record), *(child_on_file(each, record._replace(date_of_birth="")) for each in children))


def is_of_the_family(query: ChildQuery, evidence: Evidence) -> bool:
    """The mother and the home, or the home and a brother or sister whom the report names; never a restricted record's."""
    if evidence.survivor.restricted or evidence.address not in (Fit.AGREES, Fit.PARTLY):
        return False
    if evidence.mother is Fit.AGREES:
        return evidence.address is Fit.AGREES or at_least(evidence.surname, Likeness.NEAR)
    siblings = [each for each in query.people if each.relationship == "sibling"]
    return evidence.mother is Fit.UNKNOWN and any(is_the_record_of(each, evidence.survivor) for each in siblings)


def is_the_record_of(sibling: Adult, record: Standard) -> bool:
    named = best(given_words(sibling.forename)[:1], record.given[:1], {}, unweighed)
    surnamed = best(family_words(sibling.surname), record.family, {}, unweighed)
    born = not sibling.date_of_birth or sibling.date_of_birth == record.date_of_birth
    return at_least(named, Likeness.VARIANT) and (surnamed is None or surnamed >= Likeness.NEAR) and born
