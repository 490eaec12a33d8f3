"""What the schema finds wrong in a map, as a sentence for its author: the line, what was expected, what was found."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping

from jsonschema.exceptions import ValidationError  # type: ignore[import-untyped]  # it ships no types

Lines = dict[tuple[str | int, ...], int]
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


def told(error: ValidationError, lines: Lines) -> tuple[int, str]:
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
