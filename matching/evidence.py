"""What speaks for and against one record being the child's, read apart: the child's own evidence and the household's.

The model's weights rank and give the probability. What is in here is what the rules of the decision look at: siblings
and twins share a house, a mother, a surname and often a date, and must never be chosen on what they share.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import OSA

from matching.dates import DateFit, birth_fits, date_fit, expectations_fit
from matching.likeness import Likeness, at_least, could_be, likeness, weighed
from matching.model import Scored
from matching.names import family_words, given_words
from matching.standard import Standard
from matching.words import words
from postroom.matching import Adult, ChildQuery

Counts = Mapping[str, int]
Weighed = Callable[[str, str, Counts], Likeness]
GENERATION = 12  # years between a child and a parent, at the least
PARENTS = frozenset({"mother", "father"})
MISREAD = str.maketrans("OISB", "0158")  # letters of a postcode that are read as digits


class Fit(StrEnum):
    """Of a number, a sex, a mother or an address."""

    AGREES = "agrees"
    PARTLY = "partly"  # the postcode but not the house; one of the mother's names
    UNKNOWN = "unknown"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Said:
    """A question, once read: the query, its standard form, and the day on which it is asked."""

    query: ChildQuery
    child: Standard
    today: str


@dataclass(frozen=True, slots=True)
class Scale:
    """What evidence is held against. `prior` in bits: how unlikely a record is the child's before anything is compared."""

    prior: float
    household_bits: float  # most that address and mother together may add
    words: Counts  # how many children bear a word in their names


@dataclass(frozen=True, slots=True)
class Evidence:
    """One record against one question. `own` and `household` are bits of the model."""

    record: Standard
    survivor: Standard
    scored: tuple[Scored, ...]
    own: float
    household: float
    probability: float
    forename: Likeness | None  # None: one side has none
    could_be: bool  # any name of the one could be a name of the other, with mistakes
    unborn: bool  # one side speaks of a child who is not born yet
    surname: Likeness | None
    date: DateFit
    number: Fit
    sex: Fit
    mother: Fit
    address: Fit
    namesake_on_form: bool = False  # the form names an adult or a sibling like the child: the record may be that one's
    might_be_called: bool = False  # the one forename is in the other, or begins with the same letter
    named_on_form: bool = False  # the form names a brother or sister by the record's name: it is theirs
    another_middle: bool = False  # both have further names, and none in common
    one_name_only: bool = False  # the child bears one name, here and there the same: it is the whole name
    # children of the register who bear the names that agree, by sound; only counted where it decides
    namesakes: int = 0

    @property
    def at_home(self) -> bool:
        """The household speaks for the record: mother or house."""
        return Fit.AGREES in (self.mother, self.address)

    @property
    def elsewhere(self) -> bool:
        """The household speaks against it: the mother or the house is another, and neither is the same."""
        return not self.at_home and Fit.DIFFERS in (self.mother, self.address)

    @property
    def born_by_convention(self) -> bool:
        """An estimate: many children share it."""
        return self.record.estimated == "Y"

    @property
    def another_mother(self) -> bool:
        return self.mother is Fit.DIFFERS and self.address is not Fit.AGREES

    @property
    def may_be_another_on_form(self) -> bool:
        """An adult or a sibling of the child's name, whose mother is not the child's: father and son, cousins."""
        return self.namesake_on_form and self.mother is not Fit.AGREES

    @property
    def is_another_branch(self) -> bool:
        """Other further names, in another house: of a family with as many cousins as names."""
        return self.another_middle and self.address is not Fit.AGREES

    @property
    def moved(self) -> bool:
        """Another house, and a mother of whom only a part agrees, or nothing is known."""
        return self.address is Fit.DIFFERS and self.mother is Fit.PARTLY


