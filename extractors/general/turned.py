"""Tables that stand on their side: labels in the first column, a child or person in each of the others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from extractors.general.blocks import NAMES
from extractors.general.events import Begin, Event, Pair, Row
from extractors.general.vocabulary import ANSWERS

if TYPE_CHECKING:
    from extractors.general.said import Said

LABELS = 0.6  # share of the first column's cells that must be labels
STRAY = 0.1  # share of the other cells that may read like labels and be values: "Social worker"

COUNTED = re.compile(r"(?:[A-Za-z]+ )?\d{1,2}")  # "Occupant 2"

LOOKS = {"email": re.compile("@"), "phone": re.compile(r"\d"), "postcode": re.compile(r"\d")}

Cells = Sequence["Said"]


def turned(rows: Sequence[Cells], table: int) -> list[Event]:
    """What such a table tells, column by column; nothing where the table stands upright."""
    width = _width(rows)
    start = next((at for at, row in enumerate(rows) if len(row) == width), 0)
    body = [row for row in rows[start:] if len(row) == width]
    if len(body) < 3 or width < 3 or not _is_turned(body):
        return []
    heads = body[0][1:] if _are_heads(body[0][1:]) else []
    told = [row for row in rows[start + bool(heads) :] if row and row[0].label]
    events: list[Event] = [Begin(row[0].heading, row[0].text) for row in rows[:start] if row and row[0].heading]
    for at in range(1, width):
        if heads and (heading := heads[at - 1].heading):
            events.append(Begin(heading, heads[at - 1].text))
        events.append(Row(tuple(_pairs(told, at)), table))
    return events


def _width(rows: Sequence[Cells]) -> int:
    """How many cells most rows have: rows over the whole width and values for everybody have fewer."""
    return Counter(len(row) for row in rows).most_common(1)[0][0] if rows else 0


def _is_turned(body: Sequence[Cells]) -> bool:
    first = [row[0] for row in body]
    others = [box for row in body for box in row[1:]]
    if any(box.cell.column_span > 1 for row in body for box in row):
        return False
    if sum(box.label is not None for box in first) < LABELS * len(first):
        return False
    if sum(box.label is not None and box.label.field != "name" for box in others) > STRAY * len(others):
        return False
    if any(row[0].label and _mistakes(row[0].label.field, row[1:]) for row in body):
        return False
    named = first[0].label is not None and first[0].label.field in NAMES
    if not (named or _are_heads(body[0][1:])):
        return False
    return any(len([box for box in row[1:] if box.segments]) > 1 for row in body[1:])


def _mistakes(field: str, boxes: Cells) -> bool:
    """Whether the words beside the label cannot be that field's for everybody: "Signed" is nobody's e-mail address."""
    looks = LOOKS.get(field)
    return looks is not None and any(
        not looks.search(box.text) and box.text.casefold() not in ANSWERS and len(box.text) > 2
        for box in boxes
        if not box.is_blank
    )


def _are_heads(boxes: Cells) -> bool:
    return all(box.heading or COUNTED.fullmatch(box.text) for box in boxes if not box.is_blank)


def _pairs(rows: Sequence[Cells], at: int) -> Iterator[Pair]:
    """One column's fields. A cell that goes over all columns holds what is said of everybody."""
    for row in rows:
        box = next((box for box in row[1:] if box.cell.column <= at < box.cell.column + box.cell.column_span), None)
        if row[0].label and (box or len(row) == 1):
            yield Pair(row[0].label, row[0].text, list(box.segments) if box else [])
