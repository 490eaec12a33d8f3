"""The council's lists and the words of the contract's codes, from templates/codes: data, the same that the robot uses."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings


@cache
def _lists() -> dict[str, Any]:
    folder = Path(settings.BASE_DIR) / "templates" / "codes"
    content: dict[str, Any] = {}
    for name in ("pages.yaml", "contact.yaml"):
        content |= yaml.safe_load((folder / name).read_text(encoding="utf-8"))
    return content


def texts(name: str) -> tuple[str, ...]:
    """A list of exact texts: categories, outcomes, channels."""
    return tuple(_lists()[name])


def names(name: str) -> dict[str, str]:
    """A list of codes with what each is called."""
    return {str(code): str(text) for code, text in _lists()[name].items()}


def name_of(listing: str, code: str) -> str:
    """What a code is called; the code itself, with blanks, where the list does not know it."""
    return names(listing).get(code, code.replace("_", " "))
