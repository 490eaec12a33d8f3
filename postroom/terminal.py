"""Words of others on a terminal. A terminal obeys some characters instead of showing them, and post is written by anybody."""

from __future__ import annotations

import unicodedata

OBEYED = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
"""Unicode's categories of characters that steer, turn the writing, or have no shape of their own."""


def printable(text: str, longest: int = 0) -> str:
    """The text on one line, with a middle dot for each character that a terminal would obey, cut at `longest` characters (0: whole)."""
    one_line = " ".join(text.split())
    plain = "".join("\u00b7" if unicodedata.category(char) in OBEYED else char for char in one_line)
    return plain if not longest or len(plain) <= longest else f"{plain[:longest]}\u2026"
