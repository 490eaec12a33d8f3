"""Whether a value goes on in words that nobody claimed: the next line of its cell, or the line right under it.

"119 Long Acre" over "Ashmere" is half an address. No reader that took the first line alone may call it certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from extractors.general.vocabulary import Vocabulary
from extractors.ledger.print import Print
from extractors.page import Line, Sheet
from postroom.contact import Contact, Field, Method, Status
from postroom.doubts import GOES_ON_UNCLAIMED

OPEN_ENDED = frozenset(
    ("address", "forename", "surname", "middle_names", "name", "school", "gp_practice", "disability_text", "organisation",
     "role_title", "location")
)  # fmt: skip
"""Leaves whose words may go on: a date, a number or a choice is whole in itself."""

STEP = 0.9  # heights of a line between a line and the one that goes on with it
ALIGNED = 4.0  # points
NEXT = 8  # lines in reading order among which the one under another is
LONGEST = 16  # words of a value's last line
NOT_BELIEVED = 0.5
ASKS = re.compile(
    r"[:?]\s*$|^[^:]{2,40}:\s|\.{4,}|_{3,}|…"
)  # "Favourite colour: green" is a pair of its own, and so is "Role ....Teacher...."


def with_ends_checked(contact: Contact, sheets: Sequence[Sheet], vocabulary: Vocabulary) -> Contact:
    """The contact, each value to be checked under which unclaimed words stand."""
    page = _Page(sheets, Print(vocabulary), frozenset(_stated(contact)))

    def checked(group: Any) -> Any:
        leaves = {name: leaf for name, leaf in group.leaves() if name in OPEN_ENDED and page.goes_on(leaf)}
        return replace(group, **{name: leaf.doubted(GOES_ON_UNCLAIMED, NOT_BELIEVED) for name, leaf in leaves.items()})

    return replace(
        contact,
        referrer=checked(contact.referrer),
        incident=checked(contact.incident),
        children=tuple(checked(child) for child in contact.children),
        people=tuple(checked(person) for person in contact.people),
    )


def _stated(contact: Contact) -> Iterator[str]:
    """The line with which each value begins. Its further lines are its own: under another value they are no other's."""
    for _, leaf in contact.every_leaf():
        yield from (_key(line) for line in (leaf.raw or "").splitlines()[:1])


class _Page:
    """What stands under the words of a document's sheets."""

    def __init__(self, sheets: Sequence[Sheet], printed: Print, stated: frozenset[str]) -> None:
        self._printed, self._stated = printed, stated
        self._under: dict[str, list[tuple[int | None, Line]]] = {}
        for sheet in sheets:
            for above, below in _neighbours(sheet):
                for ending in _endings(above):
                    self._under.setdefault(ending, []).append((sheet.number, below))

    def goes_on(self, leaf: Field) -> bool:
        """Whether unclaimed words stand right under the value's last line, in one of the places where it stands."""
        if leaf.status is not Status.CERTAIN or leaf.method is not Method.LABEL or not leaf.raw:
            return False
        unders = self._under.get(_key(leaf.raw.splitlines()[-1]), ())
        return any(leaf.page in (None, page) and self._is_unclaimed(line) for page, line in unders)

    def _is_unclaimed(self, line: Line) -> bool:
        text = line.text
        if not _key(text) or _key(text) in self._stated or ASKS.search(text) or self._printed.leading_label(text):
            return False
        known = self._printed.is_label(text) or self._printed.is_furniture(text)
        return not known and not all(word.bold for word in line.words)


def _neighbours(sheet: Sheet) -> Iterator[tuple[Line, Line]]:
    """Each line with the one right under it: in its cell, else among the next few lines of the page."""
    held = {id(line) for grid in sheet.grids for cell in grid.cells for line in cell.lines}
    for grid in sheet.grids:
        for cell in grid.cells:
            yield from pairwise(cell.lines)
    free = [line for line in sheet.lines if id(line) not in held]
    for at, above in enumerate(free):
        yield from ((above, below) for below in free[at + 1 : at + 1 + NEXT] if _follows(above, below))


def _endings(line: Line) -> Iterator[str]:
    """Every way in which a value may end the line, from its last word to all of it."""
    ending = ""
    for word in reversed(line.words[-LONGEST:]):
        ending = _key(word.text) + ending
        yield ending


def _follows(above: Line, below: Line) -> bool:
    height = above.box[3] - above.box[1]
    starts = [above.box[0], *(word.box[0] for word in above.words)]
    near = 0 <= below.box[1] - above.box[3] < STEP * height
    return near and any(abs(below.box[0] - start) < ALIGNED for start in starts)


def _key(text: str) -> str:
    return "".join(re.findall(r"[^\W_]+", text)).casefold()
