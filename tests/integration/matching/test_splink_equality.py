"""The frozen weights applied directly are Splink's own score, pair by pair."""

from __future__ import annotations

import random
from typing import Any

import pandas as pd
import pytest
from splink import DuckDBAPI, Linker

from matching.columns import Columns, columns
from matching.comparisons import COMPARISONS, RARITIES
from matching.linking import settings, table
from matching.model import Frequencies, load_model
from matching.standard import Standard
from tests.integration.matching.invented import invented_children

PAIRS = 1_000
Pair = tuple[str, str]


def frequencies_of(children: list[Standard]) -> Frequencies:
    """Counted as the register counts them."""
    shares: dict[str, dict[str, float]] = {}
    least: dict[str, float] = {}
    described = [columns(child) for child in children]
    for column in RARITIES:
        values = pd.Series([getattr(each, column) for each in described]).dropna()
        shares[column] = values.value_counts(normalize=True).to_dict()
        least[column] = 1 / max(len(values), 1)
    return Frequencies(shares, least)


def splinks_scores(children: list[Standard], frequencies: Frequencies) -> dict[Pair, dict[str, float]]:
    """Splink's own weights of every pair that shares a key: comparison → bits, rarity included."""
    api = DuckDBAPI()
    linker = Linker(
        api.register(table(children), dataset_display_name="children"), settings(load_model()), log_level="ERROR"
    )
    for column, values in frequencies.shares.items():
        lookup = pd.DataFrame({column: list(values), f"tf_{column}": list(values.values())})
        linker.table_management.register_term_frequency_lookup(api.register(lookup), column)
    rows: list[dict[str, Any]] = linker.inference.predict().as_pandas_dataframe().to_dict("records")
    return {
        (row["case_id_l"], row["case_id_r"]): {
            each.name: row[f"mw_{each.name}"] + row.get(f"mw_tf_adj_{each.name}", 0.0) for each in COMPARISONS
        }
        for row in rows
    }


@pytest.fixture(scope="module")
def children() -> list[Standard]:
    return invented_children(900, seed=5)


def test_the_direct_score_of_a_thousand_pairs_is_splinks_own(children: list[Standard]) -> None:
    frequencies = frequencies_of(children)
    scores = splinks_scores(children, frequencies)
    described: dict[str, Columns] = {child.case_id: columns(child) for child in children}
    model = load_model()
    pairs = random.Random(3).sample(sorted(scores), k=min(len(scores), 5_000))  # noqa: S311  # a sample, no secret
    telling = [pair for pair in pairs if sum(scores[pair].values()) > 0][: PAIRS // 2]
    others = [pair for pair in pairs if pair not in set(telling)][: PAIRS - len(telling)]
    assert len(telling) + len(others) == PAIRS
    for left, right in telling + others:
        direct = {
            each.comparison.name: each.bits for each in model.score(described[left], described[right], frequencies)
        }
        assert direct == pytest.approx(scores[left, right], abs=1e-6), (left, right)
