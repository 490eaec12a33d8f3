"""Invented families of many naming traditions. Names come from match_names.yaml, homes and numbers from chance."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from register_slips import Slips

TODAY = date(2026, 11, 21)
NAMES: dict[str, Any] = {}  # tradition → its names, of the world in use


def read_data(name: str) -> Any:
    return yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))


def use_names(world: str) -> None:
    """`first`: the world the rules were written with; `other`: one with other names and traditions."""
    NAMES.clear()
    NAMES.update(read_data("match_names.yaml" if world == "first" else "match_names_other.yaml"))


STREETS = [
    "Acre", "Barley", "Chapel", "Dove", "Elder", "Forge", "Garnet", "Hollow", "Ivory", "Juniper", "Kiln", "Larch", "Meadow", "Nutmeg", "Orchid",
    "Priory", "Quarry", "Ridge", "Saddler", "Tanner", "Upland", "Vicar", "Weaver", "Yew", "Abbot", "Bramble", "Cooper", "Dairy", "Ermine", "Falconer",
    "Gable", "Hopfield", "Inkerman", "Jubilee", "Keeper", "Lantern", "Mercer", "North", "Oat", "Plough", "Queen", "Rook", "Sorrel", "Thorn",
]  # fmt: skip
KINDS = [
    "Road",
    "Street",
    "Avenue",
    "Close",
    "Lane",
    "Gardens",
    "Drive",
    "Court",
    "Crescent",
    "Way",
    "Grove",
    "Place",
    "Mews",
    "Terrace",
]
TOWNS = [
    ("Brackenford", "BF"),
    ("Ashmere", "AS"),
    ("Kelverton", "KE"),
    ("Dunholme", "DH"),
    ("Stowick", "ST"),
    ("Marlham", "ML"),
    ("Oxley Green", "OX"),
]
HOTELS = ["Harbour Lodge", "Station Inn", "Runway House", "Parkgate Hotel"]


@dataclass
class Family:
    tradition: str
    mother: tuple[str, str]
    father: tuple[str, str]
    surname: str
    address: str
    postcode: str
    number: str
    children: list[Child] = field(default_factory=list)


@dataclass
class Child:
    family: Family
    forename: str
    middle: str
    surname: str
    born: date
    sex: str
    nhs: str
    upn: str
    aka: str = ""
    twin: Child | None = None
    row: dict[str, str] = field(default_factory=dict)
    extra: list[dict[str, str]] = field(default_factory=list)  # further rows of the same child
    same: list[str] = field(default_factory=list)


class Families(Slips):
    """Invented families: names by tradition, homes, children, twins."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.case = 500_000
        self.traditions = list(NAMES)
        self.weights = [each["weight"] for each in NAMES.values()]
        self.places: dict[tuple[str, str], list[str]] = {}

    def case_id(self) -> str:
        self.case += self.r.randint(1, 3)
        return str(self.case)

    def nhs(self) -> str:
        while True:
            digits = "9" + "".join(str(self.r.randint(0, 9)) for _ in range(8))
            check = 11 - sum(int(d) * w for d, w in zip(digits, range(10, 1, -1), strict=True)) % 11
            if check != 10:
                return digits + str(check % 11)

    def upn(self, born: date) -> str:
        body = f"9{self.r.randint(10, 99)}{self.r.randint(1000, 7999)}{(born.year + 5) % 100:02}{self.r.randint(0, 999):03}"
        letter = "ABCDEFGHJKLMNPQRTUVWXYZ"[sum(int(d) * n for n, d in enumerate(body, start=2)) % 23]
        return letter + body

    def home(self) -> tuple[str, str]:
        town, area = self.r.choice(TOWNS)
        street = f"{self.r.choice(STREETS)} {self.r.choice(KINDS)}"
        codes = self.places.setdefault((street, town), [])
        if len(codes) < 3:
            inward = (
                f"{self.r.randint(0, 9)}{self.r.choice('ABDEFGHJLNPQRSTUWXYZ')}{self.r.choice('ABDEFGHJLNPQRSTUWXYZ')}"
            )
            codes.append(
                f"{area[0]}{'' if area[1] in 'CIKMOV' else area[1]}{self.r.randint(1, 28)} {inward}".replace("QV", "B")
            )
        code = self.r.choice(codes)
        flat = f"Flat {self.r.randint(1, 40)}, " if self.chance(0.2) else ""
        return f"{flat}{self.r.randint(1, 120)}{'A' if self.chance(0.03) else ''} {street}, {town}, {code}", code

    def hotel(self) -> tuple[str, str]:
        name = self.r.choice(HOTELS)
        code = f"B{HOTELS.index(name) + 1} 9ZZ"
        return f"Room {self.r.randint(1, 300)}, {name}, Airport Road, Brackenford, {code}", code

    def person(self, tradition: str, sex: str) -> str:
        names = NAMES[tradition]["boys" if sex == "M" else "girls"]
        return names[
            min(int(self.r.expovariate(1) * len(names) / 3.2), len(names) - 1)
        ]  # some names are common, most are not

    def family_name(self, tradition: str, sex: str) -> str:
        names = NAMES[tradition]
        pool = names.get("female_surnames") if sex == "F" and names.get("female_surnames") else names["surnames"]
        if not pool:
            return self.person(tradition, "M")
        if tradition in ("british", "irish", "caribbean", "polish", "romanian", "gujarati") and self.chance(0.35):
            return self.invented(tradition)
        return pool[min(int(self.r.expovariate(1) * len(pool) / 3), len(pool) - 1)]

    def invented(self, tradition: str) -> str:
        """A surname of two syllables that no list has."""
        ends = {
            "polish": ["owski", "iński", "czak", "ecki"],
            "romanian": ["escu", "eanu", "aru"],
            "gujarati": ["ani", "wala", "dia"],
        }
        starts = [
            "Bel",
            "Cor",
            "Dal",
            "Fen",
            "Gar",
            "Hol",
            "Kes",
            "Lun",
            "Mar",
            "Nor",
            "Pel",
            "Ros",
            "Sten",
            "Tor",
            "Ver",
            "Wes",
        ]
        middles = ["d", "m", "r", "t", "b", "k", "n", "p", "g"]
        return (
            self.r.choice(starts)
            + self.r.choice(middles)
            + self.r.choice(ends.get(tradition, ["ingham", "bourne", "leigh", "stead", "wick", "ham", "more"]))
        )

    def family(self) -> Family:
        tradition = self.r.choices(self.traditions, self.weights)[0]
        other = self.r.choice(self.traditions) if self.chance(0.05) else tradition
        address, postcode = self.hotel() if self.chance(0.01) else self.home()
        surname = self.family_name(tradition, "M")
        rule = NAMES[tradition]["rule"]
        mother_surname = surname if rule in ("father", "polish") and self.chance(0.7) else self.family_name(other, "F")
        if rule == "polish" and mother_surname.endswith("ki"):
            mother_surname = mother_surname[:-1] + "a"
        if rule == "sikh" and self.chance(0.6):
            mother_surname = "Kaur"
        return Family(
            tradition, (self.person(other, "F"), mother_surname), (self.person(tradition, "M"), surname), surname, address, postcode,
            f"H{self.r.randint(1, 9_999_999)}",
        )  # fmt: skip

    def child(self, family: Family, born: date | None = None, sex: str = "") -> Child:
        tradition, rule = family.tradition, NAMES[family.tradition]["rule"]
        sex = sex or self.r.choice("MF")
        taken = {name for each in family.children for name in (each.forename, each.middle, *each.aka.split()) if name}
        taken |= {
            name
            for name in NAMES[tradition]["boys"] + NAMES[tradition]["girls"]
            for other in taken
            if name[:3] == other[:3]
        }
        forename = self.person(tradition, sex)
        for _ in range(20):
            if forename not in taken:
                break
            forename = self.person(tradition, sex)
        born = born or TODAY - timedelta(days=self.r.randint(20, 365 * 18))
        middle = self.person(tradition, sex) if self.chance(0.3) and rule not in ("single", "surname_first") else ""
        surname = self.childs_surname(family, sex)
        if rule == "sikh":
            title = "Singh" if sex == "M" else "Kaur"
            kind = self.r.random()
            middle, surname = (
                (title, surname)
                if kind < 0.4
                else ("", title)
                if kind < 0.65
                else ("", f"{title} {surname}")
                if kind < 0.75
                else ("", surname)
            )
        if rule == "threefold":
            middle, surname = family.father
        if rule == "single" and self.chance(0.12):
            surname = ""
        aka = f"{self.person(tradition, sex)} {surname}" if self.chance(0.03) else ""
        child = Child(
            family, forename, "" if middle == forename else middle, surname, born, sex, self.nhs(), self.upn(born), aka
        )
        family.children.append(child)
        return child

    def childs_surname(self, family: Family, sex: str) -> str:
        match NAMES[family.tradition]["rule"]:
            case "own" if self.chance(0.5):
                return self.family_name(family.tradition, sex)
            case "polish" if sex == "F" and family.surname.endswith("ki"):
                return family.surname[:-1] + "a"
            case "double":
                return f"{family.father[1]} {family.mother[1]}" if self.chance(0.7) else family.surname
            case "patronym":
                return family.father[0] + "an" if self.chance(0.2) else family.surname
            case "mixed" | "father" if self.chance(0.07) and family.mother[1] != family.surname:
                return f"{family.mother[1]}-{family.surname}"
            case _:
                return family.surname

    def families(self, children: int) -> list[Family]:
        out: list[Family] = []
        made = 0
        while made < children:
            family = self.family()
            for _ in range(self.r.choices([1, 2, 3, 4, 5, 6], [30, 32, 20, 10, 5, 3])[0]):
                child = self.child(family)
                made += 1
                if self.chance(0.015):
                    twin = self.child(family, child.born, self.r.choice([child.sex, "M", "F"]))
                    child.twin, twin.twin = twin, child
                    made += 1
            out.append(family)
        return out
