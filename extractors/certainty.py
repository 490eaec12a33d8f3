"""CERTAINTY: what a contact says in one place against what it says in another. A contradiction makes a value one to be checked.

Nothing is corrected: both sides are shown. A contradiction is never outweighed by anything that agrees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import Any, TypeVar

from extractors.values.completion import complete
from extractors.values.vocabulary import words
from postroom.contact import Child, Contact, Field, Leaf, Leaves, Person
from postroom.doubts import CONTRADICTION

OLDEST_CHILD = 25
"""Years; above it the DfE's own check of the children in need census queries a child's date of birth (rule 8775)."""

YOUNGEST_PARENT = 11
"""Years between a parent and a child; less is a row that slipped."""

LONGEST_AGO = timedelta(days=3 * 366)
"""An incident longer ago is more often a year misread than a report so late."""

EXPECTED_AT_MOST = timedelta(days=310)
CONFIDENCE_IN_DOUBT = 0.5

Doubt = tuple[str, str]
"""Path as in the contract, and why a person must look."""

Group = TypeVar("Group", bound=Leaves)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known beside the document: the day on which it arrived or was written, the mail's subject, the file's name."""

    reference_date: date | None = None
    subject: str = ""
    file_name: str = ""


def cross_check(contact: Contact, surroundings: Surroundings | None = None) -> Contact:
    """The contact completed from its own parts, and with every contradicted value to be checked, with the reason in words."""
    around = surroundings or Surroundings()
    whole = complete(contact)
    reasons: dict[str, str] = {}
    for path, why in _doubts(whole, around):
        reasons.setdefault(path, why)
    return _demoted(whole, reasons)


def day_of(contact: Contact, around: Surroundings) -> date:
    """The day that ages are counted on: of the incident, else of the report, else today."""
    return _incident_day(contact) or around.reference_date or date.today()


def _doubts(contact: Contact, around: Surroundings) -> Iterator[Doubt]:
    day = _incident_day(contact) or around.reference_date
    yield from _incident(contact, around.reference_date)
    for at, child in enumerate(contact.children):
        yield from _born(child, f"children[{at}]", day)
        yield from _child(child, f"children[{at}]", day)
    for at, person in enumerate(contact.people):
        yield from _born(person, f"people[{at}]", day)
        yield from _person(person, f"people[{at}]", contact.children)
    yield from _same_twice(contact.children)
    yield from _borrowed_addresses(contact)
    yield from _named_outside(contact, around)


def _born(somebody: Child | Person, path: str, day: date | None) -> Iterator[Doubt]:
    """Date of birth against the age stated on the day of the incident, and against the calendar."""
    born = _date(somebody.date_of_birth)
    if born is None:
        return
    if born > (day or date.today()):
        yield f"{path}.date_of_birth", "the date of birth is after the day of the report"
    if day is None:
        return
    stated = somebody.age_stated.value if somebody.age_stated else None
    if isinstance(stated, int) and born <= day and not _age_fits(born, stated, day):
        why = f"the date of birth makes {_years(born, day)} years, and the age stated is {stated}"
        yield f"{path}.date_of_birth", why
        yield f"{path}.age_stated", why


def _age_fits(born: date, stated: int, day: date) -> bool:
    """A report is written some days after the incident: a birthday in between is no contradiction."""
    return stated in (_years(born, day), _years(born, day + timedelta(days=7)))


def _child(child: Child, path: str, day: date | None) -> Iterator[Doubt]:
    born, due = _date(child.date_of_birth), child.expected_delivery_date
    age = child.age_stated.value if child.age_stated else None
    if (born and day and _years(born, day) > OLDEST_CHILD) or (isinstance(age, int) and age > OLDEST_CHILD):
        yield f"{path}.date_of_birth", "too old for a child"
        yield f"{path}.age_stated", "too old for a child"
    unborn = child.is_unborn is not None and child.is_unborn.value is True
    if born and (unborn or (due and due.value)):
        for leaf in ("date_of_birth", "expected_delivery_date", "is_unborn"):
            yield f"{path}.{leaf}", "a date of birth and unborn contradict each other"
    if due and isinstance(due.value, str) and day and not _due_fits(due.value, day):
        yield f"{path}.expected_delivery_date", "not within nine months of the report"


def _due_fits(due: str, day: date) -> bool:
    """From a month before to nine months after the reference day (CIN census rule 8530)."""
    first = date.fromisoformat(due if len(due) == 10 else f"{due}-01")
    return day - timedelta(days=62) <= first <= day + EXPECTED_AT_MOST


def _person(person: Person, path: str, children: tuple[Child, ...]) -> Iterator[Doubt]:
    relationship, sex = _text(person.relationship), _text(person.sex)
    expected = {"mother": "F", "step_mother": "F", "father": "M", "step_father": "M"}.get(relationship or "")
    if expected and sex in ("M", "F") and sex != expected:
        yield f"{path}.sex", f"{sex} does not fit {relationship}"
        yield f"{path}.relationship", f"{relationship} does not fit {sex}"
    born = _date(person.date_of_birth)
    eldest = min((day for day in (_date(child.date_of_birth) for child in children) if day), default=None)
    if (
        born
        and eldest
        and relationship in ("mother", "father", "grandparent")
        and _years(born, eldest) < YOUNGEST_PARENT
    ):
        yield f"{path}.date_of_birth", f"too near to the child's date of birth for a {relationship}"