def names_fit(said: Standard, held: Standard, known: Counts) -> tuple[Likeness | None, Likeness | None]:
    """(forenames, surnames), as they stand or with forename and surname exchanged, whichever fits better."""
    straight = forename_fit(said, held, known), surname_fit(said, held, known)
    exchanged = exchanged_fit(said, held, known)
    in_its_place = at_least(best(said.family, held.family, known), Likeness.VARIANT)
    better = exchanged is not None and sum(exchanged) > sum(found or 0 for found in straight)
    return exchanged if exchanged and better and not in_its_place else straight


def forename_fit(said: Standard, held: Standard, known: Counts) -> Likeness | None:
    """First names first, then names one may be called by. Two words each (Mei-Ling, Mei-Xin) must both agree."""
    ours, theirs = said.given, held.given
    if not ours or not theirs:
        return None
    first = weighed(ours[0], theirs[0], known)
    if not set(ours) & set(theirs):
        first = max(first, weighed("".join(ours), "".join(theirs), known))
    first = max(first, after_the_surname(said, held, known), after_the_surname(held, said, known))
    if (
        len(ours) > 1
        and len(theirs) > 1
        and first >= Likeness.NEAR
        and weighed(ours[1], theirs[1], known) < Likeness.NEAR
    ):
        return Likeness.DIFFERENT if len(ours[1]) <= 4 else min(first, Likeness.NEAR)
    alias = best(ours, held.aliases, known), best(said.aliases, theirs + held.aliases, known)
    return max(first, called_by_second(said, held, known), *(found or Likeness.DIFFERENT for found in alias))


def after_the_surname(one: Standard, other: Standard, known: Counts) -> Likeness:
    """The surname stands before the forename, in the forename's box: Ma Hao, of the family Ma."""
    if len(one.given) < 2 or one.given[:1] != one.family or len(other.given) != len(one.given) - 1:
        return Likeness.DIFFERENT
    return min(Likeness.VARIANT, weighed("".join(one.given[1:]), "".join(other.given), known))


def called_by_second(said: Standard, held: Standard, known: Counts) -> Likeness:
    """How far one goes by the other's second name: both names change places, or the first is one often set before.

    A twin's forename may well be the other twin's second name; one of the two names alone is therefore not enough.
    """
    ours, theirs = said.given[1:] + said.middle, held.given[1:] + held.middle
    ours_there = at_least(best(said.given[:1], theirs, known), Likeness.VARIANT)
    theirs_here = at_least(best(held.given[:1], ours, known), Likeness.VARIANT)
    if ours_there and theirs_here:
        return Likeness.VARIANT
    before = words().set_before
    set_before = (ours_there and held.given[0] in before) or (theirs_here and said.given[0] in before)
    return Likeness.NEAR if set_before else Likeness.DIFFERENT


def forename_could_be(said: Standard, held: Standard) -> bool:
    """Whether a person would want to see it: any name of the one could be any name of the other."""
    theirs = held.given + held.middle + held.aliases
    if (set(said.given[:1]) - set(said.family)) & set(held.family):
        return True  # the very forename stands in the other's surname's box
    return any(could_be(one, other) for one in said.given[:2] + said.aliases for other in theirs)


