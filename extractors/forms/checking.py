"""What is wrong with a template, in plain English, with the line where it says so. For the studio and for the tests."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from extractors.forms.leaves import full_kind
from extractors.forms.loader import WordLoader, parsed, schema
from extractors.forms.template import Group
from extractors.forms.wording import folded
from extractors.values import KINDS
from extractors.values.vocabulary import words

Path = tuple[str | int, ...]

PLAIN = {  # what JSON Schema calls a problem -> what a person would say
    "required": "something is missing here: {message}",
    "additionalProperties": "there is a key that templates do not have: {message}",
    "enum": "this word is not one of those that may stand here: {message}",
    "type": "this is not of the right shape: {message}",
    "oneOf": "a field needs either `labels` or `within`, and not both",
    "anyOf": "this is neither one wording nor a list of wordings, or a field has no `kind`",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """`line` counts from 1; 0 where the problem has no line of its own."""

    line: int
    what: str


def check_template(text: str) -> list[Problem]:
    """Everything that is wrong with a template; an empty list for a sound one. Never raises."""
    try:
        said, tree = parsed(text), yaml.compose(text, WordLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)  # what misses its end is marked behind the last line
        line = min(mark.line + 1, len(text.splitlines())) if mark else 0
        return [Problem(line, f"this is not YAML: {getattr(error, 'problem', error)}")]
    lines = _Lines(tree)
    wrong = [
        Problem(lines.of(tuple(error.absolute_path)), _plain(error.validator, error.message))
        for error in schema().iter_errors(said)
    ]
    if wrong:
        return wrong
    return [Problem(lines.of(path), what) for path, what in _wrong_in(said)]


def _plain(validator: str, message: str) -> str:
    return PLAIN.get(validator, "{message}").format(message=message)


class _Lines:
    """Where the parts of a YAML document stand."""

    def __init__(self, tree: yaml.Node | None) -> None:
        self._tree = tree

    def of(self, path: Path) -> int:
        """The line of what `path` leads to, or of the last thing on the way that there is."""
        node = self._tree
        for step in path:
            inner = _inside(node, step)
            if inner is None:
                break
            node = inner
        return node.start_mark.line + 1 if node is not None else 0


def _inside(node: yaml.Node | None, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        inner: yaml.Node = node.value[step]
        return inner
    return None


def _wrong_in(said: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    """What a schema cannot say."""
    scheme = said.get("ethnicity_scheme")
    if scheme and scheme not in words("ethnicity")["schemes"]:
        yield (
            ("ethnicity_scheme",),
            f"there is no ethnicity scheme called “{scheme}” in templates/values/ethnicity.yaml",
        )
    yield from _wrong_pattern(("reference",), said.get("reference"))
    if not any(section.get("narrative") for section in said["sections"]):
        yield ("sections",), "no section is the narrative, so no reason would be read"
    yield from _shared_headings(said["sections"])
    for number, section in enumerate(said["sections"]):
        yield from _wrong_section(("sections", number), section)


def _shared_headings(sections: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Path, str]]:
    owners: dict[tuple[str, ...], str] = {}
    for number, section in enumerate(sections):
        for heading in _listed(section.get("heading")):
            key = (*folded(heading), str("#" in heading))
            owner = owners.setdefault(key, section["name"])
            if owner != section["name"]:
                yield ("sections", number, "heading"), f"the heading “{heading}” opens the section “{owner}” already"


def _wrong_section(path: Path, section: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    each = section.get("each")
    for key in ("table", "entry", "starts"):
        if section.get(key) and not each:
            yield (*path, key), f"`{key}` needs `each`: say whether its rows are children or people"
    yield from _wrong_pattern((*path, "entry"), section.get("entry"))
    yield from _unknown_kinds((*path, "entry"), _groups_of(section.get("entry")), each)
    owners: dict[tuple[str, ...], str] = {}
    for number, rule in enumerate(section.get("fields", ())):
        at = (*path, "fields", number)
        for key in ("parts", "within"):
            yield from _wrong_pattern((*at, key), rule.get(key))
        kinds = ([rule["kind"]] if "kind" in rule else []) + _groups_of(rule.get("parts"))
        yield from _unknown_kinds((*at, "kind"), kinds, each)
        for label in _listed(rule.get("labels")):
            owner = owners.setdefault(folded(label), rule.get("kind", "parts"))
            if owner != rule.get("kind", "parts"):
                yield (*at, "labels"), f"the label “{label}” belongs to {owner} already, in the same section"


def _wrong_pattern(path: Path, pattern: str | None) -> Iterator[tuple[Path, str]]:
    if pattern is None:
        return
    try:
        re.compile(pattern, re.VERBOSE)
    except re.error as error:
        yield path, f"the pattern does not compile: {error}"


def _groups_of(pattern: str | None) -> list[str]:
    """The kinds that a pattern's named groups stand for."""
    return [name.replace("__", ".") for name in re.findall(r"\(\?P<(\w+)>", pattern or "")]


def _unknown_kinds(path: Path, kinds: Sequence[str], each: str | None) -> Iterator[tuple[Path, str]]:
    groups: list[Group | None] = (
        [Group.CHILDREN, Group.PEOPLE] if each == "subjects" else [Group(each) if each else None]
    )
    for kind in kinds:
        if not any(full_kind(kind, group) in KINDS for group in groups):
            where = f"for {each}" if each else "outside of children and people"
            yield path, f"there is no kind of value called “{kind}” {where}; docs/reference/values.md lists them"


def _listed(said: str | Sequence[str] | None) -> Sequence[str]:
    return () if said is None else (said,) if isinstance(said, str) else said
