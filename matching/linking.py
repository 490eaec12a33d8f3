"""The model as Splink sees it: the list of comparisons as Splink's settings, children as Splink's table.

One list (matching.comparisons) and one file of numbers (model.json) serve DuckDB, PostgreSQL and Spark: conditions are
written in DuckDB's dialect, and Splink translates them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pandas as pd  # type: ignore[import-untyped]  # no stubs
import splink.comparison_level_library as levels
from splink import SettingsCreator, block_on
from splink.comparison_library import CustomComparison

from matching.columns import Columns, columns
from matching.comparisons import COMPARISONS, Comparison
from matching.keys import register_keys
from matching.model import Learnt, Model
from matching.standard import Standard

OVERLAP = re.compile(r"(\w+) && (\w+)")
DIALECT = "duckdb"  # in which the conditions are written


def settings(
    model: Model | None = None, link: str = "dedupe_only", children: int = 2, engine: str = DIALECT
) -> SettingsCreator:
    """Splink's settings, with the frozen numbers when there is a model. `children`: of whom one record is the child's."""
    return SettingsCreator(
        link_type=link,  # type: ignore[arg-type]  # one of Splink's three words
        unique_id_column_name="case_id",
        probability_two_random_records_match=1 / max(children, 2),
        comparisons=[comparison_of(each, model.learnt[each.name] if model else None, engine) for each in COMPARISONS],
        blocking_rules_to_generate_predictions=[block_on("keys", arrays_to_explode=["keys"])],
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=True,
        max_iterations=30,
    )


def comparison_of(comparison: Comparison, learnt: Learnt | None, engine: str) -> CustomComparison:
    """One comparison: silent first, the levels from the top, everything else last."""
    made: list[Any] = [
        levels.CustomLevel(spoken(comparison.silent.sql, engine), "not stated", DIALECT).configure(is_null_level=True)
    ]
    for place, level in enumerate(comparison.levels):
        configured: dict[str, Any] = {}
        if level.rarity:
            configured |= {"tf_adjustment_column": level.rarity, "disable_tf_exact_match_detection": True}
        made.append(
            levels.CustomLevel(spoken(level.when.sql, engine), level.words, DIALECT).configure(
                **configured, **numbers(learnt, place)
            )
        )
    made.append(
        levels.ElseLevel().configure(label_for_charts=comparison.otherwise, **numbers(learnt, len(comparison.levels)))
    )
    return CustomComparison(made, output_column_name=comparison.name)


def spoken(sql: str, engine: str) -> str:
    """Spark has no && for lists, and Splink's translation does not know it."""
    return OVERLAP.sub(r"arrays_overlap(\1, \2)", sql) if engine == "spark" else sql


def numbers(learnt: Learnt | None, place: int) -> dict[str, Any]:
    return {"m_probability": learnt.m[place], "u_probability": learnt.u[place]} if learnt else {}


def table(children: Iterable[Standard]) -> pd.DataFrame:
    """Children as the table of the comparisons' columns, with the keys by which they come to be compared."""
    rows = []
    for child in children:
        row: dict[str, Any] = columns(child)._asdict()
        rows.append(
            {name: list(value) if isinstance(value, tuple) else value for name, value in row.items()}
            | {"keys": register_keys(child)}
        )
    frame = pd.DataFrame(rows, columns=[*Columns._fields, "keys"])
    frame["birth_year"] = frame["birth_year"].astype("Int64")
    return frame
