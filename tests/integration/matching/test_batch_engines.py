"""The batch gives the same pairs on PostgreSQL as on DuckDB, from one model file. Runs where scripts/with-postgres gives a database."""

from __future__ import annotations

import os

import pytest

from matching.batch import engine, pairs
from matching.model import load_model
from postroom.errors import Misconfigured
from tests.integration.matching.invented import invented_children

DATABASE = os.environ.get("POSTROOM_TEST_DATABASE_URL", "")
Found = dict[frozenset[str], float]


def found_by(name: str, registers: int) -> Found:
    children = [invented_children(600, seed=21 + place) for place in range(registers)]
    if registers == 2:  # a second register that knows some of the first one's children by other ids
        children[1] += [child._replace(case_id=f"B{child.case_id}") for child in children[0][:200]]
    return {
        frozenset((pair["case_id_l"], pair["case_id_r"])): pair["bits"]
        for pair in pairs(engine(name, DATABASE), children, load_model(), least=10.0)
    }


@pytest.mark.own_database
@pytest.mark.skipif(not DATABASE, reason="needs scripts/with-postgres")
@pytest.mark.parametrize("registers", [1, 2])
def test_postgres_finds_the_pairs_that_duckdb_finds(registers: int) -> None:
    one, other = found_by("duckdb", registers), found_by("postgres", registers)
    assert len(one) > 50
    assert one.keys() == other.keys()
    assert max(abs(one[pair] - other[pair]) for pair in one) < 0.01  # bits


def test_a_database_that_is_no_postgres_is_refused_in_words() -> None:
    with pytest.raises(Misconfigured, match="--database needs a URL"):
        engine("postgres", "")
