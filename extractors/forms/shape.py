"""What is wrong with the shape of a template, in the words of somebody who writes one. No word of JSON Schema's reaches a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from typing import Any

import yaml

SHAPES = {
    "object": "lines of `key: value`",
    "array": "a list: [one, another]",
    "string": "words",
    "integer": "a whole number",
    "boolean": "true or false",
}
LOOK = "this cannot be read: look at the brackets, quotation marks and indentation of this line and the one before"
YAML_WORDS = {
    "mapping values are not allowed": "there is a second `: ` in this line: put words that hold one between quotation marks",
    "tab": "a tab stands here: indent with blanks",
    "cannot start any token": "a tab or another sign begins this line that cannot: indent with blanks, and put the words between quotation marks",
    "end of stream": "a quotation mark is opened and never closed",
    "expected ',' or": "a bracket or brace is opened and not closed, or a comma is missing",
    "expected node content": "a bracket is opened and not closed",
    "expected key": "this line does not begin where the lines above begin",
    "'-' indicator": "a list's lines must all begin with `- `",
    "tag": "`!` begins a word: put it between quotation marks",
}
OWN_WORDS = {  # a rule's own words, by the part of the template that it stands in
    "name": "a name has small letters, digits and hyphens, begins with a letter, and is 3 to 51 letters long",
}


def wrong_shape(error: Any) -> Iterator[str]:
    """A sentence for each thing that one error of the schema's validator stands for."""
    yield from PLAIN.get(error.validator, _anything_else)(error)


def unreadable(error: yaml.YAMLError) -> str:
    """What a line that is no YAML lacks."""
    said = str(getattr(error, "problem", ""))
    return next((told for words, told in YAML_WORDS.items() if words in said), LOOK)


def nearest(word: str, known: Sequence[str]) -> str:
    """A question after what says that the word is unknown: the nearest that is known, where one is near."""
    near = get_close_matches(str(word), [str(each) for each in known], n=1)
    return f"; did you mean `{near[0]}`?" if near else ""


def _missing(error: Any) -> Iterator[str]:
    for key in error.validator_value:
        if key not in error.instance:
            yield f"`{key}` is missing here"


def _unknown_keys(error: Any) -> Iterator[str]:
    known = list(error.schema.get("properties", {}))
    for key in error.instance:
        if key not in known:
            yield f"there is no `{key}` here{nearest(key, known) or ': ' + _listed(known) + ' may stand here'}"


def _not_one_of(error: Any) -> Iterator[str]:
    known = error.validator_value
    yield f"“{error.instance}” cannot stand here{nearest(error.instance, known) or f'; it must be one of {_listed(known)}'}"


def _wrong_kind(error: Any) -> Iterator[str]:
    wanted = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
    shapes = " or ".join(SHAPES[each] for each in wanted if each in SHAPES)
    found = "nothing stands here" if error.instance is None else f"“{str(error.instance)[:40]}” cannot stand here"
    yield f"{found}; it must be {shapes}"


def _pattern(error: Any) -> Iterator[str]:
    where = str(error.absolute_path[-1]) if error.absolute_path else ""
    yield OWN_WORDS.get(where, f"“{error.instance}” is not of the form that must stand here")


def _too_few(error: Any) -> Iterator[str]:
    yield "the list is empty: give at least one"


def _no_words(error: Any) -> Iterator[str]:
    yield "the words between the quotation marks are missing"


def _too_small(error: Any) -> Iterator[str]:
    yield f"the number must be {error.validator_value} or more"


def _not_either(error: Any) -> Iterator[str]:
    """`anyOf`: words or a list of words; or a field that says neither kind nor parts."""
    if isinstance(error.instance, dict) and "labels" in error.schema.get("properties", {}):
        yield "say what the field holds: `kind`, or `parts` where one text holds several values"
    else:
        yield "words must stand here, or a list of several wordings: [one, another]"


def _both_or_none(error: Any) -> Iterator[str]:
    if {"labels", "within"} <= set(error.instance):
        yield "a field has `labels` or `within`, not both"
    else:
        yield "say where the value is found: `labels` that are printed beside it, or `within` for a pattern in running text"


def _anything_else(error: Any) -> Iterator[str]:
    yield "this is not what may stand here; docs/how-to/templates.md shows what may"


def _listed(words: Sequence[Any]) -> str:
    return ", ".join(str(each) for each in words if each is not None)


PLAIN: dict[str, Callable[[Any], Iterator[str]]] = {
    "required": _missing,
    "additionalProperties": _unknown_keys,
    "enum": _not_one_of,
    "type": _wrong_kind,
    "pattern": _pattern,
    "minItems": _too_few,
    "minLength": _no_words,
    "minimum": _too_small,
    "anyOf": _not_either,
    "oneOf": _both_or_none,
}
