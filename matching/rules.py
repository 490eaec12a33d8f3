"""When a record may be selected, when it is listed, when it is left out. Policy of domain 4.9, as one list of rules.

A rule needs the child's own evidence; the household only ever confirms. What contradicts (a number, the sex, a full date
of birth) is looked at before any rule.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from matching.dates import DateFit
from matching.evidence import Evidence, Fit
from matching.likeness import Likeness, at_least

NEARLY_SURE = 0.999
MORE_LIKELY_THAN_NOT = 0.5  # to list a namesake with another date of birth who lives elsewhere


class Rule(NamedTuple):
    name: str
    words: str  # why a record is selected, for the person who confirms
    exact: bool
    holds: Callable[[Evidence], bool]


def number_and_date(e: Evidence) -> bool:
    if e.number is not Fit.AGREES or e.date is not DateFit.SAME:
        return False
    return at_least(e.forename, Likeness.NEAR) or e.could_be or not twin_like(e)


def number_and_name(e: Evidence) -> bool:
    return (
        e.number is Fit.AGREES
        and e.date >= DateFit.ESTIMATED
        and at_least(e.forename, Likeness.NEAR)
        and at_least(e.surname, Likeness.NEAR)
    )


def number_and_initial(e: Evidence) -> bool:
    """The record has no date of birth; everything else that is there agrees."""
    return (
        e.number is Fit.AGREES and e.date is DateFit.UNKNOWN and e.at_home
        and at_least(e.forename, Likeness.INITIAL) and at_least(e.surname, Likeness.VARIANT)
    )  # fmt: skip


def name_and_date(e: Evidence) -> bool:
    """Forename, surname and date of birth, and nothing that points to a namesake."""
    if e.date is not DateFit.SAME or e.another_mother or e.moved or e.is_another_branch:
        return False
    if not at_least(e.forename, Likeness.NEAR) or not at_least(e.surname, Likeness.NEAR):
        return False
    return e.at_home or (e.forename is not Likeness.NEAR or e.surname is Likeness.SAME)


def name_and_date_at_home(e: Evidence) -> bool:
    """Forename and date of birth; the surname is another or unknown, the house or the mother is the same.

    Another surname and another house want more: mothers have common names too.
    """
    if e.surname is Likeness.DIFFERENT and e.address is Fit.DIFFERS and e.probability < NEARLY_SURE:
        return False
    if e.is_another_branch:
        return False
    in_the_house = e.address is Fit.AGREES and e.surname is not Likeness.DIFFERENT  # a slip in a lone name
    named = at_least(e.forename, Likeness.NEAR if in_the_house else Likeness.VARIANT)
    return e.date is DateFit.SAME and named and e.at_home and e.mother is not Fit.DIFFERS


def initial_and_date_at_home(e: Evidence) -> bool:
    return (
        e.date is DateFit.SAME
        and e.forename is Likeness.INITIAL
        and at_least(e.surname, Likeness.VARIANT)
        and e.at_home
    )


def name_and_near_date_at_home(e: Evidence) -> bool:
    """A near date wants a household that nothing speaks against: neither another mother nor another house.

    A month or year that is another one altogether is no slip: a namesake of the house, unless mother and house agree.
    A day that is another one altogether wants the house: nobody is born there within the month who bears the name.
    """
    if e.may_be_another_on_form or e.is_another_branch:
        return False
    near = e.date in (DateFit.EXCHANGED, DateFit.SLIP, DateFit.ESTIMATED)
    near = near or (e.date is DateFit.OTHER_DAY and e.address is Fit.AGREES)
    near = near or (e.date is DateFit.ONE_PART and e.mother is Fit.AGREES and e.address is Fit.AGREES)
    full = at_least(e.forename, Likeness.NEAR) and (at_least(e.surname, Likeness.NEAR) or e.one_name_only)
    home = e.at_home and Fit.DIFFERS not in (e.mother, e.address)
    return near and full and home


def name_without_date_at_home(e: Evidence) -> bool:
    """No date to compare: the whole name, the mother and the house must all be the same."""
    full = at_least(e.forename, Likeness.VARIANT) and (at_least(e.surname, Likeness.VARIANT) or e.one_name_only)
    home = e.at_home and Fit.DIFFERS not in (e.mother, e.address)
    return e.date is DateFit.UNKNOWN and full and home and not (e.may_be_another_on_form or e.is_another_branch)


RULES = (
    Rule("number_and_date", "the number and the date of birth are the same", True, number_and_date),
    Rule("number_and_name", "the number and the name are the same, the date of birth fits", True, number_and_name),
    Rule("number_and_initial", "the number, the surname, the initial and the home are the same", True, number_and_initial),
    Rule("name_and_date", "forename, surname and date of birth are the same", False, name_and_date),
    Rule("name_and_date_at_home", "forename and date of birth are the same, and the home or the mother", False, name_and_date_at_home),
    Rule("initial_and_date_at_home", "initial, surname and date of birth are the same, and the home or the mother", False, initial_and_date_at_home),
    Rule("name_and_near_date_at_home", "the name is the same, the date of birth nearly, and the home or the mother", False, name_and_near_date_at_home),
    Rule("name_without_date_at_home", "the name, the home and the mother are the same; there is no date of birth to compare", False, name_without_date_at_home),
)  # fmt: skip


def twin_like(e: Evidence) -> bool:
    """Another forename, or none, and a shared surname: a twin, whatever the number says."""
    return e.forename is None or at_least(e.surname, Likeness.NEAR)


def contradicted(e: Evidence) -> bool:
    """A number, the sex or a full date of birth says otherwise: never selected (domain 4.9)."""
    return e.number is Fit.DIFFERS or e.sex is Fit.DIFFERS or e.date is DateFit.DIFFERENT


def rule_for(e: Evidence) -> Rule | None:
    """The first rule by which the record may be selected."""
    if contradicted(e) or e.unborn:
        return None
    return next((rule for rule in RULES if rule.holds(e)), None)


def is_sibling(e: Evidence) -> bool:
    """Somebody else: another forename, and no number that says otherwise."""
    return e.forename is Likeness.DIFFERENT and not e.could_be and e.number is not Fit.AGREES


def belongs_to_another(e: Evidence) -> bool:
    """The number agrees and hardly anything else: it is a parent's or a sibling's, written in the child's box."""
    return e.number is Fit.AGREES and e.date is DateFit.DIFFERENT and not at_least(e.forename, Likeness.NEAR)


