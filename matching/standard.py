"""A child made comparable: one flat shape for the register's records and for what a report says.

The fields are the columns that the comparisons speak of, in Python and in Splink's SQL alike. They are for comparison
only: a form shows what was written, never what is in here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from matching.names import family_words, given_words, in_brackets
from matching.places import Place, place
from matching.words import words
from postroom.identifiers import nhs_number_is_valid, upn_is_valid
from postroom.matching import ChildQuery

DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
MONTH = re.compile(r"(\d{4})-(\d\d)")


class Standard(NamedTuple):
    """Every field is text, a number or a tuple of texts; empty (or 0) where nothing is known."""

    case_id: str
    forename: str = ""  # the first word of the forename's box
    given: tuple[str, ...] = ()  # all words of the forename's box
    middle: tuple[str, ...] = ()
    surname: str = ""
    family: tuple[str, ...] = ()  # the surname's words, without particles
    aliases: tuple[str, ...] = ()  # words of other names
    date_of_birth: str = ""
    estimated: str = ""  # Y: the date is a convention or a guess, or only an age is known
    birth_year: int = 0
    sex: str = ""
    nhs_number: str = ""  # only when its check digit holds
    upn: str = ""
    house: str = ""
    postcode: str = ""
    mother_given: tuple[str, ...] = ()
    mother_family: tuple[str, ...] = ()
    expected: str = ""  # expected date of delivery: YYYY-MM-DD or YYYY-MM
    unborn: str = ""
    household: str = ""  # the register's family_id
    stands_for: str = ""  # the case_id that survives: another record's when merged
    restricted: str = ""
    status: str = ""
    team: str = ""
    source: str = ""  # the system whose export holds the record
    district: str = ""  # the outward half of the postcode, also when that is all that is known

    @property
    def is_hardly_said(self) -> bool:
        """Nothing but names, or names in a script that no record is written in: too little to say that a child is new."""
        numbers = self.nhs_number or self.upn
        home = self.house or self.postcode or self.mother_given
        foreign = bool(self.names) and not any(name.isascii() for name in self.names)
        return not numbers and (foreign or not (self.birth_year or home))

    @property
    def names(self) -> tuple[str, ...]:
        """Every word that any name of the child is made of."""
        return tuple(dict.fromkeys(self.given + self.middle + self.family + self.aliases))


def from_row(row: Mapping[str, str]) -> Standard:
    """A row of the register, its columns named as in the contract."""
    forename, called = in_brackets(row["forename"])
    surname, also = in_brackets(row["surname"])
    aliases = given_words(called) + family_words(also) + alias_words(row["also_known_as"])
    middle = given_words(row["middle_names"])
    given, family = in_two_boxes(forename, middle, surname)
    born, estimated = birth_date(row["date_of_birth"], row["dob_estimated"] == "Y")
    where = place(row["address"], row["postcode"])
    unborn = row["is_unborn"] == "Y"
    return Standard(
        case_id=row["case_id"],
        **name_fields(() if unborn else given, middle, family, aliases),
        date_of_birth=born,
        estimated="Y" if estimated else "",
        birth_year=int(born[:4] or 0),
        sex=row["sex"] if row["sex"] in ("M", "F") else "",
        **number_fields(row["nhs_number"], row["upn"]),
        **place_fields(where),
        **mother_fields(row["mother_name"]),
        expected=row["expected_delivery_date"] if MONTH.match(row["expected_delivery_date"]) else "",
        unborn="Y" if unborn else "",
        household=row["family_id"],
        stands_for=row["case_id"],
        restricted="Y" if row["restricted"] == "Y" else "",
        status=row["status"],
        team=row["allocated_team"],
        source=row["source"],
    )


def from_query(query: ChildQuery, today: str) -> Standard:
    """What a report says of a child; `today` (YYYY-MM-DD) is the day on which a stated age holds."""
    forename, called = in_brackets(query.forename)
    surname, also = in_brackets(query.surname)
    aliases = given_words(called) + family_words(also) + alias_words(";".join(query.also_known_as))
    middle = given_words(query.middle_names)
    given, family = in_two_boxes(forename, middle, surname)
    born, estimated = birth_date(query.date_of_birth, query.dob_estimated)
    if born > today:
        born, estimated = "", False
    year = int(born[:4] or 0)
    if not born and query.age_stated is not None and 0 <= query.age_stated <= 25:
        year, estimated = int(today[:4]) - query.age_stated, True
    mother = next((adult for adult in query.people if adult.relationship == "mother"), None)
    unborn = query.is_unborn or is_unnamed(query.forename)
    return Standard(
        case_id=query.query_id,
        **name_fields(given, middle, family, aliases),
        date_of_birth=born,
        estimated="Y" if estimated else "",
        birth_year=year,
        sex=query.sex if query.sex in ("M", "F") else "",
        **number_fields(query.nhs_number, query.upn),
        **place_fields(place(query.address, query.postcode)),
        **(mother_fields(mother.forename, mother.surname) if mother else {}),
        expected=query.expected_delivery_date if MONTH.match(query.expected_delivery_date) else "",
        unborn="Y" if unborn and not born else "",
    )


def in_two_boxes(forename: str, middle: tuple[str, ...], surname: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of both boxes. One name written in both, because a form wants two, is one name.

    The surname at the end of a forename's box, where the whole name was written, is taken off; SURNAME, Forename is read so.
    """
    if not surname.strip():
        surname, _, forename = forename.rpartition(",")
    given, family = given_words(forename), family_words(surname)
    if given == given_words(surname) and not middle:
        return given, ()
    whole = len(given) > len(family) > 0 and family_words(" ".join(given[-len(family) :])) == family
    return (given[: -len(family)] if whole else given), family


