"""How an export's columns become the register's: data under templates/registers, checked before it is used."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from postroom.errors import Misconfigured

COLUMNS = (
    "case_id", "forename", "middle_names", "surname", "also_known_as", "date_of_birth", "dob_estimated", "sex", "nhs_number", "upn", "address",
    "postcode", "mother_name", "family_id", "status", "allocated_team", "merged_into", "is_unborn", "expected_delivery_date", "restricted",
)  # fmt: skip
NEEDED = ("case_id", "forename", "surname", "date_of_birth")
FLAGS = ("dob_estimated", "is_unborn", "restricted")
IDS = ("case_id", "merged_into", "family_id")


@dataclass(frozen=True, slots=True)
class Mapped:
    """One kind of export. `columns`: the register's name → the export's heading."""

    name: str
    source: str
    columns: Mapping[str, str]
    prefix: str = ""  # set before every id, so that two sources' ids cannot meet
    encoding: str = "utf-8"
    dates: Sequence[str] = ("%Y-%m-%d",)
    yes_words: Sequence[str] = ("Y",)
    sexes: Mapping[str, str] = field(default_factory=dict)

    def reader(self, heading: Sequence[str]) -> Callable[[Sequence[str]], dict[str, str]]:
        """A function from a row of the export to one of the register. Misconfigured when a needed column is not there."""
        places = {folded(name): place for place, name in enumerate(heading)}
        lacking = [self.columns[name] for name in NEEDED if folded(self.columns.get(name, "")) not in places]
        if lacking:
            raise Misconfigured(
                f"The export lacks these columns: {', '.join(lacking)}. The register in use stays as it is."
            )
        taken = [(name, places.get(folded(self.columns.get(name, "")), -1)) for name in COLUMNS]

        def read(row: Sequence[str]) -> dict[str, str]:
            return {name: row[place].strip() if 0 <= place < len(row) else "" for name, place in taken}

        return read

    def normalise(self, row: dict[str, str]) -> None:
        """Dates, flags, sexes and ids in the register's own form, in place."""
        row["source"] = self.source
        for name in FLAGS:
            row[name] = "Y" if row[name] in self.yes_words else "N"
        for name in IDS if self.prefix else ():
            row[name] = self.prefix + row[name] if row[name] else ""
        row["sex"] = self.sexes.get(row["sex"], row["sex"])
        row["date_of_birth"] = iso(row["date_of_birth"], tuple(self.dates))
        if "-" not in row["expected_delivery_date"]:
            row["expected_delivery_date"] = iso(row["expected_delivery_date"], tuple(self.dates))


def folded(heading: str) -> str:
    """A heading without what exports vary in: capitals, blanks, underscores."""
    return " ".join(heading.replace("_", " ").lower().split())


@lru_cache(maxsize=50_000)
def iso(text: str, formats: tuple[str, ...]) -> str:
    """A date in YYYY-MM-DD; as it was when no format fits, so that the check of the row can say so."""
    if len(text) == 10 and text[4] == "-" and text[7] == "-" and formats[0] == "%Y-%m-%d":
        return text
    for form in formats if text else ():
        try:
            return datetime.strptime(text[:19], form).date().isoformat()
        except ValueError:
            continue
    return text


def load_mapping(path: Path) -> Mapped:
    """Read one of templates/registers/*.yaml."""
    try:
        data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        mapped = Mapped(**data)
    except (OSError, TypeError, yaml.YAMLError) as error:
        raise Misconfigured(f"The column mapping {path.name} cannot be read.") from error
    unknown = set(mapped.columns) - set(COLUMNS)
    if unknown:
        raise Misconfigured(
            f"The column mapping {path.name} names columns that a register has not: {', '.join(sorted(unknown))}."
        )
    return mapped


CONTRACT = Mapped(
    name="contract",
    source="case_system",
    columns={name: name for name in COLUMNS},
    dates=("%Y-%m-%d", "%d/%m/%Y", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S"),
)
"""The export as the contract of `worker.py match` fixes it."""
