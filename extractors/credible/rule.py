"""What a rule for a whole record is, and what it may look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from extractors.general.vocabulary import Vocabulary
from postroom.contact import Child, Contact, Leaf, Person
from postroom.doubts import Doubt

Somebody = Child | Person
Record = tuple[str, Somebody]
"""A child or person with its path: `children[0]`."""


@dataclass(frozen=True, slots=True)
class Form:
    """What is known of the document beside the record. `day`: of the incident, else of the report; `text`: all its words."""

    vocabulary: Vocabulary
    day: date
    text: str = ""


@dataclass(frozen=True, slots=True)
class Breach:
    """The record (or the contact's own leaf) that breaks a rule, and what fills the braces of the rule's words."""

    path: str
    what: object = ""


Test = Callable[[Contact, Form], Iterator[Breach]]


@dataclass(frozen=True, slots=True)
class Rule:
    """`name` never changes; `words` are for the reviewer, with `{what}` for the particulars."""

    name: str
    words: str
    test: Test

    def doubt(self, breach: Breach) -> Doubt:
        """The doubt of every leaf of the record."""
        return Doubt(self.name, self.words).about(what=breach.what)


def children_of(contact: Contact) -> list[Record]:
    """The children with their paths."""
    return [(f"children[{at}]", child) for at, child in enumerate(contact.children)]


def people_of(contact: Contact) -> list[Record]:
    """The people with their paths."""
    return [(f"people[{at}]", person) for at, person in enumerate(contact.people)]


def everybody(contact: Contact) -> list[Record]:
    """Children, then people."""
    return [*children_of(contact), *people_of(contact)]


def text_of(leaf: Leaf) -> str:
    """The leaf's text, empty where it has none."""
    return leaf.value if leaf is not None and isinstance(leaf.value, str) else ""


def name_of(somebody: Somebody) -> str:
    """The whole name in the usual order; empty for somebody without."""
    parts = (somebody.forename, somebody.middle_names if isinstance(somebody, Child) else None, somebody.surname)
    return " ".join(filter(None, map(text_of, parts)))


def is_unborn(somebody: Somebody) -> bool:
    """Whether nobody can ask this record for a forename yet."""
    if not isinstance(somebody, Child):
        return False
    flag, due = somebody.is_unborn, somebody.expected_delivery_date
    return (flag is not None and flag.value is True) or bool(text_of(due))


def years_between(born: date, day: date) -> int:
    """Whole years of age on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def birthday(somebody: Somebody) -> date | None:
    """The date of birth, None where there is none."""
    text = text_of(somebody.date_of_birth)
    return date.fromisoformat(text) if text else None
