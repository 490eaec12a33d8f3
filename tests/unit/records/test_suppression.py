"""What leaves the council cannot be worked out again: a reader who subtracts as far as they can is left with more than one answer."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from records.reports.suppression import Sum, hidden_cells

SMALL = 5
MUCH = 10**6


def what_a_reader_knows(rows, counted, sums, hidden):
    """The (least, most) of every hidden cell, by its lines and their totals, until nothing more follows."""
    known = {(at, column): (row[column],) * 2 for at, row in enumerate(rows) for column in counted}
    known |= dict.fromkeys(hidden, (0, MUCH))
    columns = [([(at, column) for at in range(len(rows))], sum(row[column] for row in rows)) for column in counted]
    before = None
    while before != known:
        before = dict(known)
        for parts, total in columns:
            narrow(known, parts, (total, total))
        for each in sums:
            for at in range(len(rows)):
                parts, total = [(at, part) for part in each.parts], (at, each.total)
                narrow(known, parts, known[total])
                least, most = (sum(known[cell][side] for cell in parts) for side in (0, 1))
                known[total] = max(known[total][0], least), min(known[total][1], most)
    return {cell: known[cell] for cell in hidden}


def narrow(known, parts, total):
    for cell in parts:
        others = [known[other] for other in parts if other != cell]
        least, most = total[0] - sum(high for _, high in others), total[1] - sum(low for low, _ in others)
        known[cell] = max(known[cell][0], least), min(known[cell][1], most)


counts = st.one_of(st.integers(0, 9), st.integers(0, 200))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(counts, counts, counts), min_size=1, max_size=7))
def test_no_small_count_can_be_subtracted_from_a_table_with_sums(parts):
    rows = [["label", sum(row), *row] for row in parts]
    counted, sums = (1, 2, 3, 4), (Sum(1, (2, 3, 4)),)
    hidden = hidden_cells(rows, counted, sums, SMALL)

    assert {(at, column) for at, row in enumerate(rows) for column in counted if 0 < row[column] < SMALL} <= hidden
    for (at, column), (least, most) in what_a_reader_knows(rows, counted, sums, hidden).items():
        whole = sum(row[column] for row in rows)
        is_small = 0 < rows[at][column] < SMALL  # a nought that was hidden for another's sake may come out again
        assert not is_small or least < most or whole < SMALL or len(rows) == 1, (rows, at, column)


@pytest.mark.parametrize(
    ("column", "hidden"),
    [
        ([40, 3, 20, 0], {1, 2}),  # 3 = the total less the rest: the next smallest goes too
        ([40, 1, 1, 20], {1, 2, 3}),  # two that come to 2 between them can only be 1 and 1
        ([40, 4, 4, 20], {1, 2}),
        ([3, 0, 0], {0, 1, 2}),  # nothing else is left: zeros would give it away
        ([40, 20, 0], set()),
    ],
)
def test_what_is_hidden_in_one_column(column, hidden):
    rows = [[f"row {at}", count] for at, count in enumerate(column)]

    assert hidden_cells(rows, (1,), (), SMALL) == {(at, 1) for at in hidden}