def _same_twice(children: tuple[Child, ...]) -> Iterator[Doubt]:
    """One number for two children is one of them wrongly copied; the same forename and birthday one child written twice."""
    for (one, first), (two, second) in combinations(enumerate(children), 2):
        for leaf in ("nhs_number", "upn"):
            if _text(getattr(first, leaf)) and _text(getattr(first, leaf)) == _text(getattr(second, leaf)):
                yield f"children[{one}].{leaf}", "two children have the same number"
                yield f"children[{two}].{leaf}", "two children have the same number"
        alike = all(
            _text(getattr(first, leaf)) and _text(getattr(first, leaf)) == _text(getattr(second, leaf))
            for leaf in ("forename", "date_of_birth")
        )
        if alike:
            yield f"children[{one}].forename", "the same name and date of birth stand here twice"
            yield f"children[{two}].forename", "the same name and date of birth stand here twice"


def _borrowed_addresses(contact: Contact) -> Iterator[Doubt]:
    """A child's address must have been read at a place of its own, or by words that refer; never where a suspect's was."""
    others = {_place(person.address) for person in contact.people} | {_place(contact.incident.location)}
    for at, child in enumerate(contact.children):
        if _place(child.address) in others - {None}:
            yield f"children[{at}].address", "this was read where somebody else's address stands"
            yield f"children[{at}].postcode", "this was read where somebody else's address stands"


def _incident(contact: Contact, arrived: date | None) -> Iterator[Doubt]:
    start, end = _moment(contact.incident.start), _moment(contact.incident.end)
    if start and end and end < start:
        yield "incident.start", "the end is before the start"
        yield "incident.end", "the end is before the start"
    if start and arrived and start.date() > arrived:
        yield "incident.start", "the incident is after the day on which the report came"
    if start and arrived and arrived - start.date() > LONGEST_AGO:
        yield "incident.start", "the incident is unusually long before the report"


def _named_outside(contact: Contact, around: Surroundings) -> Iterator[Doubt]:
    """The mail's subject and the file's name against the document: what is enclosed counts, another family makes a person look."""
    named = _family_in(around.subject) | _family_in(re.sub(r"[_.]", " ", around.file_name))
    everybody: tuple[Child | Person, ...] = (*contact.children, *contact.people)
    family = {part for somebody in everybody for part in _name_parts(somebody)}
    if named and family and not named & family:
        for at in range(len(contact.children)):
            yield f"children[{at}].surname", "the mail's subject or the file's name names somebody else"
            yield f"children[{at}].forename", "the mail's subject or the file's name names somebody else"


def _family_in(subject: str) -> set[str]:
    """Names that a subject line plainly gives: "SMITH family", "Re: Salma", "Child: A B". Ordinary words are no names."""
    ordinary = frozenset(words("subjects")["ordinary"])
    for pattern in words("subjects")["naming"]:
        match = re.search(pattern, subject)
        parts = {part.casefold() for part in re.findall(r"[^\W\d_]{2,}", match["names"])} if match else set()
        if parts and not parts & ordinary:
            return parts
    return set()


def _name_parts(somebody: Child | Person) -> Iterator[str]:
    for leaf in (somebody.forename, somebody.surname, getattr(somebody, "middle_names", None)):
        yield from (part.casefold() for part in re.findall(r"[^\W\d_]{2,}", _text(leaf) or ""))


def _demoted(contact: Contact, reasons: dict[str, str]) -> Contact:
    return replace(
        _group(contact, "", reasons),
        incident=_group(contact.incident, "incident.", reasons),
        referrer=_group(contact.referrer, "referrer.", reasons),
        consent=_group(contact.consent, "consent.", reasons),
        children=_list(contact.children, "children", reasons),
        people=_list(contact.people, "people", reasons),
    )


def _list(group: Iterable[Group], name: str, reasons: dict[str, str]) -> tuple[Group, ...]:
    return tuple(_group(one, f"{name}[{at}].", reasons) for at, one in enumerate(group))


def _group(group: Group, prefix: str, reasons: dict[str, str]) -> Group:
    doubted: dict[str, Any] = {
        name: _doubted(leaf, reasons[prefix + name]) for name, leaf in group.leaves() if prefix + name in reasons
    }
    return replace(group, **doubted)  # type: ignore[type-var]  # every subclass of Leaves is a dataclass


def _doubted(leaf: Field, why: str) -> Field:
    return leaf.doubted(CONTRADICTION.about(words=why), CONFIDENCE_IN_DOUBT)


def _incident_day(contact: Contact) -> date | None:
    start = _moment(contact.incident.start)
    return start.date() if start else None


def _moment(leaf: Leaf) -> datetime | None:
    text = _text(leaf)
    return datetime.fromisoformat(text) if text and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d", text) else None


def _date(leaf: Leaf) -> date | None:
    text = _text(leaf)
    return date.fromisoformat(text) if text and re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None


def _text(leaf: Leaf) -> str | None:
    return leaf.value if leaf is not None and isinstance(leaf.value, str) else None


def _place(leaf: Leaf) -> tuple[int, int | None, object, str | None] | None:
    """Where a value was read, if it was read at a place and not derived."""
    return (
        (leaf.document, leaf.page, leaf.bbox, leaf.raw)
        if leaf and leaf.bbox and leaf.value and leaf.method != "derived"
        else None
    )


def _years(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
