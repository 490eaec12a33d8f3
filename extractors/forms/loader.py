"""Templates from YAML files: checked against their JSON Schema, then turned into what the engine uses."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from extractors.forms.template import FieldRule, Group, Identity, Place, Report, Section, Source, Template
from extractors.values.found import DateOrder
from postroom.errors import Misconfigured

SHIPPED = Path(__file__).resolve().parent.parent.parent / "templates" / "documents"
SCHEMA = SHIPPED / "schema.json"


class WordLoader(yaml.CSafeLoader):
    """YAML in which `No`, `Yes` and `On` are words, as they are on forms; only true and false are not."""


WordLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
WordLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


@lru_cache(maxsize=1)
def schema() -> Draft202012Validator:
    """The JSON Schema of a template, which editors complete from too."""
    return Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


@lru_cache(maxsize=8)
def load_templates(folder: Path = SHIPPED) -> tuple[Template, ...]:
    """Every template of a folder. Raises Misconfigured, naming the file, for one that is not sound."""
    return tuple(load_template(path) for path in sorted(folder.glob("*.yaml")))


def parsed(text: str) -> Any:
    """The YAML document as plain data. Raises yaml.YAMLError."""
    return yaml.load(text, WordLoader)  # noqa: S506  # WordLoader is a SafeLoader


def load_template(path: Path) -> Template:
    """The template in one file."""
    try:
        return template_of(parsed(path.read_text(encoding="utf-8")), path)
    except (yaml.YAMLError, Misconfigured) as problem:
        raise Misconfigured(f"The template {path.name} cannot be used: {problem}") from problem


def template_of(said: Any, path: Path | None = None) -> Template:
    """The template that a YAML document describes. Raises Misconfigured with the first thing that is wrong."""
    problem = next(iter(schema().iter_errors(said)), None)
    if problem:
        raise Misconfigured(f"{problem.json_path}: {problem.message}")
    return Template(
        name=said["name"],
        version=said["version"],
        identity=_identity(said["identity"]),
        reports=tuple(
            Report(each["document_type"], _words(each.get("titles")), Group(each.get("subjects", Group.CHILDREN)))
            for each in said["reports"]
        ),
        sections=tuple(_section(each) for each in said["sections"]),
        source=Source(said.get("source", Source.ANY)),
        date_order=DateOrder(said.get("date_order", DateOrder.DAY_FIRST)),
        ethnicity_scheme=said.get("ethnicity_scheme"),
        fixed=tuple(said.get("fixed", {}).items()),
        reference=pattern_of(said.get("reference")),
        other_headings=tuple(word for each in said.get("other_headings", ()) for word in _words(each)),
        placeholders=_words(said.get("placeholders")),
        furniture=_words(said.get("furniture")),
        path=path,
    )


def pattern_of(text: str | None) -> re.Pattern[str] | None:
    """A compiled pattern; white space and line ends in it are for the eye only."""
    if text is None:
        return None
    try:
        return re.compile(text, re.VERBOSE)
    except re.error as problem:
        raise Misconfigured(f"the pattern {text.strip()[:40]!r} is wrong: {problem}") from problem


def _words(said: str | Iterable[str] | None) -> tuple[str, ...]:
    """One wording or a list of them."""
    if said is None:
        return ()
    return (said,) if isinstance(said, str) else tuple(said)


def _identity(said: Mapping[str, Any]) -> Identity:
    return Identity(
        all=tuple(_words(each) for each in said["all"]),
        none=_words(said.get("none")),
        labels=said.get("labels", 4),
        first_page_only=said.get("where") == "first page",
    )


def _section(said: Mapping[str, Any]) -> Section:
    each = said.get("each")
    place = Place(said.get("place", Place.BESIDE))
    return Section(
        name=said["name"],
        headings=_words(said.get("heading")),
        opens=said.get("opens", False),
        each=Group(each) if each else None,
        starts=_words(said.get("starts")),
        fields=tuple(_field(rule, place) for rule in said.get("fields", ())),
        table=said.get("table", False),
        entry=pattern_of(said.get("entry")),
        narrative=said.get("narrative", False),
        required=said.get("required", False),
        other_labels=_words(said.get("other_labels")),
    )


def _field(said: Mapping[str, Any], place: Place) -> FieldRule:
    return FieldRule(
        kind=said.get("kind"),
        labels=_words(said.get("labels")),
        place=Place(said.get("place", place)),
        parts=pattern_of(said.get("parts")),
        within=pattern_of(said.get("within")),
        latest=said.get("latest", False),
        each_child=said.get("each_child", False),
    )
