"""Makes registers of invented children of many naming traditions, with the faults that exports have. Standard library.

    python bench/register_maker.py DIRECTORY --children 60000 --queries 4000 --seed 1

writes children.csv, queries.jsonl and truth.jsonl in the forms of the matching contract. Nothing in here was tuned on:
figures are measured on seeds that nobody looked at.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import yaml

TODAY = date(2026, 11, 21)
NAMES = yaml.safe_load(Path(__file__).with_name("match_names.yaml").read_text(encoding="utf-8"))
TRADITIONS = list(NAMES)
WEIGHTS = [NAMES[name]["weight"] for name in TRADITIONS]
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
FLAWED = 0.5  # share of seen records' faults in comparison with the worst exports


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


class Maker:
    """All chance comes from one seed."""

    def __init__(self, seed: int) -> None:
        self.r = random.Random(seed)
        self.case = 500_000
        self.places: dict[tuple[str, str], list[str]] = {}

    def chance(self, share: float) -> bool:
        return self.r.random() < share

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
        tradition = self.r.choices(TRADITIONS, WEIGHTS)[0]
        other = self.r.choice(TRADITIONS) if self.chance(0.05) else tradition
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

    # ---- the record -------------------------------------------------------------------------------------------

    def row(self, child: Child, *, flawed: float = FLAWED) -> dict[str, str]:
        family = child.family
        years = (TODAY - child.born).days / 365
        row = {
            "case_id": self.case_id(), "forename": child.forename, "middle_names": child.middle, "surname": child.surname, "also_known_as": child.aka,
            "date_of_birth": child.born.isoformat(), "dob_estimated": "N", "sex": child.sex, "nhs_number": child.nhs if self.chance(0.6) else "",
            "upn": child.upn if years > 4 and self.chance(0.7) else "", "address": family.address, "postcode": family.postcode,
            "mother_name": " ".join(family.mother).strip() if self.chance(0.76) else "", "family_id": family.number if self.chance(0.86) else "",
            "status": "closed", "allocated_team": "", "merged_into": "", "is_unborn": "N", "expected_delivery_date": "", "restricted": "N",
        }  # fmt: skip
        self.flaw(row, child, flawed)
        return row

    def flaw(self, row: dict[str, str], child: Child, share: float) -> None:
        """The faults that exports have, each by its own chance."""
        faults = (
            (0.03, self.lose_date), (0.05, self.estimate_date), (0.25, self.old_address), (0.06, self.spoil_postcode), (0.08, self.capitals),
            (0.05, self.typo_in_record), (0.3, self.plain_letters), (0.06, self.names_together), (0.04, self.pet_name), (0.05, self.mother_first_only),
            (0.02, self.wrong_sex), (0.01, self.respell), (0.008, self.swap_names), (0.03, self.single_name_written),
        )  # fmt: skip
        for chance, fault in faults:
            if self.chance(chance * share):
                fault(row, child)
        if self.chance(0.12):
            row["status"], row["allocated_team"] = (
                "open",
                self.r.choice(["Duty Team", "MASH", "Assessment Team", "Leaving Care"]),
            )

    def lose_date(self, row: dict[str, str], child: Child) -> None:
        row["date_of_birth"] = ""

    def estimate_date(self, row: dict[str, str], child: Child) -> None:
        if self.chance(0.5):
            row["date_of_birth"] = f"{child.born.year + self.r.choice([-1, 0, 0, 1])}-01-01"
            row["dob_estimated"] = self.r.choice("YN")
        else:
            row["date_of_birth"] = (child.born + timedelta(days=self.r.randint(-75, 75))).isoformat()[:8] + "15"
            row["dob_estimated"] = "Y"

    def old_address(self, row: dict[str, str], child: Child) -> None:
        row["address"], row["postcode"] = self.home()

    def spoil_postcode(self, row: dict[str, str], child: Child) -> None:
        bad = self.r.choice(
            ["XXXX", "NOPOSTCODE", "ZZ99 3VZ", "", row["postcode"].split()[0], row["postcode"].lower().replace(" ", "")]
        )
        row["address"] = ", ".join(row["address"].split(", ")[:-1])
        row["postcode"] = bad

    def capitals(self, row: dict[str, str], child: Child) -> None:
        for name in ("forename", "middle_names", "surname") if self.chance(0.4) else ("surname",):
            row[name] = row[name].upper()

    def typo_in_record(self, row: dict[str, str], child: Child) -> None:
        name = self.r.choice(["forename", "surname"])
        row[name] = self.typo(row[name])

    def plain_letters(self, row: dict[str, str], child: Child) -> None:
        for name in ("forename", "middle_names", "surname", "mother_name"):
            row[name] = plain(row[name])

    def names_together(self, row: dict[str, str], child: Child) -> None:
        row["forename"], row["middle_names"] = f"{row['forename']} {row['middle_names']}".strip(), ""

    def pet_name(self, row: dict[str, str], child: Child) -> None:
        row["forename"] += f" ({row['forename'][:3]})" if self.chance(0.5) else f" ({row['forename'][:2]}mi)"

    def mother_first_only(self, row: dict[str, str], child: Child) -> None:
        row["mother_name"] = row["mother_name"].split(" ")[0]

    def wrong_sex(self, row: dict[str, str], child: Child) -> None:
        row["sex"] = "U"

    def respell(self, row: dict[str, str], child: Child) -> None:
        row["forename"] = self.spelt_otherwise(row["forename"])

    def swap_names(self, row: dict[str, str], child: Child) -> None:
        if row["surname"]:
            row["forename"], row["surname"] = row["surname"], row["forename"]

    def single_name_written(self, row: dict[str, str], child: Child) -> None:
        if not row["surname"]:
            style = self.r.randint(0, 3)
            if style == 0:
                row["forename"], row["surname"] = "FNU", row["forename"]
            elif style == 1:
                row["surname"] = "Unknown"
            elif style == 2:
                row["surname"] = row["forename"]

    # ---- mistakes in names ------------------------------------------------------------------------------------

    def typo(self, name: str) -> str:
        """One slip: a neighbour on the keyboard, a letter lost, doubled or exchanged, a letter misread by OCR."""
        if len(name) < 4:
            return name
        near = {
            "a": "sq",
            "e": "rw",
            "i": "uo",
            "o": "ip",
            "u": "yi",
            "n": "bm",
            "m": "n",
            "r": "te",
            "s": "ad",
            "t": "ry",
            "l": "k",
            "h": "gj",
            "d": "sf",
        }
        place = self.r.randrange(1, len(name) - 1)
        letter = name[place].lower()
        match self.r.randint(0, 4):
            case 0:
                return name[:place] + self.r.choice(near.get(letter, "aeo")) + name[place + 1 :]
            case 1:
                return name[:place] + name[place + 1 :]
            case 2:
                return name[:place] + letter + name[place:]
            case 3:
                return name[:place] + name[place + 1] + name[place] + name[place + 2 :]
            case _:
                misread = (
                    name.replace("rn", "m", 1)
                    if "rn" in name
                    else name.replace("m", "rn", 1)
                    if "m" in name
                    else name.replace("l", "i", 1)
                )
                return misread if misread != name else name[:place] + name[place + 1 :]

    def spelt_otherwise(self, name: str) -> str:
        """The same sound in other letters."""
        rules = [
            ("ee", "i"), ("oo", "u"), ("ou", "u"), ("ph", "f"), ("kh", "k"), ("aa", "a"), ("ah", "a"), ("y", "i"), ("z", "s"), ("ss", "s"), ("mm", "m"),
            ("dd", "d"), ("ll", "l"), ("x", "h"), ("w", "v"), ("q", "k"), ("ie", "y"), ("ai", "ei"), ("u", "o"), ("i", "e"), ("e", "i"), ("o", "u"),
        ]  # fmt: skip
        self.r.shuffle(rules)
        lower = name.lower()
        for old, new in rules:
            if self.chance(0.5):
                old, new = new, old
            if old in lower[1:]:
                return (lower[0] + lower[1:].replace(old, new, 1)).title()
        return name


def plain(text: str) -> str:
    text = text.translate(str.maketrans("łŁıİ", "lLiI"))
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


def fill_register(maker: Maker, families: list[Family]) -> list[dict[str, str]]:
    """Every child's row, and the rows that registers have besides."""
    rows: list[dict[str, str]] = []
    for family in families:
        for child in family.children:
            child.row = maker.row(child)
            rows.append(child.row)
            kind = maker.r.random()
            if kind < 0.017:
                merged = maker.row(child, flawed=1.5) | {"merged_into": child.row["case_id"]}
                child.extra.append(merged)
                if maker.chance(0.15):
                    child.extra.append(maker.row(child, flawed=1.5) | {"merged_into": merged["case_id"]})
            elif kind < 0.022:
                second = maker.row(child, flawed=1.5)
                child.same.append(second["case_id"])
                child.extra.append(second)
            elif kind < 0.025:
                marked = maker.row(child)
                where = maker.r.choice(["forename", "surname"])
                word = maker.r.choice(
                    ["DUPLICATE", "DO NOT USE", "(DUPLICATE)", "DUP", "ZZ DUPLICATE", "- do not use -"]
                )
                marked[where] = f"{marked[where]} {word}" if maker.chance(0.7) else f"{word} {marked[where]}"
                child.extra.append(marked)
            elif kind < 0.032:
                child.row["restricted"] = "Y"
            rows += child.extra
    for _ in range(8):
        born = date(2014, 3, 3)
        test = Child(
            Family("british", ("Test", "Mother"), ("", ""), "Test", "Town Hall, B1 1AA", "B1 1AA", ""),
            "Test",
            "",
            "Child",
            born,
            "M",
            "",
            "",
        )
        rows.append(maker.row(test))
    maker.r.shuffle(rows)
    return rows


def write(
    directory: Path, rows: list[dict[str, str]], queries: list[dict[str, object]], truths: list[dict[str, object]]
) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / "children.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    for name, lines in (("queries", queries), ("truth", truths)):
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        (directory / f"{name}.jsonl").write_text(text, encoding="utf-8")


def main() -> None:
    from register_questions import ask

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--children", type=int, default=60_000)
    parser.add_argument("--queries", type=int, default=4_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    maker = Maker(options.seed)
    families = maker.families(options.children)
    hidden = [maker.family() for _ in range(options.queries)]
    rows = fill_register(maker, families)
    queries, truths, unborn = ask(maker, families, hidden, options.queries)
    write(options.directory, rows + unborn, queries, truths)


if __name__ == "__main__":
    main()
