"""An invented family, whoever refers them, and why. Names of many traditions; telephone numbers and NHS numbers of the ranges kept for fiction."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
TODAY = date(2026, 11, 21)


@cache
def data(name: str) -> Any:
    """A list of the forge's own."""
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))


@cache
def traditions() -> list[dict[str, Any]]:
    files = ("match_names.yaml", "match_names_other.yaml")
    return [each for name in files for each in yaml.safe_load((HERE.parent / name).read_text("utf-8")).values()]


@dataclass
class Person:
    """Somebody of the story. `relation`: the word that a form uses; `code`: the contract's."""

    forename: str
    surname: str
    sex: str
    born: date
    relation: str = ""
    code: str = ""
    middle: str = ""
    aka: str = ""
    phone: str = ""
    responsible: bool = False
    facts: dict[str, str] = field(default_factory=dict)

    @property
    def whole(self) -> str:
        return " ".join(part for part in (self.forename, self.middle, self.surname) if part)

    @property
    def age(self) -> int:
        return TODAY.year - self.born.year - ((TODAY.month, TODAY.day) < (self.born.month, self.born.day))


@dataclass
class Story:
    children: list[Person]
    adults: list[Person]
    siblings: list[Person]
    referrer: dict[str, str]
    home: tuple[str, ...]  # lines, the postcode last
    reason: str


def invent(r: random.Random) -> Story:
    """A family of one to four children."""
    names = r.choices(traditions(), [each["weight"] for each in traditions()])[0]
    surname = r.choice(_family_names(names))
    home = _home(r)
    count = r.choices((1, 2, 3, 4), (50, 28, 15, 7))[0]
    given = _different(r, names, count + 3)
    children = [_child(r, names, surname, given.pop()) for _ in range(count)]
    siblings = [_child(r, names, surname, given.pop()) for _ in range(r.choice((1, 1, 2)))]
    for each in siblings:
        each.relation, each.code = ("Sister" if each.sex == "F" else "Brother"), "sibling"
    return Story(
        children, _adults(r, names, surname), siblings, _referrer(r), home, r.choice(data("wording.yaml")["accounts"])
    )


def _family_names(names: dict[str, Any]) -> list[str]:
    """Where a tradition has none, a father's name stands in its place."""
    return names["surnames"] or names["boys"]


def _different(r: random.Random, names: dict[str, Any], count: int) -> list[tuple[str, str]]:
    both = [(name, "M") for name in names["boys"]] + [(name, "F") for name in names["girls"]]
    found: dict[str, str] = {}
    for name, sex in r.sample(both, len(both)):
        found.setdefault(name, sex)
    return list(found.items())[:count]


def _child(r: random.Random, names: dict[str, Any], surname: str, given: tuple[str, str]) -> Person:
    forename, sex = given
    child = Person(forename, surname, sex, TODAY - timedelta(days=r.randint(200, 17 * 365)))
    if r.random() < 0.25:
        child.middle = r.choice([each for each in names["girls" if sex == "F" else "boys"] if each != forename])
    if r.random() < 0.1:
        child.aka = forename[:3] + "y"
    lists = data("wording.yaml")
    child.facts = {
        "nhs_number": nhs(r),
        "school": r.choice(lists["schools"]),
        "gp_practice": r.choice(lists["practices"]),
        "first_language": r.choice(lists["languages"]),
        "religion": r.choice(lists["religions"]),
        "disability_text": r.choice(lists["conditions"]),
        "ethnicity": r.choice(list(lists["ethnicities"])),
        "upn": upn(r, child.born),
    }
    return child


def _adults(r: random.Random, names: dict[str, Any], surname: str) -> list[Person]:
    kinds = [("Mother", "mother", "F"), ("Father", "father", "M")]
    kinds = r.choice((kinds, kinds, kinds[:1], [kinds[0], r.choice(OTHERS)], [r.choice(OTHERS)]))
    return [_adult(r, names, surname, kind) for kind in kinds]


OTHERS = [
    ("Maternal grandmother", "grandparent", "F"),
    ("Grandfather", "grandparent", "M"),
    ("Stepfather", "step_father", "M"),
    ("Aunt", "aunt_uncle", "F"),
    ("Mother's partner", "parents_partner", "M"),
    ("Foster carer", "foster_carer", "F"),
]


def _adult(r: random.Random, names: dict[str, Any], surname: str, kind: tuple[str, str, str]) -> Person:
    relation, code, sex = kind
    own = (
        surname
        if r.random() < 0.5
        else r.choice(names.get("female_surnames" if sex == "F" else "", _family_names(names)))
    )
    born = TODAY - timedelta(days=r.randint(24 * 365, 50 * 365) + (20 * 365 if code == "grandparent" else 0))
    forename = r.choice(names["girls" if sex == "F" else "boys"])
    phone = f"07700 900{r.randint(100, 999)}"
    return Person(forename, own, sex, born, relation, code, phone=phone, responsible=code in ("mother", "father"))


def _referrer(r: random.Random) -> dict[str, str]:
    names = r.choice(traditions())
    organisation, role, host = r.choice(data("wording.yaml")["agencies"])
    forename, surname = r.choice(names["girls"] + names["boys"]), r.choice(_family_names(names))
    plain = "".join(c for c in f"{forename[0]}.{surname}".lower() if c.isascii() and (c.isalnum() or c == ".")).strip(
        "."
    )
    return {
        "name": f"{forename} {surname}",
        "role_title": role,
        "organisation": organisation,
        "phone": r.choice(
            (f"020 7946 0{r.randint(100, 999)}", f"07700 900{r.randint(100, 999)}", f"01632 960{r.randint(100, 999)}")
        ),
        "email": f"{plain}@{host}",
    }


def _home(r: random.Random) -> tuple[str, ...]:
    lists = data("wording.yaml")
    street = f"{r.randint(1, 140)} {r.choice(lists['streets'])}"
    first = (f"Flat {r.randint(1, 40)}",) if r.random() < 0.2 else ()
    town, area = r.choice([each.split("|") for each in lists["towns"]])
    return (*first, street, town, f"{area} {r.randint(1, 9)}{r.choice('ABDEFGHJ')}{r.choice('LNPQRSTU')}")


def nhs(r: random.Random) -> str:
    """Of the range kept for tests, with its check digit."""
    while True:
        digits = "999" + "".join(str(r.randint(0, 9)) for _ in range(6))
        check = 11 - sum(int(d) * w for d, w in zip(digits, range(10, 1, -1), strict=True)) % 11
        if check != 10:
            return digits + str(check % 11)


def upn(r: random.Random, born: date) -> str:
    body = f"9{r.randint(10, 99)}{r.randint(1000, 7999)}{(born.year + 5) % 100:02}{r.randint(0, 999):03}"
    return "ABCDEFGHJKLMNPQRTUVWXYZ"[sum(int(d) * n for n, d in enumerate(body, start=2)) % 23] + body
