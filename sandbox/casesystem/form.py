"""The contact form of the pretend case system: what is on it, what it starts with, and what it refuses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
Input = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Upload:
    """What a browser sent: the answers by input, and the names of the attached files."""

    answers: dict[str, str]
    files: list[str]


@cache
def tabs(version: int) -> list[dict[str, Any]]:
    """The tabs with their inputs. Version 2 renames fields and moves the tab of the child behind the incident's."""
    read: list[dict[str, Any]] = yaml.safe_load((HERE / "form.yaml").read_text(encoding="utf-8"))["tabs"]
    if version == 1:
        return read
    for tab in read:
        for entry in tab.get("inputs", []):
            entry["label"] = entry.get("renamed", entry["label"])
    return [read[0], read[2], read[1], *read[3:]]


@cache
def lists() -> dict[str, list[str]]:
    found: dict[str, list[str]] = yaml.safe_load((HERE / "lists.yaml").read_text(encoding="utf-8"))
    return found


def inputs(version: int) -> list[Input]:
    return [entry for tab in tabs(version) for entry in tab.get("inputs", [])]


def start(person: dict[str, str] | None, version: int) -> dict[str, str]:
    """What a new form holds: for a known person the system copies their details in, and ticks the box that copies back."""
    if person is None:
        return {}
    answers: dict[str, str] = {}
    for entry in inputs(version):
        value = person.get(entry.get("fills", ""), "")
        if entry["kind"] == "date3" and value:
            answers |= _three_boxes(entry["key"], value)
        elif value:
            answers[entry["key"]] = {"M": "Male", "F": "Female", "U": "Unknown"}.get(value, value)
        if entry.get("carries"):
            answers[entry["key"]] = "on"
    return answers


def _three_boxes(key: str, iso: str) -> dict[str, str]:
    year, month, day = [*iso.split("-"), "", ""][:3]
    return {f"{key}_day": day.lstrip("0"), f"{key}_month": month.lstrip("0"), f"{key}_year": year}


def complaints(answers: dict[str, str], version: int) -> list[str]:
    """What the system refuses to save, in its own words."""
    return [said for entry in inputs(version) for said in _complain(entry, answers)]


def _complain(entry: Input, answers: dict[str, str]) -> list[str]:
    label, key, kind = entry["label"], entry["key"], entry["kind"]
    if kind == "date3":
        return _complain_date(label, [answers.get(f"{key}_{part}", "") for part in ("year", "month", "day")], entry)
    value = answers.get(key, "")
    if not value.strip() and _is_required(entry, answers):
        return [f"{label} is mandatory."]
    if kind in {"select", "radio"} and value and value not in lists()[entry["list"]]:
        return [f"{label}: {value!r} is not on the list."]
    if len(value) > entry.get("max", 10**6):
        return [f"{label} is too long."]
    return []


def _is_required(entry: Input, answers: dict[str, str]) -> bool:
    """Mandatory by itself, or because none of those inputs was answered that would do in its place."""
    instead: list[str] = entry.get("required_unless", [])
    return bool(entry.get("required")) or (bool(instead) and not any(answers.get(key, "").strip() for key in instead))


def _complain_date(label: str, parts: list[str], entry: Input) -> list[str]:
    if not any(parts):
        return [f"{label} is mandatory."] if entry.get("required") else []
    try:
        day = date(*(int(part) for part in parts))
    except ValueError:
        return [f"{label} is not a date."]
    return [f"{label} lies in the future."] if entry.get("required") and day > date.today() else []


def people_rows(answers: dict[str, str]) -> list[int]:
    """The numbers of the rows of the People tab that somebody has added."""
    numbers = {int(match[1]) for key in answers if (match := re.fullmatch(r"people_(\d+)_\w+", key))}
    return sorted(numbers)
