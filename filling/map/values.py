"""From the record to what goes into a field: paths, words with {paths}, codes, dates. Pure; refuses before anything is typed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyotp

from filling.map.fields import Field, Origin, Source
from filling.map.steps import Step
from postroom.errors import Misconfigured, NeedsAPerson

Record = Mapping[str, Any]
BRACES = re.compile(r"\{([^{}]+)\}")
TICK_WORDS = {
    "yes": True,
    "true": True,
    "on": True,
    "1": True,
    "y": True,
    "no": False,
    "false": False,
    "off": False,
    "0": False,
    "n": False,
    "": False,
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one field is to hold. `value` is the record's, as text; lists stay apart for controls that take several.

    `required` is the map's word; what the screen itself marks as mandatory is seen there.
    """

    field: Field
    value: str | None
    several: tuple[str, ...] = ()
    required: bool = False

    @property
    def name(self) -> str:
        return self.field.name


def look_up(record: Record, path: str) -> Any:
    """The record's value at a dotted path, None where any part of it is missing. A whole key wins over its parts."""
    found: Any = record
    if path in record:
        return _plain(record[path])
    for part in path.split("."):
        if isinstance(found, Mapping):
            found = found.get(part)
        elif isinstance(found, Sequence) and not isinstance(found, str) and part.isdigit():
            found = found[int(part)] if int(part) < len(found) else None
        else:
            return None
        found = _plain(found)
    return found


def _plain(value: Any) -> Any:
    """An envelope of the reading skill counts as the value in it."""
    return value.get("value") if isinstance(value, Mapping) and {"value", "status"} <= value.keys() else value


def fill_in(text: str, record: Record) -> str:
    """Words with {paths} replaced by the record's values; a missing one leaves nothing."""
    return " ".join(BRACES.sub(lambda found: as_text(look_up(record, found[1])), text).split())


def missing_in(text: str, record: Record) -> list[str]:
    """The {paths} of these words at which the record has nothing."""
    return [path for path in BRACES.findall(text) if not as_text(look_up(record, path)).strip()]


def path_in_words(path: str) -> str:
    """What people call a value that no field of the map has: `child.date_of_birth` is the child's date of birth."""
    *owners, last = (part for part in path.replace("_", " ").split(".") if not part.isdigit())
    return f"the {owners[-1]}'s {last}" if owners else last


def as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(as_text(_plain(one)) for one in value)
    return str(value)


def holds(record: Record, path: str) -> bool:
    """Whether the record has something at this path; `no` and empty lists are nothing."""
    return TICK_WORDS.get(as_text(look_up(record, path)).strip().lower(), True)


def is_left_out(step: Step, record: Record) -> bool:
    """Whether the map leaves this step out for this record: `when` and `unless`."""
    return bool(step.when and not holds(record, step.when)) or bool(step.unless and holds(record, step.unless))


def wanted(field: Field, record: Record, secrets: Mapping[str, str]) -> Wanted:
    """What this field is to hold for this record. Raises NeedsAPerson for a code that no list knows, Misconfigured for a secret."""
    value = _value(field.source, record, secrets)
    several: tuple[str, ...] = ()
    if isinstance(value, Sequence) and not isinstance(value, str):
        several = tuple(_coded(field, as_text(_plain(one))) for one in value)
        value = "; ".join(several)
    text = as_text(value) or _instead(field, record)
    if not text.strip():
        return Wanted(field, None, required=is_required(field, record))
    return Wanted(field, text if several else _coded(field, text), several)


def _instead(field: Field, record: Record) -> str:
    """The words that the map's own rule has for a record without a value: the first rule that the record fits."""
    return next((words for path, words in field.when_absent if holds(record, path)), "")


def is_required(field: Field, record: Record) -> bool:
    """Whether the map wants a value here for this record."""
    return field.required and not (field.required_unless and holds(record, field.required_unless))


def _value(source: Source, record: Record, secrets: Mapping[str, str]) -> Any:
    match source.origin:
        case Origin.RECORD:
            return fill_in(source.text, record) if BRACES.search(source.text) else look_up(record, source.text)
        case Origin.TEXT:
            return fill_in(source.text, record)
        case Origin.SECRET:
            return secret(source.text, secrets)
        case Origin.ONE_TIME_CODE:
            return pyotp.TOTP(secret(source.text, secrets)).now()


def secret(name: str, secrets: Mapping[str, str]) -> str:
    """A credential from the robot's surroundings. Raises Misconfigured with its name, never its value."""
    if not secrets.get(name):
        raise Misconfigured(f"The robot's credential {name} is not set.")
    return secrets[name]


def _coded(field: Field, text: str) -> str:
    if field.codes is None:
        return text
    found = field.codes.text_for(text)
    if found is None:
        raise NeedsAPerson(f"{field.name}: the record's value is not on the list {field.codes.name}.")
    return found