def name_fields(
    given: tuple[str, ...], middle: tuple[str, ...], family: tuple[str, ...], aliases: tuple[str, ...]
) -> dict[str, Any]:
    return {
        "forename": given[0] if given else "",
        "given": given,
        "middle": middle,
        "surname": " ".join(family),
        "family": family,
        "aliases": tuple(dict.fromkeys(aliases)),
    }


def number_fields(nhs_number: str, upn: str) -> dict[str, Any]:
    """Numbers whose check digit holds; others are not evidence of anything."""
    digits, pupil = re.sub(r"\D", "", nhs_number), re.sub(r"\W", "", upn).upper()
    return {
        "nhs_number": digits if nhs_number_is_valid(digits) and len(set(digits)) > 1 else "",
        "upn": pupil if upn_is_valid(pupil) else "",
    }


def place_fields(where: Place) -> dict[str, Any]:
    return {"house": where.house, "postcode": where.postcode, "district": where.district}


def mother_fields(forename: str, surname: str | None = None) -> dict[str, Any]:
    """Two boxes, or one with the whole name: SURNAME, Forename, or the first word is the forename."""
    if surname is None and "," in forename:
        surname, _, forename = forename.partition(",")
    if surname is not None:
        return {"mother_given": given_words(forename), "mother_family": family_words(surname)}
    first, *others = given_words(forename) or ("",)
    return {"mother_given": (first,) if first else (), "mother_family": family_words(" ".join(others))}


def alias_words(text: str) -> tuple[str, ...]:
    """Words of all other names, ";" between."""
    return tuple(word for name in text.split(";") if name for word in given_words(name.replace("'", "")))


@lru_cache(maxsize=1000)
def is_unnamed(forename: str) -> bool:
    """Whether the forename's box speaks of a child who has no name yet: "Unborn baby", "Twin 2" is one who has."""
    first = forename.lower().split()[:1]
    return bool(first) and first[0] in words().unnamed and not first[0].startswith(("twin", "trip"))


def is_a_day(text: str) -> bool:
    """Whether the calendar has it: 31 June is nobody's birthday."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=50_000)
def birth_date(text: str, estimated: bool) -> tuple[str, bool]:
    """(the date, whether it is only a convention): 1 January is taken for one even when nobody flagged it."""
    found = DATE.fullmatch(text.strip())
    if not found or found[1] < "1990" or not is_a_day(found[0]):
        return "", False
    return found[0], estimated or (found[2], found[3]) == ("01", "01")
