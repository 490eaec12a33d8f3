"""Golden pairs: a filled-in form and what a careful person reads on it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.certainty import cross_check
from extractors.forms import read_with_template
from extractors.page import Sheet
from extractors.sheets import open_document
from postroom.contact import Contact, Field, Status

FOLDER = Path(__file__).resolve().parents[3] / "documents" / "forms"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MEDIA_TYPES = {".pdf": "application/pdf", ".docx": WORD}
UNSAID = {"is_unborn": False, "dob_estimated": False, "role_in_incident": "none"}


@dataclass(frozen=True)
class Pair:
    """A form with its truth. `template` is the name of the template that must read it."""

    form: Path
    template: str

    @property
    def truth(self) -> dict[str, Any]:
        said: dict[str, Any] = json.loads(self.form.with_name(self.form.name + ".json").read_text(encoding="utf-8"))
        return said

    def sheets(self) -> tuple[Sheet, ...]:
        return open_document(self.form.read_bytes(), MEDIA_TYPES[self.form.suffix])


def pairs() -> list[Pair]:
    """Every pair, in the order of their names."""
    forms = sorted(path for path in FOLDER.rglob("*") if path.suffix in MEDIA_TYPES)
    return [Pair(form, form.parent.name) for form in forms]


def contacts_of(sheets: tuple[Sheet, ...]) -> tuple[str | None, list[Contact]]:
    """The template's name and the contacts, completed and cross-checked as the reader does it."""
    reading = read_with_template(sheets)
    return reading.template, [cross_check(contact) for contact in reading.contacts]


def differences(truth: dict[str, Any], contacts: list[Contact]) -> Iterator[str]:
    """What is missing, wrong, or certain although the form does not say it."""
    if len(truth["contacts"]) != len(contacts):
        yield f"{len(contacts)} contacts instead of {len(truth['contacts'])}"
        return
    for number, (said, contact) in enumerate(zip(truth["contacts"], contacts, strict=True)):
        found = dict(contact.every_leaf())
        wanted = dict(_flat(said))
        for path in sorted(found.keys() | wanted.keys()):
            full = f"contacts[{number}].{path}"
            if full in truth.get("free", ()):
                continue
            right = truth.get("accept", {}).get(full, [wanted.get(path)])
            difference = _difference(path, right, found.get(path), doubtful=full in truth.get("doubt", ()))
            if difference:
                yield f"{full}: {difference}"


def _difference(path: str, right: list[Any], found: Field | None, *, doubtful: bool) -> str | None:
    value = None if found is None else list(found.value) if isinstance(found.value, tuple) else found.value
    leaf = path.rpartition(".")[2]
    if value is None:
        return None if any(each in (None, UNSAID.get(leaf)) for each in right) else f"missing, should be {right[0]!r}"
    if any(_same(leaf, each, value) for each in right) or (right == [None] and value == UNSAID.get(leaf)):
        return (
            "certain, although it contradicts itself" if doubtful and found and found.status is Status.CERTAIN else None
        )
    if right == [None] and found and found.status is not Status.CERTAIN:
        return None
    return f"{value!r} instead of {right[0]!r}"


def _same(leaf: str, one: Any, other: Any) -> bool:
    if isinstance(one, str) and isinstance(other, str) and leaf not in ("date_of_birth", "start", "end"):
        return one.casefold() == other.casefold()
    return bool(one == other)


def _flat(said: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in said.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{path}{name}.")
        elif name in ("children", "people"):
            for number, each in enumerate(value):
                yield from _flat(each, f"{name}[{number}].")
        else:
            yield f"{path}{name}", value
