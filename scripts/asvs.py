"""Counts the answers in docs/reference/asvs.md."""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "asvs.md"


class Row(NamedTuple):
    """One requirement. `where`: a file of this project in backquotes, or a dash where it does not apply."""

    number: str
    level: str
    requirement: str
    answer: str
    why: str
    where: str


def rows() -> list[Row]:
    """Every row, in order. Raises TypeError for one with a column too many or too few."""
    found = (line for line in PAGE.read_text(encoding="utf-8").splitlines() if re.match(r"\| \d", line))
    return [Row(*(cell.strip() for cell in line.strip("|").split("|"))) for line in found]


def words() -> str:
    """The figures in a line."""
    count = Counter(row.answer for row in rows())
    asked = count["yes"] + count["no"]
    return (
        f"{count['yes']} met of {asked} that apply; {count['not applicable']} do not apply; {count.total()} in all.\n"
    )


if __name__ == "__main__":
    sys.stdout.write(words())
