"""What a form prints where nobody has written anything: it counts as nothing, also when a scan or a print shows it."""

from __future__ import annotations

import re

PLACEHOLDER = re.compile(
    r"^\s*(?:click (?:or tap )?(?:here )?to (?:enter|add|insert) (?:text|a date)|click (?:here )?to enter (?:text|a date)"
    r"|choose an item|select an item|enter text(?: here)?|type here)\s?\.?\s*$",
    re.IGNORECASE,
)


def is_placeholder(text: str) -> bool:
    """Whether the whole text, line ends aside, is a placeholder sentence."""
    return PLACEHOLDER.match(" ".join(text.split())) is not None
