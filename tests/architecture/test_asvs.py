"""The answers to the security standard are whole, and what they name is there."""

from pathlib import Path

import pytest

from scripts.asvs import rows

ROOT = Path(__file__).resolve().parents[2]
ROWS = rows()


def test_each_requirement_stands_once_in_order():
    numbers = [tuple(int(part) for part in row.number.split(".")) for row in ROWS]

    assert numbers == sorted(set(numbers))
    assert {number[0] for number in numbers} == set(range(1, 18))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.number)
def test_an_answer_has_its_reason_and_a_file_that_exists(row):
    assert row.answer in {"yes", "no", "not applicable"}
    assert row.level in {"1", "2"}
    assert row.requirement
    assert row.why
    assert row.answer == "not applicable" or (ROOT / row.where.strip("`")).is_file()
