"""What is unexplained, as a person is shown it: neighbouring lines are one place, and a lone word or bullet is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from extractors.ledger.entry import Account, Entry
from postroom.contact import Box
from postroom.places import Unexplained

FEWEST = 3  # words; fewer are shown only where they tell
APART = 30.0  # points between two lines of one place
SHOWN = 12  # words of the place that a person is told
TELLING = re.compile(
    r"\b[A-Z]{1,2}\d[\dA-Z]?\s?\d[A-Z]{2}\b"  # a postcode
    r"|\b\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}\b|\b\d{5,}\b|\b(?:\d[\s-]?){9,}\b"  # a date, a number
    r"|\b[A-Z][a-z'’\-]+ [A-Z][a-z'’\-]+\b|\S@\S"  # a name, a mail address
)


def places_of(entries: Iterable[Entry]) -> Iterator[Unexplained]:
    """The places of one document in reading order."""
    for group in _groups([entry for entry in entries if entry.words]):
        text = " ".join(entry.text for entry in group)
        count = sum(entry.words for entry in group)
        if count >= FEWEST or TELLING.search(text):
            yield Unexplained(group[0].page, count, _around(group), " ".join(text.split()[:SHOWN]))


def _groups(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Unexplained entries that follow one another, with nothing else between but print."""
    group: list[Entry] = []
    for entry in entries:
        if entry.account is Account.UNEXPLAINED:
            if group and not _near(group[-1], entry):
                yield group
                group = []
            group.append(entry)
        elif group and entry.account is not Account.LABEL:
            yield group
            group = []
    if group:
        yield group


def _near(above: Entry, below: Entry) -> bool:
    if above.page != below.page:
        return False
    return above.box is None or below.box is None or below.box[1] - above.box[3] < APART


def _around(group: Sequence[Entry]) -> Box | None:
    boxes = [entry.box for entry in group if entry.box]
    if not boxes:
        return None
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
