"""The council's lists that reports count by: templates/codes/contact.yaml."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings


def council_list(name: str) -> tuple[str, ...]:
    """A list of exact texts, in its order."""
    return tuple(_lists()[name])


def named_list(name: str) -> dict[str, str]:
    """A list of our codes with the screen's texts, in its order."""
    return dict(_lists()[name])


@cache
def _lists() -> dict[str, Any]:
    path = Path(settings.BASE_DIR) / "templates" / "codes" / "contact.yaml"
    lists: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return lists
