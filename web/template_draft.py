"""The draft of a template from what an admin said about a form: its title, its headings, its labels and what they hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from web.leaves import LEAVES

GROUPS = {
    "children": "About a child",
    "people": "About a parent, carer or other person",
    "referrer": "About the sender",
    "incident": "About the incident",
    "consent": "Consent",
    "": "About the report",
}
OF_GROUP = {
    "": ("agency_reference", "source_code", "police_brag", "dash_grade", "reason"),
    "incident": ("start", "end", "when", "location", "cad_ref", "crime_ref"),
    "referrer": ("name", "rank_name_number", "role_title", "organisation", "phone", "email", "shoulder_number"),
    "consent": ("consent_to_share", "parents_aware"),
    "children": (
        "name", "name_surname_first", "forenames", "forename", "middle_names", "surname", "also_known_as", "date_of_birth", "dob_or_age", "dob_or_edd",
        "age_stated", "is_unborn", "expected_delivery_date", "sex",
        "ethnicity_code", "nhs_number", "upn", "first_language", "interpreter_required", "religion", "disability_text", "school",
        "gp_practice", "address", "postcode", "role_in_incident",
    ),
    "people": (
        "name", "name_surname_first", "forename", "surname", "also_known_as", "date_of_birth", "dob_or_age", "age_stated", "sex", "relationship",
        "phone", "address", "address_and_phone", "postcode",
        "has_parental_responsibility", "role_in_incident",
    ),
}  # fmt: skip
"""What a label may hold, by group."""
TOGETHER = {
    "name": "Whole name",
    "name_surname_first": "Whole name, surname first",
    "forenames": "All forenames",
    "dob_or_age": "Date of birth, or age",
    "dob_or_edd": "Date of birth, or date when it is due",
    "address_and_phone": "Address and telephone",
    "when": "Date and time, from and to",
    "rank_name_number": "Rank, name and number",
}
"""What one box may hold together: the reader takes it apart."""


LONGEST = 100_000  # characters that are taken; what is wrong in them the reader says


@dataclass(frozen=True, slots=True)
class Labelled:
    """One label as printed on the form, under which heading it stands, and what the value beside it is."""

    heading: str
    label: str
    group: str
    leaf: str
    is_column: bool = False  # the value stands in a column under it, one row for each child or person


class Unsound(ValueError):
    """What was typed makes no draft. The message says what is missing."""


def choices() -> dict[str, list[tuple[str, str]]]:
    """Group title → (value, text) of every leaf that a label may hold."""
    return {
        title: [(f"{group}.{leaf}", TOGETHER.get(leaf) or LEAVES[leaf].label) for leaf in OF_GROUP[group]]
        for group, title in GROUPS.items()
    }


def labelled(rows: Iterable[Sequence[str]]) -> list[Labelled]:
    """(heading, label, choice, "column" or nothing) as posted; rows without a label or a choice are left out."""
    found = []
    for heading, label, choice, *stands in rows:
        group, _, leaf = choice.rpartition(".")
        if label.strip() and leaf in OF_GROUP.get(group, ()):
            is_column = stands == ["column"] and group in ("children", "people")
            found.append(Labelled(" ".join(heading.split()), " ".join(label.split()), group, leaf, is_column))
    return found


def draft(title: str, document_type: str, rows: list[Labelled]) -> str:
    """The YAML of a first version. The title and the headings are what the form is known by."""
    if not title.strip():
        raise Unsound("Enter the title as it is printed on the form")
    if not rows:
        raise Unsound("Give at least one label and say what it holds")
    headings = list(dict.fromkeys(row.heading for row in rows))
    said = {
        "name": _name(title),
        "version": 1,
        "title": title.strip(),
        "identity": {
            "all": [[title.strip()], *([heading] for heading in headings[:3] if heading)],
            "labels": max(2, len(rows) // 2),
        },
        "reports": [{"document_type": document_type, "titles": [title.strip()]}],
        "date_order": "day_first",
        "sections": [_section(heading, [row for row in rows if row.heading == heading]) for heading in headings],
    }
    return yaml.safe_dump(said, sort_keys=False, allow_unicode=True, width=110)


def _section(heading: str, rows: list[Labelled]) -> dict[str, Any]:
    """What stands under one heading. The reason alone under its heading is the narrative: all the text to the next heading."""
    section: dict[str, Any] = {"name": _name(heading or "top")} | ({"heading": [heading]} if heading else {})
    if [row.leaf for row in rows] == ["reason"] and (heading or rows[0].label):
        return section | {"heading": [heading or rows[0].label], "narrative": True}
    about = [group for group in ("children", "people") if any(row.group == group for row in rows)]
    if len(about) > 1:
        raise Unsound(
            f"{f'Under “{heading}”' if heading else 'Before the first heading'} are labels of a child and of another person. "
            "Give the labels of each the heading that is printed above them."
        )
    if about:
        section |= {"each": about[0]} | ({"table": True} if any(row.is_column for row in rows) else {})
    return section | {"fields": [_field(row) for row in rows]}


def _field(row: Labelled) -> dict[str, Any]:
    kind = row.leaf if row.group in ("children", "people", "") else f"{row.group}.{row.leaf}"
    return {"kind": kind, "labels": [row.label]}


def _name(words: str) -> str:
    name = re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-")[:40]
    return name if re.match(r"[a-z].{2,}", name) else f"form-{name}"


@dataclass(frozen=True, slots=True)
class Shipped:
    """A template that comes with Postroom."""

    name: str
    version: int
    title: str
    text: str


def shipped() -> tuple[Shipped, ...]:
    """What the folder of templates holds."""
    folder = Path(settings.BASE_DIR) / "templates" / "documents"
    return tuple(_shipped(path, path.stat().st_mtime_ns) for path in sorted(folder.glob("*.yaml")))


@cache
def _shipped(path: Path, _written_at: int) -> Shipped:
    """Read once, and again when the file changes: the studio's pages name every template."""
    text = path.read_text(encoding="utf-8")
    said = yaml.load(text, yaml.CSafeLoader)  # a safe loader
    return Shipped(said["name"], said["version"], said.get("title", ""), text)
