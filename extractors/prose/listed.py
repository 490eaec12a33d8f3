"""Tables in a mail: children or people in rows under a row of labels, as mail programs leave them, with tabs between the cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.general.terms import Label, Owner
from extractors.general.vocabulary import Vocabulary
from extractors.prose.gathered import Gathered, Leaves, keep
from postroom.contact import Method
from postroom.doubts import CELLS_MISSING

NAMES = frozenset(("name", "name_surname_first", "forename", "surname"))
MOST_ROWS = 100
"""In one mail; more is no mail that somebody wrote."""


def read_listed(text: str, gathered: Gathered, vocabulary: Vocabulary) -> str:
    """Reads all tables into `gathered`. The text without them, so that nobody takes their labels for words."""
    lines = text.split("\n")
    for start, labels in _heads(lines, vocabulary):
        owner = _owner(labels)
        lines[start] = ""
        for at in _rows(lines, start + 1):
            found = _row(lines[at].split("\t"), labels, owner, gathered, vocabulary)
            (gathered.people if owner is Owner.PERSON else gathered.children).extend([found] if found else [])
            lines[at] = ""
    return "\n".join(lines)


def _heads(lines: Sequence[str], vocabulary: Vocabulary) -> Iterator[tuple[int, list[Label | None]]]:
    """(line, labels) of each heading row: two known labels at least, one of them a name, most cells labels."""
    for at, line in enumerate(lines):
        labels = [vocabulary.label(cell.strip(" :")) for cell in line.split("\t")] if line.count("\t") > 1 else []
        known = [label.field for label in labels if label]
        if len(known) > 1 and 2 * len(known) >= len(labels) and NAMES & set(known):
            yield at, labels


def _owner(labels: Sequence[Label | None]) -> Owner:
    said = {label.field for label in labels if label}
    adult = {"relationship", "has_parental_responsibility"} & said
    return Owner.PERSON if adult else Owner.OTHER if {"organisation", "role_title"} & said else Owner.CHILD


def _rows(lines: Sequence[str], start: int) -> Iterator[int]:
    """The lines of the table's body; blank ones between two rows are the mail program's."""
    for at in range(start, min(start + MOST_ROWS, len(lines))):
        if lines[at].strip() and "\t" not in lines[at].strip():
            return
        if lines[at].strip():
            yield at


def _row(
    cells: Sequence[str], labels: Sequence[Label | None], owner: Owner, gathered: Gathered, vocabulary: Vocabulary
) -> Leaves:
    """One child's or person's leaves; none where the row's cells cannot be told apart."""
    if owner is Owner.OTHER or len(cells) > len(labels):
        return {}
    leaves: Leaves = {}
    for cell, label in zip(cells, labels, strict=False):
        kind = vocabulary.kind(label.field, owner) if label else None
        if kind and kind.startswith(("children.", "people.")) and re.search(r"\w", cell):
            uneven = () if len(cells) == len(labels) else (CELLS_MISSING,)
            keep(leaves, gathered.read(kind, cell.strip(), Method.LABEL, *uneven))
    return leaves if any(leaf.value for leaf in leaves.values()) else {}
