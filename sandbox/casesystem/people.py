"""The people of the pretend case system, loaded from an export, and the search over them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

Person = dict[str, str]
MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Search:
    """What was typed into the search page; empty parts do not narrow."""

    case_id: str = ""
    surname: str = ""
    forename: str = ""
    date_of_birth: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.case_id or self.surname or self.forename or self.date_of_birth)


class Register:
    """All people by their case id. Merged records stay in it and point to the one that they were merged into."""

    def __init__(self, people: list[Person]) -> None:
        self._people = {person["case_id"]: person for person in people}
        self._families: dict[str, list[Person]] = {}
        for person in people:
            self._families.setdefault(person.get("family_id", ""), []).append(person)

    @classmethod
    def load(cls, path: Path) -> Register:
        with path.open(encoding="utf-8-sig", newline="") as source:
            return cls(list(csv.DictReader(source)))

    def __len__(self) -> int:
        return len(self._people)

    def get(self, case_id: str) -> Person | None:
        return self._people.get(case_id)

    def family(self, person: Person) -> list[Person]:
        """Brothers and sisters: whoever has the same family number."""
        number = person.get("family_id", "")
        return [other for other in self._families.get(number, []) if number and other is not person]

    def find(self, search: Search) -> list[Person]:
        if search.is_empty:
            return []
        return [person for person in self._people.values() if _fits(person, search)][:MOST_SHOWN]


def is_restricted(person: Person) -> bool:
    return person.get("restricted") == "Y"


def _fits(person: Person, search: Search) -> bool:
    return (
        (not search.case_id or person["case_id"] == search.case_id)
        and _starts(person["surname"], search.surname)
        and _starts(person["forename"], search.forename)
        and (not search.date_of_birth or person["date_of_birth"] == search.date_of_birth)
    )


def _starts(value: str, typed: str) -> bool:
    return value.casefold().startswith(typed.strip().casefold())
