"""The word lists under templates/values: what forms and writers call things. Editing them needs no programmer."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from extractors.datafile import content_of
from postroom.errors import Misconfigured

FOLDER = Path(__file__).resolve().parents[2] / "templates" / "values"


@cache
def words(name: str) -> dict[str, Any]:
    """The list `name` as a mapping. Raises Misconfigured when it cannot be read. Callers must not change it."""
    try:
        content = content_of(FOLDER / f"{name}.yaml")
    except (OSError, yaml.YAMLError) as error:
        raise Misconfigured(f"The word list {name}.yaml cannot be read.") from error
    if not isinstance(content, dict):
        raise Misconfigured(f"The word list {name}.yaml must be a mapping.")
    return content


@cache
def either(name: str, group: str) -> str:
    """A group of words as one regular expression, longest first, so that `unborn baby` wins over `unborn`."""
    ordered = sorted((str(word) for word in words(name)[group]), key=len, reverse=True)
    return "|".join(re.escape(word) for word in ordered)


def plain(text: str) -> str:
    """Lower case, blanks folded, quotes straight, no full stop or colon at the ends: how words are compared."""
    straight = text.replace("\u2019", "'").replace("\u2018", "'").replace("\u00a0", " ")
    return " ".join(straight.split()).strip(" .:;,").lower()
