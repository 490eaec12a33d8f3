"""Which other record could be the child just as well. One table: a rival's name, the words for the person who chooses, the test."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from matching.dates import DateFit
from matching.evidence import Evidence, Fit
from matching.likeness import Likeness, at_least

MARGIN = 9.0  # bits of own evidence by which a record must lead a rival
Test = Callable[[Evidence, Evidence], bool]


class Rival(NamedTuple):
    """`beats_number`: it is a rival also of a record that bears the report's number."""

    code: str
    words: str
    holds: Test
    beats_number: bool = False


def bears_the_number(top: Evidence, other: Evidence) -> bool:
    return other.number is Fit.AGREES


def twin_alike(top: Evidence, other: Evidence) -> bool:
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
    meant_too = near or other.forename is None or other.could_be
    return top.forename is not Likeness.SAME and meant_too


def namesake_at_home(top: Evidence, other: Evidence) -> bool:
    """The name in the very house, whatever the date: a date is written wrong more often than a namesake lives there."""
    named = at_least(other.forename, Likeness.VARIANT) and at_least(other.surname, Likeness.VARIANT)
    named_and_born = top.date is DateFit.SAME and at_least(top.surname, Likeness.NEAR)
    born_to_her = named_and_born and top.mother is Fit.AGREES and other.date is DateFit.DIFFERENT
    return named and other.address is Fit.AGREES and top.address is not Fit.AGREES and not born_to_her


def better_household(top: Evidence, other: Evidence) -> bool:
    fits = other.date is not DateFit.DIFFERENT and (other.forename is not Likeness.DIFFERENT or other.could_be)
    return fits and lives_there(other) > lives_there(top)


def as_likely(top: Evidence, other: Evidence) -> bool:
    in_question = not any(reason(top, other) for reason in OUT_OF_QUESTION)
    return in_question and other.own > top.own - MARGIN


RIVALS = (
    Rival("number", "It bears the number that the report gives.", bears_the_number),
    Rival("twin", "It may be a twin's: the surname and the date of birth fit, and the forename could be meant.", twin_alike),
    Rival("namesake_at_home", "It has the same name in the very house that the report gives.", namesake_at_home),
    Rival("household", "The report's house or mother fits it better.", better_household),
    Rival("as_likely", "Its name and date of birth fit just as well.", as_likely, beats_number=True),
)  # fmt: skip


def rival(top: Evidence, other: Evidence) -> Rival | None:
    """Why the other record could be the child just as well; None where it could not."""
    if is_the_other_twin(top, other):
        return None
    numbered = top.number is Fit.AGREES
    return next((each for each in RIVALS if (each.beats_number or not numbered) and each.holds(top, other)), None)


def speaks_for_the_house_alone(top: Evidence, other: Evidence) -> bool:
    """Where date and house are the top one's, only the very date, and nothing against its own home, keeps the other in question."""
    return is_at_its_house(top, other) and (other.date is not DateFit.SAME or other.elsewhere)


def another_date(top: Evidence, other: Evidence) -> bool:
    worse = other.date in (DateFit.ESTIMATED, DateFit.ONE_PART, DateFit.OTHER_DAY)
    return other.date is DateFit.DIFFERENT or (top.date is DateFit.SAME and worse)


def another_name(top: Evidence, other: Evidence) -> bool:
    named = top.forename is Likeness.SAME and top.date >= other.date
    return other.forename is Likeness.DIFFERENT and (not other.could_be or named)


def no_number(top: Evidence, other: Evidence) -> bool:
    return top.number is Fit.AGREES and other.number is not Fit.AGREES and other.date is not DateFit.SAME


def another_home(top: Evidence, other: Evidence) -> bool:
    return top.at_home and other.elsewhere


def unless_at_its_house(test: Test) -> Test:
    """The house decides where it speaks for the one and against the other: then nothing else is asked."""
    return lambda top, other: not is_at_its_house(top, other) and test(top, other)


OUT_OF_QUESTION: tuple[Test, ...] = (
    speaks_for_the_house_alone,
    *map(unless_at_its_house, (another_date, another_name, no_number, another_home)),
)


def is_at_its_house(top: Evidence, other: Evidence) -> bool:
    return top.date is DateFit.SAME and top.address is Fit.AGREES and other.address is Fit.DIFFERS


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


def is_stranger(top: Evidence, other: Evidence) -> bool:
    """Another sex than the report's, or of another family in the register's own words."""
    families = top.record.household, other.record.household
    return other.sex is Fit.DIFFERS or (all(families) and families[0] != families[1])


def lives_there(evidence: Evidence) -> int:
    """How far the household speaks for a record: the house, else the mother alone, else nothing."""
    if evidence.address is Fit.AGREES:
        return 2
    return int(evidence.at_home and evidence.address is not Fit.DIFFERS)
