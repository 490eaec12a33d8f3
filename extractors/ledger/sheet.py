"""The ledger of one page: every line, cell by cell and then what stands between the tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.ledger.entry import Account, Entry
from extractors.ledger.print import Print
from extractors.ledger.said import Said
from extractors.page import Cell, Line, Sheet, Word
from postroom.contact import Box

BELOW = 1.0  # heights of a line between two lines of one label
ACCOUNT = 12  # words of a line that somebody tells something in


def entries_of(sheet: Sheet, said: Said, printed: Print) -> Iterator[Entry]:
    """Every word of the page with what it was taken for."""
    for line in sheet.margins:
        yield _entry(Account.FURNITURE, line.words, sheet)
    labels = _labelled(sheet, printed)
    beside = _beside_ignored(sheet, printed) | _in_unread_parts(sheet, printed)
    for line in sheet.lines:
        yield from _of_line(line, sheet, said, printed, print_only=id(line) in labels, unasked=id(line) in beside)


def _in_unread_parts(sheet: Sheet, printed: Print) -> set[int]:
    """Lines under a heading that says that nobody reads what follows, up to the next heading. Accounts stay to be shown."""
    found: set[int] = set()
    unread = False
    for line in sheet.lines:
        begins = printed.begins_part(line.text)
        unread = unread if begins is None else begins
        if unread and len(line.words) < ACCOUNT:
            found.add(id(line))
    return found


def _of_line(
    line: Line, sheet: Sheet, said: Said, printed: Print, *, print_only: bool, unasked: bool
) -> Iterator[Entry]:
    if print_only:
        yield _entry(Account.LABEL, line.words, sheet)
        return
    if said.is_told(line.text) and len(line.words) > 1:
        yield _entry(Account.NARRATIVE, line.words, sheet)
        return
    left = said.unsaid(line, sheet.number)
    kept = {id(word) for stretch in left for word in stretch}
    if stated := tuple(word for word in line.words if id(word) not in kept):
        yield _entry(Account.VALUE, stated, sheet)
    for stretch in left:
        yield from _of_stretch(stretch, sheet, said, printed, unasked=unasked)


def _of_stretch(
    stretch: tuple[Word, ...], sheet: Sheet, said: Said, printed: Print, *, unasked: bool
) -> Iterator[Entry]:
    text = " ".join(word.text for word in stretch)
    account = _account(text, said, printed)
    label = "" if account else printed.leading_label(text)
    if label:
        count = len(label.split())
        yield _entry(Account.LABEL, stretch[:count], sheet)
        rest = printed.is_asked_by_nobody(label)
        if stretch[count:]:
            yield from _of_stretch(stretch[count:], sheet, said, printed, unasked=unasked or rest)
        return
    unasked_or_not = Account.VALUE if unasked else Account.UNEXPLAINED
    yield _entry(account or unasked_or_not, stretch, sheet)


def _account(text: str, said: Said, printed: Print) -> Account | None:
    if said.is_stated(text):
        return Account.VALUE
    if printed.is_label(text):
        return Account.LABEL
    if said.is_told(text):
        return Account.NARRATIVE
    return Account.FURNITURE if printed.is_furniture(text) else None


def _labelled(sheet: Sheet, printed: Print) -> set[int]:
    """Lines that are a label only together: the cells of a table, and lines right under each other."""
    found: set[int] = set()
    for grid in sheet.grids:
        for cell in grid.cells:
            if len(cell.lines) > 1 and (printed.is_label(cell.text) or printed.is_furniture(cell.text)):
                found |= {id(line) for line in cell.lines}
    for above, below in pairwise(sheet.lines):
        height = above.box[3] - above.box[1]
        near = abs(above.box[0] - below.box[0]) < height and 0 <= below.box[1] - above.box[3] < BELOW * height
        if near and not printed.is_label(below.text) and printed.is_label(f"{above.text} {below.text}"):
            found |= {id(above), id(below)}
    return found


def _beside_ignored(sheet: Sheet, printed: Print) -> set[int]:
    """Lines of the cells that answer what nobody asks for: right of such a label, or right under it."""
    found: set[int] = set()
    for grid in sheet.grids:
        places = {(cell.row, cell.column): cell for cell in grid.cells}
        for cell in grid.cells:
            before = _neighbour(places, cell)
            if before is not None and printed.is_asked_by_nobody(before.text):
                found |= {id(line) for line in cell.lines}
    for left, right in _rows(sheet.lines):
        if printed.is_asked_by_nobody(left.text):
            found.add(id(right))
    return found


def _neighbour(places: dict[tuple[int, int], Cell], cell: Cell) -> Cell | None:
    left = next(
        (
            each
            for (row, column), each in places.items()
            if row == cell.row and column + each.column_span == cell.column
        ),
        None,
    )
    return left or places.get((cell.row - 1, cell.column))


def _rows(lines: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """Lines that share a height, one left of the other."""
    for left, right in pairwise(lines):
        if abs(left.box[1] - right.box[1]) < 0.5 * (left.box[3] - left.box[1]) and right.box[0] > left.box[2]:
            yield left, right


def _entry(account: Account, words: Sequence[Word], sheet: Sheet) -> Entry:
    text = " ".join(word.text for word in words)
    return Entry(account, text, sheet.number, _around(words) if sheet.number is not None else None)


def _around(words: Sequence[Word]) -> Box:
    return (
        min(word.box[0] for word in words),
        min(word.box[1] for word in words),
        max(word.box[2] for word in words),
        max(word.box[3] for word in words),
    )