def is_namesake(e: Evidence) -> bool:
    """The name fits and nothing else does: another mother, another home, another date."""
    return e.another_mother and e.date < DateFit.EXCHANGED and e.number is not Fit.AGREES


def is_born_alike(e: Evidence) -> bool:
    """Another forename, and the very date of birth in the same family: a twin, or the child by a name that no list knows.

    Listed only where nobody else fits: to call the child new would make a second record of Funmi, who is Oluwafunmilayo on file.
    """
    if not is_sibling(e) or not e.might_be_called or e.unborn or e.date is not DateFit.SAME or e.born_by_convention:
        return False
    of_the_family = e.mother is Fit.AGREES or (e.address is Fit.AGREES and at_least(e.surname, Likeness.NEAR))
    return of_the_family and not e.named_on_form and Fit.DIFFERS not in (e.sex, e.number, e.mother)


def is_credible(e: Evidence, least: float) -> bool:
    """Whether a person should see the record."""
    if e.unborn:
        same_mother = e.mother in (Fit.AGREES, Fit.PARTLY) or (e.mother is Fit.UNKNOWN and e.address is Fit.AGREES)
        return e.date is DateFit.ESTIMATED and same_mother
    if is_sibling(e) or belongs_to_another(e) or is_namesake(e) or (e.another_mother and e.number is Fit.DIFFERS):
        return False
    if e.date is DateFit.DIFFERENT and not (at_least(e.forename, Likeness.VARIANT) and e.address is Fit.AGREES):
        return e.number is Fit.AGREES and at_least(e.forename, Likeness.NEAR)
    return e.probability >= (MORE_LIKELY_THAN_NOT if e.elsewhere and e.date is not DateFit.SAME else least)
