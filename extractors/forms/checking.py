"""What is wrong with a template, in plain English, with the line where it says so. For the studio and for the tests."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from extractors.forms.leaves import full_kind
from extractors.forms.loader import WordLoader, parsed, schema
from extractors.forms.runaway import runs_away
from extractors.forms.sense import listed, makes_no_sense
from extractors.forms.shape import nearest, unreadable, wrong_shape
from extractors.forms.template import Group
from extractors.forms.wording import folded
from extractors.values import KINDS
from extractors.values.vocabulary import words

Path = tuple[str | int, ...]

LONGEST = 100_000  # characters of a template; the longest that is shipped has a tenth of that
DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Problem:
    """`line` counts from 1; 0 where the problem has no line of its own. `hinders`: the template cannot be used with it."""

    line: int
    what: str
    hinders: bool = True


def check_template(text: str) -> list[Problem]:
    """Everything that is wrong with a template; an empty list for a sound one. Never raises, also for a text made to do harm."""
    if len(text) > LONGEST:
        return [Problem(0, f"a template has at most {LONGEST:,} characters")]
    try:
        if harm := _made_to_harm(text):
            return [harm]
        said, tree = parsed(text), yaml.compose(text, WordLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)  # what misses its end is marked behind the last line
        line = min(mark.line + 1, len(text.splitlines())) if mark else 0
        return [Problem(line, unreadable(error))]
    except ValueError:
        return [Problem(0, "this holds a number or a date that is none")]
    lines = _Lines(tree)
    wrong = [
        Problem(lines.of(tuple(error.absolute_path)), told)
        for error in schema().iter_errors(said)
        for told in wrong_shape(error)
    ]
    if wrong:
        return sorted(wrong, key=lambda each: each.line)
    advice = [Problem(1, NO_REASON, hinders=False)] if not _reads_reason(said["sections"]) else []
    return [Problem(lines.of(path), what) for path, what in _wrong_in(said)] + advice


NO_REASON = "no section is the narrative (`narrative: true`), so no reason will be read"


def _reads_reason(sections: Sequence[Mapping[str, Any]]) -> bool:
    kinds = (rule.get("kind") for section in sections for rule in section.get("fields", ()))
    return any(section.get("narrative") for section in sections) or "reason" in kinds


def _made_to_harm(text: str) -> Problem | None:
    """References are refused: a page of them that point at each other unfolds to more than any memory holds."""
    depth = 0
    for event in yaml.parse(text, WordLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or depth > DEEPEST:
            line = event.start_mark.line + 1 if event.start_mark else 0
            return Problem(line, "references (& and *) and deep nesting have no place here")
    return None


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
    yield from _shared_headings(said["sections"])
    for number, section in enumerate(said["sections"]):
        yield from _wrong_section(("sections", number), section)
    yield from makes_no_sense(said)


def _shared_headings(sections: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Path, str]]:
    owners: dict[tuple[str, ...], str] = {}
    for number, section in enumerate(sections):
        for heading in listed(section.get("heading")):
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
        for label in listed(rule.get("labels")):
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
    else:
        if runs_away(pattern):
            yield (
                path,
                "the pattern could take for ever on a long text: repeat no part that is itself repeated, as in (a+)+",
            )


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
            known = {
                name.rpartition(".")[2] for name in KINDS if not each or each == "subjects" or name.startswith(each)
            }
            near = nearest(kind, sorted(known | KINDS)) or "; docs/reference/values.md lists them"
            if not each and kind in known:
                near = ": give the section `each: children` or `each: people`"
            yield path, f"there is no kind of value called “{kind}” {where}{near}"
