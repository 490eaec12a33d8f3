"""The columns of a child that comparisons speak of, derived once from its standard form."""

from __future__ import annotations

from typing import NamedTuple

from matching.names import sound
from matching.standard import Standard
from matching.words import words


class Columns(NamedTuple):
    """One row of the table that Splink sees. None where nothing is known; lists are never None."""

    case_id: str
    forename: str | None
    forename_sound: str | None
    forename_initial: str | None
    called: tuple[str, ...]  # numbers of the short-name groups that the forename belongs to
    surname: str | None
    surname_sound: str | None
    family: tuple[str, ...]
    names: tuple[str, ...]
    date_of_birth: str | None
    day_before_month: str | None  # the date with day and month exchanged
    year_month: str | None
    year_day: str | None
    month_day: str | None
    birth_year: int | None
    estimated: str
    sex: str | None
    nhs_number: str | None
    upn: str | None
    house: str | None
    postcode: str | None
    mother: str | None
    mother_forename: str | None
    mother_sound: str | None
    mother_names: tuple[str, ...]


def columns(child: Standard) -> Columns:
    """Derive; cheap enough to be done for every candidate of a question."""
    date = child.date_of_birth
    mother = child.mother_given[0] if child.mother_given else ""
    forename = child.forename
    return Columns(
        case_id=child.case_id,
        forename=forename or None,
        forename_sound=sound(forename) if forename else None,
        forename_initial=forename[:1] or None,
        called=tuple(str(number) for number in words().groups.get(forename, ())),
        surname=child.surname or None,
        surname_sound=" ".join(map(sound, child.family)) or None,
        family=child.family,
        names=child.names,
        date_of_birth=date or None,
        day_before_month=f"{date[:4]}-{date[8:]}-{date[5:7]}" if date else None,
        year_month=date[:7] or None,
        year_day=f"{date[:4]}{date[8:]}" if date else None,
        month_day=date[5:] or None,
        birth_year=child.birth_year or None,
        estimated=child.estimated or "N",
        sex=child.sex or None,
        nhs_number=child.nhs_number or None,
        upn=child.upn or None,
        house=child.house or None,
        postcode=child.postcode or None,
        mother=" ".join((*child.mother_given, *child.mother_family)) or None,
        mother_forename=mother or None,
        mother_sound=sound(mother) if mother else None,
        mother_names=child.mother_given + child.mother_family,
    )
