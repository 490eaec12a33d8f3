"""Loading a screen map: YAML, checked against its schema, every mistake told with its line and what was expected."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import yaml
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it ships no types
from jsonschema.exceptions import ValidationError  # type: ignore[import-untyped]

from filling.building import Builder
from filling.steps import ScreenMap
from postroom.errors import Misconfigured

SCHEMA = Path(__file__).parent.parent / "templates" / "screens" / "schema.json"
MOST_TOLD = 5
OTHER_WORDS = {  # what other tools call it
    "click": "press",
    "fields": "form",
    "steps": "form",
    "goto": "open",
    "navigate": "open",
    "upload": "attach",
    "select": "fill",
    "type": "kind",
    "path": "value",
    "selector": "id",
    "name": "label",
    "wait": "sees",
}


class Words(yaml.SafeLoader):
    """YAML in which only true and false are no words: `[Yes, No]` are options of a list, and a column may be headed No."""


Words.yaml_implicit_resolvers = {
    sign: [(tag, what) for tag, what in known if tag != "tag:yaml.org,2002:bool"]
    for sign, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Words.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), ["t", "f"])

Lines = dict[tuple[str | int, ...], int]


def load(path: Path, url: str | None = None) -> ScreenMap:
    """Read a screen map; `url` takes the place of the map's own. Raises Misconfigured: file, line, what was expected."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Misconfigured(f"{path.name}: the screen map cannot be read.") from error
    data, lines = _parse(path.name, text)
    mistakes = [_told(error, lines) for error in _validator().iter_errors(data)]
    if mistakes:
        raise Misconfigured(_listed(path.name, mistakes))
    builder = Builder(path, lines)
    built = builder.screen_map(data)
    if builder.mistakes:
        raise Misconfigured(_listed(path.name, builder.mistakes))
    return replace(built, url=_address(url, built.url)) if url else built


def _address(url: str, own: str) -> str:
    """The address given; one that names a host alone leaves the map's own path."""
    if not re.match(r"https?://[^/]", url):
        raise Misconfigured(f"{url!r} is no address; expected http:// or https:// and a host.")
    return (
        urljoin(url, urlsplit(own)._replace(scheme="", netloc="").geturl())
        if urlsplit(url)[2:] in {("", "", ""), ("/", "", "")}
        else url
    )


def _listed(name: str, mistakes: list[tuple[int, str]]) -> str:
    told = [f"line {line}: {what}" for line, what in sorted(set(mistakes))[:MOST_TOLD]]
    return f"{name}: " + " | ".join(told)


def _parse(name: str, text: str) -> tuple[Any, Lines]:
    try:
        node = yaml.compose(text, Loader=Words)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise Misconfigured(
            f"{name}: line {line}: this is not YAML: {getattr(error, 'problem', None) or 'unreadable'} "
            "(text with braces, a colon or # in it needs quotation marks, with \\ in it single ones)."
        ) from error
    if node is None:
        raise Misconfigured(f"{name}: line 1: the map is empty; expected at least screen, url and form.")
    lines: Lines = {}
    twice = _walk(node, (), lines)
    if twice:
        raise Misconfigured(_listed(name, twice))
    return yaml.load(text, Loader=Words), lines  # noqa: S506  # a SafeLoader


def _walk(node: yaml.Node, at: tuple[str | int, ...], lines: Lines) -> list[tuple[int, str]]:
    """Note the line of every key and item; tell keys that stand twice, of which YAML would silently drop one."""
    lines.setdefault(at, node.start_mark.line + 1)
    twice: list[tuple[int, str]] = []
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            line, here = key.start_mark.line + 1, (*at, key.value)
            if here in lines:
                twice.append(
                    (
                        line,
                        f"{key.value!r} stands here twice; expected each name once (give the second another name and a label:).",
                    )
                )
            lines[here] = line
            twice += _walk(value, here, lines)
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            twice += _walk(item, (*at, number), lines)
    return twice


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def _told(error: ValidationError, lines: Lines) -> tuple[int, str]:
    at = tuple(str(part) if not isinstance(part, int) else part for part in error.absolute_path)
    where = at
    if error.validator == "additionalProperties":
        return _unknown_name(error, at, lines)
    while where and where not in lines:
        where = where[:-1]
    name = f"{at[-1]}: " if at and isinstance(at[-1], str) else ""
    return lines.get(where, 1), name + _expected(error)


def _unknown_name(error: ValidationError, at: tuple[str | int, ...], lines: Lines) -> tuple[int, str]:
    known = list(error.schema.get("properties", {}))
    unknown = [key for key in error.instance if key not in known]
    near = [OTHER_WORDS[unknown[0]]] if OTHER_WORDS.get(unknown[0]) in known else []
    near = near or difflib.get_close_matches(unknown[0], known, n=1)
    hint = f" (did you mean {near[0]!r}?)" if near else ""
    return lines.get(
        (*at, unknown[0]), lines.get(at, 1)
    ), f"{unknown[0]!r} is not known here{hint}; expected one of: {', '.join(known)}."


def _expected(error: ValidationError) -> str:
    match error.validator:
        case "required":
            missing = re.findall(r"'([^']+)'", error.message)[:1]
            return f"{missing[0]!r} is missing; expected: {', '.join(error.validator_value)}."
        case "type":
            kinds = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
            hint = " (text with {paths} needs quotation marks)" if _is_bare_path(error.instance) else ""
            return (
                f"expected {' or '.join(_in_words(kind) for kind in kinds)}, "
                f"found {_in_words(_kind(error.instance))}{hint}."
            )
        case "enum":
            what = f" ({error.schema['description']})" if "description" in error.schema else ""
            return (
                f"{error.instance!r} is not known; expected one of: {', '.join(map(str, error.validator_value))}{what}."
            )
        case "pattern":
            return f"{error.instance!r} does not do; expected {error.schema['description']}."
        case "minProperties" | "maxProperties":
            return "expected exactly one kind of step here: " + ", ".join(error.schema.get("properties", {})) + "."
        case _:
            return f"{error.message}."


def _is_bare_path(value: object) -> bool:
    """`{mark}` without quotation marks, which YAML takes for a table."""
    return isinstance(value, dict) and list(value.values()) == [None]


def _kind(value: object) -> str:
    kinds = {
        dict: "object",
        list: "array",
        str: "string",
        bool: "boolean",
        int: "number",
        float: "number",
        type(None): "null",
    }
    return kinds.get(type(value), type(value).__name__)


def _in_words(kind: str) -> str:
    words: Mapping[str, str] = {
        "object": "a table (name: value)",
        "array": "a list (- ...)",
        "string": "text",
        "null": "nothing",
        "boolean": "true or false",
    }
    return words.get(kind, f"a {kind}")
