"""Earlier contacts: the same child again, the same incident from another sender, the unborn who was born.

Pure: compares one contact with those that the store hands in, and says why. Nothing is joined; a person links.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from matching.dates import DateFit, birth_fits, date_fit, days_between
from matching.evidence import Fit, address_fit, compare, mother_fit, names_fit
from matching.likeness import Likeness
from matching.standard import Standard, from_query
from postroom.history import Link
from postroom.matching import ChildQuery

REPEAT_DAYS = 365  # a repeat contact: within twelve months (Working Together; the council's own report)
INCIDENT_DAYS = 1  # a phone note and a form of one event come with dates a day apart at most


@dataclass(frozen=True, slots=True)
class EarlierContact:
    """What is known of one contact. `received` is YYYY-MM-DD; `incident` the day of the incident, "" when not said."""

    contact_id: str
    received: str
    children: Sequence[ChildQuery] = ()
    agency_reference: str = ""
    incident: str = ""
    cad_ref: str = ""
    crime_ref: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """One link, in words for a person; `query_id` names the child of this contact where a child is what links them."""

    contact_id: str
    link: Link
    why: str
    query_id: str = ""


def earlier_contacts(contact: EarlierContact, before: Iterable[EarlierContact]) -> list[Found]:
    """Every link between a contact and earlier ones, the surest first."""
    found = [link for other in before if other.contact_id != contact.contact_id for link in links(contact, other)]
    return sorted(found, key=lambda link: list(Link).index(link.link))


def links(contact: EarlierContact, other: EarlierContact) -> list[Found]:
    """All links between two contacts."""
    if contact.agency_reference and contact.agency_reference == other.agency_reference:
        return [Found(other.contact_id, Link.SAME_REPORT, "The agency's reference is the same.")]
    by_number = same_number(contact, other)
    out = [Found(other.contact_id, Link.SAME_INCIDENT, by_number)] if by_number else []
    for child in contact.children:
        for earlier in other.children:
            out += child_links(contact, child, other, earlier)
    return out


def same_number(contact: EarlierContact, other: EarlierContact) -> str:
    """The police number that both contacts name. A CAD number starts anew every day, so that the day must fit too."""
    if contact.crime_ref and contact.crime_ref == other.crime_ref:
        return "The crime reference is the same."
    near = bool(contact.incident and other.incident) and days_between(contact.incident, other.incident) <= INCIDENT_DAYS
    if contact.cad_ref and contact.cad_ref == other.cad_ref and near:
        return "The CAD number and the day are the same."
    return ""


def child_links(contact: EarlierContact, child: ChildQuery, other: EarlierContact, earlier: ChildQuery) -> list[Found]:
    """Whether two children are one, and whether the two contacts then speak of one incident."""
    one, two = from_query(child, contact.received), from_query(earlier, other.received)
    if is_now_born(one, two):
        return [
            Found(
                other.contact_id,
                Link.NOW_BORN,
                "The mother is the same and the expected date fits the birth.",
                child.query_id,
            )
        ]
    days = days_between(contact.received, other.received)
    if days > REPEAT_DAYS or not is_same_child(one, two, child.age_stated, contact.received):
        return []
    out = [
        Found(other.contact_id, Link.SAME_CHILD, f"The same child was reported {days} days earlier.", child.query_id)
    ]
    if contact.incident and other.incident and days_between(contact.incident, other.incident) <= INCIDENT_DAYS:
        out.insert(
            0,
            Found(
                other.contact_id,
                Link.SAME_INCIDENT,
                "The child and the day of the incident are the same.",
                child.query_id,
            ),
        )
    return out


def is_same_child(one: Standard, two: Standard, age: int | None, today: str) -> bool:
    """The name with the date of birth, or with the house when a date is missing; a number that differs says no."""
    if Fit.DIFFERS in (compare(one.nhs_number, two.nhs_number), compare(one.upn, two.upn), compare(one.sex, two.sex)):
        return False
    forename, surname = names_fit(one, two, {})
    if forename is None or forename < Likeness.NEAR or (surname is not None and surname < Likeness.NEAR):
        return False
    fit = date_fit(one, two, age, today)
    home = Fit.AGREES in (address_fit(one, two), mother_fit(one, two))
    return fit is DateFit.SAME or (
        fit in (DateFit.UNKNOWN, DateFit.ESTIMATED, DateFit.EXCHANGED, DateFit.SLIP, DateFit.ONE_PART) and home
    )


def is_now_born(one: Standard, two: Standard) -> bool:
    """An unborn child of an earlier contact who is born in this one: same mother, born within six weeks of the date."""
    return (
        bool(two.unborn and one.date_of_birth)
        and mother_fit(one, two) is Fit.AGREES
        and birth_fits(two.expected, one.date_of_birth)
    )


def is_repeat(received: str, before: Iterable[str]) -> bool:
    """Whether any of the days of earlier contacts lies within twelve months before `received`."""
    day = date.fromisoformat(received)
    return any(0 <= (day - date.fromisoformat(each)).days <= REPEAT_DAYS for each in before)
