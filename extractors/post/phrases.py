"""The phrases of templates/mail/phrases.yaml, compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

import yaml

from extractors.datafile import content_of
from postroom.errors import Misconfigured


@dataclass(frozen=True, slots=True)
class Phrases:
    """One expression for each heading of the file."""

    greeting: re.Pattern[str]
    closing: re.Pattern[str]
    disclaimer: re.Pattern[str]
    older_message: re.Pattern[str]
    wrote_begins: re.Pattern[str]
    wrote_ends: re.Pattern[str]
    header_from: re.Pattern[str]
    header_other: re.Pattern[str]
    forwarded_subject: re.Pattern[str]
    advice: re.Pattern[str]
    somebody: re.Pattern[str]
    bulletin: re.Pattern[str]
    delivery_report_subject: re.Pattern[str]
    delivery_report_sender: re.Pattern[str]
    encrypted_wrapper: re.Pattern[str]
    encrypted_file: re.Pattern[str]
    ignored_file: re.Pattern[str]


@cache
def load_phrases(templates: Path) -> Phrases:
    """Raises Misconfigured where the file lacks a heading or an expression does not compile."""
    path = templates / "mail" / "phrases.yaml"
    try:
        headings = content_of(path)
        return Phrases(
            **{
                each.name: re.compile("|".join(f"(?:{one})" for one in headings[each.name]), re.I)
                for each in fields(Phrases)
            }
        )
    except (OSError, yaml.YAMLError, KeyError, TypeError, re.error) as error:
        raise Misconfigured(f"{path.name} cannot be used: {error}") from error
