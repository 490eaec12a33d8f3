"""Each field of a report beside the same field of a record: the same, near with the letters that differ, different, missing."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from rapidfuzz.distance import OSA

from matching.dates import DateFit
from matching.evidence import Evidence, Fit, is_postcode_slip
from matching.likeness import Likeness
from matching.standard import Standard
from postroom.matching import ChildQuery
from postroom.sides import BothSides, Piece, Sides

A_SLIP = 2  # characters of a number that a slip of the pen gets wrong
Fits = Callable[[Evidence, str, str], bool]


class Field(NamedTuple):
    """`near` is only asked when both sides say something, and not the same letters; `same` of values that are more than letters."""

    name: str
    report: Callable[[ChildQuery], str]
    record: Callable[[Standard], str]
    near: Fits
    same: Fits = lambda evidence, said, held: False


def both_sides(query: ChildQuery, evidence: Evidence) -> tuple[BothSides, ...]:
    """Every field on which the report or the record says anything, in the order of a form."""
    return tuple(beside(query, evidence))


def beside(query: ChildQuery, evidence: Evidence) -> Iterator[BothSides]:
    for field in FIELDS:
        said, held = field.report(query).strip(), field.record(evidence.record)
        if said or held:
            fit = fit_of(field, evidence, said, held)
            yield BothSides(field.name, fit, *(pieces(said, held) if fit is Sides.NEAR else (whole(said), whole(held))))


def fit_of(field: Field, evidence: Evidence, said: str, held: str) -> Sides:
    if not said or not held:
        return Sides.NOT_ON_FILE if said else Sides.NOT_IN_REPORT
    if plain(said) == plain(held) or field.same(evidence, said, held):
        return Sides.SAME
    return Sides.NEAR if field.near(evidence, said, held) else Sides.DIFFERENT


def plain(text: str) -> str:
    """Without capitals, accents, blanks and signs."""
    return "".join(filter(str.isalnum, folded(text)))


def folded(text: str) -> str:
    """Letter for letter without capitals and accents: as long as the text itself."""
    return "".join((unicodedata.normalize("NFD", letter)[0].casefold() or letter)[0] for letter in text)


def whole(text: str) -> tuple[Piece, ...]:
    return (Piece(text),) if text else ()


def pieces(one: str, other: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both values cut where they differ. Capitals and accents alone are no difference."""
    runs = SequenceMatcher(None, folded(one), folded(other), autojunk=False).get_opcodes()
    ours = tuple(Piece(one[start:end], kind != "equal") for kind, start, end, _, _ in runs if end > start)
    theirs = tuple(Piece(other[start:end], kind != "equal") for kind, _, _, start, end in runs if end > start)
    return ours, theirs


def titled(words: tuple[str, ...] | str) -> str:
    """A record's words, which are kept in small letters, as names are written."""
    return (words if isinstance(words, str) else " ".join(words)).title()


def mother_said(query: ChildQuery) -> str:
    mother = next((each for each in query.people if each.relationship == "mother"), None)
    return f"{mother.forename} {mother.surname}" if mother else ""


def named_near(evidence: Evidence, said: str, held: str) -> bool:
    return evidence.forename not in (None, Likeness.DIFFERENT)


def surname_near(evidence: Evidence, said: str, held: str) -> bool:
    return evidence.surname not in (None, Likeness.DIFFERENT)


def shares_a_word(evidence: Evidence, said: str, held: str) -> bool:
    return bool(set(folded(said).split()) & set(folded(held).split())) or a_slip(evidence, said, held)


def date_near(evidence: Evidence, said: str, held: str) -> bool:
    return evidence.date not in (DateFit.DIFFERENT, DateFit.UNKNOWN)


def a_slip(evidence: Evidence, said: str, held: str) -> bool:
    return OSA.distance(plain(said), plain(held), score_cutoff=A_SLIP) <= A_SLIP


def house_near(evidence: Evidence, said: str, held: str) -> bool:
    return evidence.address is Fit.AGREES or plain(held) in plain(said)


def same_house(evidence: Evidence, said: str, held: str) -> bool:
    """A record's address is kept as the house; the report's goes on with town and postcode."""
    return evidence.address is Fit.AGREES and plain(said).startswith(plain(held))


def spaced(postcode: str) -> str:
    return f"{postcode[:-3]} {postcode[-3:]}" if len(postcode) >= 5 and " " not in postcode else postcode


def postcode_near(evidence: Evidence, said: str, held: str) -> bool:
    return is_postcode_slip(plain(said).upper(), plain(held).upper())


def mother_near(evidence: Evidence, said: str, held: str) -> bool:
    return evidence.mother in (Fit.AGREES, Fit.PARTLY)


def never(evidence: Evidence, said: str, held: str) -> bool:
    return False


FIELDS = (
    Field("forename", lambda q: q.forename, lambda r: titled(r.given), named_near),
    Field("middle_names", lambda q: q.middle_names, lambda r: titled(r.middle), shares_a_word),
    Field("surname", lambda q: q.surname, lambda r: titled(r.surname), surname_near),
    Field("also_known_as", lambda q: "; ".join(q.also_known_as), lambda r: titled(r.aliases), shares_a_word),
    Field("date_of_birth", lambda q: q.date_of_birth, lambda r: r.date_of_birth, date_near),
    Field("expected_delivery_date", lambda q: q.expected_delivery_date, lambda r: r.expected, date_near),
    Field("sex", lambda q: q.sex, lambda r: r.sex, never),
    Field("nhs_number", lambda q: q.nhs_number, lambda r: r.nhs_number, a_slip),
    Field("upn", lambda q: q.upn, lambda r: r.upn, a_slip),
    Field("address", lambda q: q.address, lambda r: titled(r.house), house_near, same_house),
    Field("postcode", lambda q: q.postcode, lambda r: spaced(r.postcode) or r.district, postcode_near),
    Field("mother", mother_said, lambda r: titled(r.mother_given + r.mother_family), mother_near),
)
