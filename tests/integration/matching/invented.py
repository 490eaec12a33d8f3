"""Invented children for the matching tests: families with twins, siblings, double records and gaps."""

from __future__ import annotations

import csv
import random
from pathlib import Path

from matching.mapping import COLUMNS
from matching.standard import Standard, from_row

BOYS = [
    "Mohammed",
    "Muhammad",
    "Ahmed",
    "Yusuf",
    "Oliver",
    "Jakub",
    "Gurpreet",
    "Kwame",
    "Łukasz",
    "Andrei",
    "Hassan",
    "Hussain",
    "Minh",
    "João",
]
GIRLS = [
    "Aisha",
    "Ayesha",
    "Amina",
    "Katarzyna",
    "Simran",
    "Olivia",
    "Chiamaka",
    "Ștefania",
    "Hodan",
    "Xaliimo",
    "Mei-Ling",
    "Maria",
    "Fatima",
]
SURNAMES = [
    "Khan",
    "Singh",
    "Kaur",
    "Al-Hassan",
    "O'Neill",
    "MacDermott",
    "Nowak",
    "Silva Costa",
    "Okafor-Jones",
    "Patel",
    "Ibrahim",
    "Nguyen",
    "Grey",
]
STREETS = ["Lime Drive", "Oak Road", "Mill Lane", "Station Road", "Elm Court"]
Row = dict[str, str]


def invented_rows(children: int, seed: int) -> list[Row]:
    """Rows of an export; every tenth child has a second record with a slip in it."""
    chance = random.Random(seed)  # noqa: S311  # invented data, no secret
    rows: list[Row] = []
    while len(rows) < children:
        surname, mother = chance.choice(SURNAMES), f"{chance.choice(GIRLS)} {chance.choice(SURNAMES)}"
        address = f"{chance.randint(1, 99)} {chance.choice(STREETS)}, Uxbridge"
        postcode = f"UB{chance.randint(1, 9)} {chance.randint(1, 9)}A{chance.choice('ABDEF')}"
        for _ in range(chance.randint(1, 3)):
            row = invented_row(chance, str(100_000 + len(rows)), surname, mother)
            row |= {
                "address": f"{address}, {postcode}",
                "postcode": postcode if chance.random() < 0.9 else "XXXX",
                "family_id": f"F{seed}{len(rows)}",
            }
            rows.append(row)
            if chance.random() < 0.1:
                rows.append(slipped(chance, row, str(100_000 + len(rows))))
    return rows[:children]


def invented_row(chance: random.Random, case_id: str, surname: str, mother: str) -> Row:
    sex = chance.choice("MF")
    born = f"{chance.randint(2009, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    row = dict.fromkeys(COLUMNS, "") | {
        "dob_estimated": "N",
        "is_unborn": "N",
        "restricted": "N",
        "status": "closed",
        "source": "case_system",
    }
    return row | {
        "case_id": case_id,
        "forename": chance.choice(BOYS if sex == "M" else GIRLS),
        "middle_names": chance.choice(["", "", chance.choice(BOYS)]),
        "surname": surname,
        "date_of_birth": born if chance.random() < 0.95 else "",
        "sex": sex if chance.random() < 0.95 else "U",
        "nhs_number": nhs_number(chance) if chance.random() < 0.6 else "",
        "upn": "",
        "mother_name": mother if chance.random() < 0.8 else "",
    }


def slipped(chance: random.Random, row: Row, case_id: str) -> Row:
    """A second record of the same child, with one thing changed."""
    name, date = row["forename"], row["date_of_birth"]
    changes: list[Row] = [
        {"forename": name[:2] + name[3:]},
        {"forename": row["surname"], "surname": name},
        {"surname": chance.choice(SURNAMES)},
        {"date_of_birth": f"{date[:4]}-{date[8:]}-{date[5:7]}" if date and date[8:] <= "12" else date},
        {"date_of_birth": f"{date[:4]}-01-01", "dob_estimated": "Y"} if date else {},
        {"address": "12 Other Way, Hayes, UB3 1AA", "postcode": "UB3 1AA"},
    ]
    return row | chance.choice(changes) | {"case_id": case_id}


def nhs_number(chance: random.Random) -> str:
    """Valid, and from the range that is issued to nobody."""
    while True:
        digits = "999" + "".join(str(chance.randint(0, 9)) for _ in range(6))
        check = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True)) % 11
        if check != 10:
            return digits + str(check % 11)


def invented_children(children: int, seed: int) -> list[Standard]:
    return [from_row(row) for row in invented_rows(children, seed)]


def write_export(path: Path, rows: list[Row], encoding: str = "utf-8") -> Path:
    """The rows as the contract's CSV."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(COLUMNS), extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path
