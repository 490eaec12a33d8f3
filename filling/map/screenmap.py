"""Loading a screen map: YAML, checked against its schema, every mistake told with its line and what was expected."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import yaml
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it ships no types

from filling.map.building import Builder
from filling.map.mistakes import Lines, told
from filling.map.screen import ScreenMap
from postroom.errors import Misconfigured

SCHEMA = Path(__file__).parents[2] / "templates" / "screens" / "schema.json"
MOST_TOLD = 5


class Words(yaml.SafeLoader):
    """YAML in which only true and false are no words: `[Yes, No]` are options of a list, and a column may be headed No."""


Words.yaml_implicit_resolvers = {
    sign: [(tag, what) for tag, what in known if tag != "tag:yaml.org,2002:bool"]
    for sign, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Words.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), ["t", "f"])


def load(path: Path, url: str | None = None) -> ScreenMap:
    """Read a screen map; `url` takes the place of the map's own. Raises Misconfigured: file, line, what was expected."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Misconfigured(f"{path.name}: the screen map cannot be read.") from error
    data, lines = _parse(path.name, text)
    mistakes = [told(error, lines) for error in _validator().iter_errors(data)]
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
