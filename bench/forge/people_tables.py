"""People in tables: one a row, one a column, one on two rows, columns that go on in a second table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bench.forge.layout import Block, Cell, Grid, Pair, cell, tagged, words

Records = Sequence[Sequence[Pair]]  # for each person the same pairs in the same order
Table = Callable[[Records, Sequence[str]], list[Block]]


def one_a_row(records: Records, names: Sequence[str] = ()) -> list[Block]:
    """The labels stand over their columns."""
    head = tuple(words(p.label, shaded=True) for p in records[0])
    return [Grid((head, *(_row(record, "column_head") for record in records)), heads=1)]


def one_a_row_numbered(records: Records, names: Sequence[str] = ()) -> list[Block]:
    """The same with a first column that only counts."""
    grid = one_a_row(records)[0]
    numbers = (words(""), *(words(str(n), bold=False) for n in range(1, len(records) + 1)))
    return [Grid(tuple((number, *row) for number, row in zip(numbers, grid.rows, strict=True)), heads=1)]


def one_a_row_with_blank_rows(records: Records, names: Sequence[str] = ()) -> list[Block]:
    """Rows that nobody needed stay empty under the last."""
    grid = one_a_row(records)[0]
    empty = tuple(words("") for _ in records[0])
    return [Grid((*grid.rows, empty, empty), heads=1)]


def one_a_column(records: Records, names: Sequence[str] = ()) -> list[Block]:
    """The labels stand before their rows, a person in each column."""
    rows: list[tuple[Cell, ...]] = [(words(""), *(words(name) for name in names))] if names else []
    for at, pair in enumerate(records[0]):
        rows.append((words(pair.label), *(_answer(record[at], "row_head") for record in records)))
    return [Grid(tuple(rows))]


def two_rows_each(records: Records, names: Sequence[str] = ()) -> list[Block]:
    """A record goes over two rows, each under its own row of labels."""
    half = (len(records[0]) + 1) // 2
    rows: list[tuple[Cell, ...]] = []
    for record in records:
        for part in (record[:half], record[half:]):
            spare = [words("")] * (half - len(part))
            rows += [(*(words(p.label, shaded=True) for p in part), *spare), (*_row(part, "label_row"), *spare)]
    return [Grid(tuple(rows))]


def goes_on_in_a_second_table(records: Records, names: Sequence[str] = ()) -> list[Block]:
    """Names and half of the columns, then names again and the other half."""
    known = _naming(records[0])
    rest = [p for n, p in enumerate(records[0]) if n >= known]
    half = known + (len(rest) + 1) // 2
    first = [record[:half] for record in records]
    second = [[*record[:known], *record[half:]] for record in records]
    return one_a_row(first) + (one_a_row(second) if len(second[0]) > known else [])


def _naming(record: Sequence[Pair]) -> int:
    """How many of the first columns name somebody."""
    named = [any(leaf.endswith(("name", "names")) for leaf in p.said.leaves) for p in record]
    return named.index(False) if False in named else len(named)


def _row(record: Sequence[Pair], placement: str) -> tuple[Cell, ...]:
    return tuple(_answer(p, placement) for p in record)


def _answer(pair: Pair, placement: str) -> Cell:
    return cell(Pair(pair.label, tagged(pair.said, placement)).answer())