def might_be_called(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether one could be a calling name of the other that no list knows: Funmi of Oluwafunmilayo, Larry of Laurence."""
    pairs = [sorted((one, other), key=len) for one in ours for other in theirs]
    return any(short[:1] == long[:1] or (len(short) >= 4 and short in long) for short, long in pairs)


def surname_fit(said: Standard, held: Standard, known: Counts) -> Likeness | None:
    """The best of the surname's parts; a patronymic that stands among the other's names counts as near."""
    if not said.family or not held.family:
        return None
    parts = best(said.family, held.family + held.aliases, known) or Likeness.DIFFERENT
    whole = weighed("".join(said.family), "".join(held.family), known)
    other = best(said.family, held.middle + held.given[1:], known) or Likeness.DIFFERENT
    mine = best(said.middle + said.given[1:] + said.aliases, held.family, known) or Likeness.DIFFERENT
    elsewhere = max(other, mine)  # among other names a slip or a short form is too little: Abdi is not Abdirahman
    found = max(parts, whole, Likeness.NEAR if elsewhere >= Likeness.VARIANT else Likeness.DIFFERENT)
    unsaid = found is Likeness.DIFFERENT and is_only_a_title(said.family) is not is_only_a_title(held.family)
    return None if unsaid else found


def is_only_a_title(family: tuple[str, ...]) -> bool:
    """Singh or Kaur alone: a title of all, which leaves the family's name unsaid."""
    return set(family) <= words().titles


def has_another_middle(said: Standard, held: Standard) -> bool:
    """Both have further names, of which none is anywhere among the other's: a cousin, whose father is another."""
    commonplace = words().set_before | words().titles
    ours = tuple(word for word in said.given[1:] + said.middle if word not in commonplace)
    theirs = tuple(word for word in held.given[1:] + held.middle if word not in commonplace)
    if not ours or not theirs:
        return False
    found = best(ours, held.names, {}, could_be_one), best(said.names, theirs, {}, could_be_one)
    return not any(found)


def unweighed(one: str, other: str, known: Counts) -> Likeness:
    return likeness(one, other)


def could_be_one(one: str, other: str, known: Counts) -> Likeness:
    return Likeness.NEAR if could_be(one, other) else Likeness.DIFFERENT


def exchanged_fit(said: Standard, held: Standard, known: Counts) -> tuple[Likeness, Likeness] | None:
    """(forename, surname) when the two have changed places; a lone name may stand in either box."""
    forename = best(said.given, held.family, known)
    surname = best(said.family, held.given, known)
    unmatched = said.given and held.given and None in (forename, surname)
    if unmatched or (forename is None and surname is None):
        return None
    forename = Likeness.VARIANT if forename is None else min(forename, Likeness.VARIANT)
    surname = Likeness.NEAR if surname is None else min(surname, Likeness.VARIANT)
    lone = not said.given or not said.family or not held.given or not held.family
    fits = forename >= Likeness.INITIAL and surname >= Likeness.NEAR and forename + surname >= (5 if lone else 4)
    return (forename, surname) if fits else None


def best(ours: tuple[str, ...], theirs: tuple[str, ...], known: Counts, weigh: Weighed = weighed) -> Likeness | None:
    if not ours or not theirs:
        return None
    return max(weigh(one, other, known) for one in ours for other in theirs)


def number_fit(said: Standard, held: Standard) -> Fit:
    """One number that agrees is enough unless the other one differs."""
    found = {compare(said.nhs_number, held.nhs_number), compare(said.upn, held.upn)}
    if Fit.DIFFERS in found:
        return Fit.DIFFERS
    return Fit.AGREES if Fit.AGREES in found else Fit.UNKNOWN


def compare(one: str, other: str) -> Fit:
    if not one or not other:
        return Fit.UNKNOWN
    return Fit.AGREES if one == other else Fit.DIFFERS


def mother_fit(said: Standard, held: Standard) -> Fit:
    """A mother agrees by forename, and by surname where both forms have one; or by both, one written in the other's box."""
    if not said.mother_given or not held.mother_given:
        return Fit.UNKNOWN
    forename = best(said.mother_given[:2], held.mother_given[:2], {}, unweighed)
    family = best(said.mother_given[1:] + said.mother_family, held.mother_given[1:] + held.mother_family, {}, unweighed)
    if at_least(forename, Likeness.NEAR):
        return Fit.AGREES if family is None or family >= Likeness.NEAR else Fit.PARTLY
    exchanged = (
        best(said.mother_given, held.mother_family, {}, unweighed),
        best(said.mother_family, held.mother_given, {}, unweighed),
    )
    if all(at_least(found, Likeness.VARIANT) for found in exchanged):
        return Fit.AGREES
    return Fit.PARTLY if at_least(exchanged[0], Likeness.VARIANT) else Fit.DIFFERS


def address_fit(said: Standard, held: Standard) -> Fit:
    if said.house and held.house:
        same_house = said.house == held.house or (
            likeness(said.house, held.house) >= Likeness.NEAR and digits(said.house) == digits(held.house)
        )
        elsewhere = compare(said.postcode, held.postcode) is Fit.DIFFERS and not is_postcode_slip(
            said.postcode, held.postcode
        )
        if same_house and not elsewhere:
            return Fit.AGREES
        return Fit.PARTLY if compare(said.postcode, held.postcode) is Fit.AGREES or same_house else Fit.DIFFERS
    both = compare(said.postcode, held.postcode)
    return Fit.PARTLY if both is Fit.AGREES else both


def is_postcode_slip(one: str, other: str) -> bool:
    """One character off, or read as another: with the same house and street it is the same home."""
    return OSA.distance(one.translate(MISREAD), other.translate(MISREAD), score_cutoff=1) <= 1


def digits(house: str) -> str:
    return "".join(letter for letter in house if letter.isdigit() or letter == " ").strip()


def unborn_date_fit(said: Standard, held: Standard) -> DateFit | None:
    """How the dates fit where one side speaks of a child not born yet; None where both are born."""
    if not said.unborn and not held.unborn:
        return None
    if said.unborn and held.unborn:
        return DateFit.ESTIMATED if expectations_fit(said.expected, held.expected) else DateFit.DIFFERENT
    born, expected = (held.date_of_birth, said.expected) if said.unborn else (said.date_of_birth, held.expected)
    return DateFit.ESTIMATED if birth_fits(expected, born) else DateFit.DIFFERENT


def weigh_up(said: Said, record: Standard, survivor: Standard, scored: tuple[Scored, ...], scale: Scale) -> Evidence:
    """All evidence on one record."""
    own = sum(each.bits for each in scored if not each.comparison.household)
    household = min(scale.household_bits, sum(each.bits for each in scored if each.comparison.household))
    child = said.child
    forename, surname = names_fit(child, record, scale.words)
    unborn = unborn_date_fit(child, record)
    return Evidence(
        record=record,
        survivor=survivor,
        scored=scored,
        own=own,
        household=household,
        probability=1 / (1 + 2 ** -max(-300.0, min(300.0, own + household + scale.prior))),
        forename=forename,
        surname=surname,
        could_be=forename_could_be(child, record),
        unborn=bool(child.unborn or record.unborn),
        date=date_fit(child, record, said.query.age_stated, said.today) if unborn is None else unborn,
        number=number_fit(child, record),
        sex=compare(child.sex, record.sex),
        mother=mother_fit(child, record),
        address=address_fit(child, record),
        might_be_called=might_be_called(child.given[:1], record.given[:1] + record.aliases),
        named_on_form=any(is_named_alike(record, each) for each in said.query.people if each.relationship == "sibling"),
        another_middle=has_another_middle(child, record),
        one_name_only=forename is Likeness.SAME and not child.family and not record.family,
        namesake_on_form=any(
            is_named_alike(child, person) and could_be_on_file(person, child, record) for person in said.query.people
        ),
    )


def could_be_on_file(person: Adult, child: Standard, record: Standard) -> bool:
    """Whether a record may be that person's: a parent's is of one born long before the child."""
    years = child.birth_year - record.birth_year if child.birth_year and record.birth_year else GENERATION
    return person.relationship not in PARENTS or years >= GENERATION


def is_named_alike(child: Standard, person: Adult) -> bool:
    """A father and a son of one name, cousins of one name: only a date of birth tells whose record it is."""
    given, family = given_words(person.forename)[:1], family_words(person.surname)
    forename, surname = best(child.given[:1], given, {}, unweighed), best(child.family, family, {}, unweighed)
    return at_least(forename, Likeness.VARIANT) and (surname is None or surname >= Likeness.VARIANT)
