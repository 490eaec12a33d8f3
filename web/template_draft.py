"""The draft of a template from what an admin said about a form: its title, its headings, its labels and what they hold."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

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
    "incident": ("start", "end", "location", "cad_ref", "crime_ref"),
    "referrer": ("name", "role_title", "organisation", "phone", "email", "shoulder_number"),
    "consent": ("consent_to_share", "parents_aware"),
    "children": (
        "forename", "middle_names", "surname", "also_known_as", "date_of_birth", "age_stated", "is_unborn", "expected_delivery_date", "sex",
        "ethnicity_code", "nhs_number", "upn", "first_language", "interpreter_required", "religion", "disability_text", "school",
        "gp_practice", "address", "postcode", "role_in_incident",
    ),
    "people": (
        "forename", "surname", "also_known_as", "date_of_birth", "age_stated", "sex", "relationship", "phone", "address", "postcode",
        "has_parental_responsibility", "role_in_incident",
    ),
}  # fmt: skip
"""What a label may hold, by group."""


LONGEST = 100_000  # characters of a template; the longest that is shipped has a tenth of that
DEEPEST = 20
BOOL = "tag:yaml.org,2002:bool"


@dataclass(frozen=True, slots=True)
class Labelled:
    """One label as printed on the form, under which heading it stands, and what the value beside it is."""

    heading: str
    label: str
    group: str
    leaf: str


class Unsound(ValueError):
    """A template that cannot be used. The message says where and what was expected."""


def choices() -> dict[str, list[tuple[str, str]]]:
    """Group title → (value, text) of every leaf that a label may hold."""
    return {
        title: [(f"{group}.{leaf}", LEAVES[leaf].label) for leaf in OF_GROUP[group]] for group, title in GROUPS.items()
    }


def labelled(rows: Iterable[tuple[str, str, str]]) -> list[Labelled]:
    """(heading, label, choice) as posted; rows without a label or a choice are left out."""
    found = []
    for heading, label, choice in rows:
        group, _, leaf = choice.rpartition(".")
        if label.strip() and leaf in OF_GROUP.get(group, ()):
            found.append(Labelled(" ".join(heading.split()), " ".join(label.split()), group, leaf))
    return found


def draft(title: str, document_type: str, rows: list[Labelled]) -> str:
    """The YAML of a first version. The title and the headings are what the form is known by."""
    if not title.strip():
        raise Unsound("Enter the title as it is printed on the form")
    if not rows:
        raise Unsound("Give at least one label and say what it holds")
    headings = list(dict.fromkeys(row.heading for row in rows if row.heading))
    said = {
        "name": _name(title),
        "version": 1,
        "title": title.strip(),
        "identity": {
            "all": [[title.strip()], *([heading] for heading in headings[:3])],
            "labels": max(2, len(rows) // 2),
        },
        "reports": [{"document_type": document_type, "titles": [title.strip()]}],
        "date_order": "day_first",
        "sections": [_section(key, [row for row in rows if (row.heading, row.group) == key]) for key in _keys(rows)],
    }
    return yaml.safe_dump(said, sort_keys=False, allow_unicode=True, width=110)


def _keys(rows: list[Labelled]) -> list[tuple[str, str]]:
    return list(dict.fromkeys((row.heading, row.group) for row in rows))


def _section(key: tuple[str, str], rows: list[Labelled]) -> dict[str, Any]:
    heading, group = key
    section: dict[str, Any] = {"name": _name(f"{heading or 'top'} {group}")}
    if heading:
        section["heading"] = [heading]
    if group in ("children", "people"):
        section["each"] = group
    inside = group in ("children", "people", "")
    section["fields"] = [{"kind": row.leaf if inside else f"{group}.{row.leaf}", "labels": [row.label]} for row in rows]
    return section


def _name(words: str) -> str:
    name = re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-")[:40]
    return name if re.match(r"[a-z].{2,}", name) else f"form-{name}"


@cache
def _schema() -> Draft202012Validator:
    path = Path(settings.BASE_DIR) / "templates" / "documents" / "schema.json"
    return Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))


class Words(yaml.SafeLoader):
    """As the reader takes it: `No`, `Yes` and `On` are words of a form; only true and false are not."""


Words.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != BOOL]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Words.add_implicit_resolver(BOOL, re.compile(r"^(?:true|false)$"), list("tf"))


def _loaded(text: str) -> Any:
    """References are refused: a page of them that point at each other unfolds to more than any memory holds."""
    depth = 0
    for event in yaml.parse(text, yaml.SafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or depth > DEEPEST:
            what = "references (& and *) and deep nesting have no place here"
            raise Unsound(f"line {event.start_mark.line + 1 if event.start_mark else 1}: {what}")
    return yaml.load(text, Words)  # noqa: S506  # a SafeLoader


def checked(text: str) -> Mapping[str, Any]:
    """The template as data. Raises Unsound with the place and what was expected there."""
    if len(text) > LONGEST:
        raise Unsound(f"A template has at most {LONGEST} characters")
    try:
        said = _loaded(text)
    except Unsound:
        raise
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}: " if mark else ""
        raise Unsound(f"This is not YAML: {where}{getattr(error, 'problem', None) or 'it cannot be read'}") from error
    except ValueError as error:
        raise Unsound("This cannot be read: it holds a number or a date that is none") from error
    problem = next(iter(sorted(_schema().iter_errors(said), key=lambda each: list(each.absolute_path))), None)
    if problem:
        raise Unsound(f"{problem.json_path.replace('$.', '')}: {problem.message}")
    assert isinstance(said, dict)  # noqa: S101  # the schema says so
    return said


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
    found = []
    for path in sorted(folder.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        said = yaml.safe_load(text)
        found.append(Shipped(said["name"], said["version"], said.get("title", ""), text))
    return tuple(found)
