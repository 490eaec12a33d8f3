"""Conditions on a pair of children that mean the same in Python and in SQL.

Each condition is data: `sql` is what Splink runs on DuckDB, PostgreSQL or Spark, `holds` is what the index runs on one
candidate. A test holds the two equal on a thousand pairs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rapidfuzz.distance import Levenshtein

from matching.columns import Columns

Holds = Callable[[Columns, Columns], bool]


@dataclass(frozen=True, slots=True)
class Condition:
    """`sql` is in DuckDB's dialect, from which Splink translates; `holds` answers for (report, record)."""

    sql: str
    holds: Holds

    def __and__(self, other: Condition) -> Condition:
        first, second = self.holds, other.holds
        return Condition(
            f"({self.sql}) AND ({other.sql})", lambda left, right: first(left, right) and second(left, right)
        )

    def __or__(self, other: Condition) -> Condition:
        first, second = self.holds, other.holds
        return Condition(
            f"({self.sql}) OR ({other.sql})", lambda left, right: first(left, right) or second(left, right)
        )


def missing(column: str) -> Condition:
    """Either side is silent."""

    def holds(left: Columns, right: Columns) -> bool:
        return getattr(left, column) is None or getattr(right, column) is None

    return Condition(f"{column}_l IS NULL OR {column}_r IS NULL", holds)


def same(column: str) -> Condition:
    def holds(left: Columns, right: Columns) -> bool:
        value: Any = getattr(left, column)
        return value is not None and bool(value == getattr(right, column))

    return Condition(f"{column}_l = {column}_r", holds)


def crossed(one: str, other: str) -> Condition:
    """One side's `one` is the other's `other`, either way about."""

    def holds(left: Columns, right: Columns) -> bool:
        first, second = getattr(left, one), getattr(right, one)
        return (first is not None and first == getattr(right, other)) or (
            second is not None and second == getattr(left, other)
        )

    return Condition(f"{one}_l = {other}_r OR {other}_l = {one}_r", holds)


def near(column: str, edits: int, at_least: int) -> Condition:
    """At most so many letters to put in, take out or change, in words of `at_least` letters."""

    def holds(left: Columns, right: Columns) -> bool:
        one, other = getattr(left, column), getattr(right, column)
        if one is None or other is None or len(one) < at_least or len(other) < at_least:
            return False
        return Levenshtein.distance(one, other, score_cutoff=edits) <= edits

    length = f"length({column}_l) >= {at_least} AND length({column}_r) >= {at_least}"
    return Condition(f"{length} AND levenshtein({column}_l, {column}_r) <= {edits}", holds)


def within(column: str, difference: int) -> Condition:
    def holds(left: Columns, right: Columns) -> bool:
        one, other = getattr(left, column), getattr(right, column)
        return one is not None and other is not None and abs(one - other) <= difference

    return Condition(f"abs({column}_l - {column}_r) <= {difference}", holds)


def either(column: str) -> Condition:
    """The flag is up on at least one side."""
    return Condition(
        f"{column}_l = 'Y' OR {column}_r = 'Y'",
        lambda left, right: "Y" in (getattr(left, column), getattr(right, column)),
    )


def among(column: str, listed: str) -> Condition:
    """One side's word is among the other's words, either way about."""

    def holds(left: Columns, right: Columns) -> bool:
        one, other = getattr(left, column), getattr(right, column)
        return (one is not None and one in getattr(right, listed)) or (
            other is not None and other in getattr(left, listed)
        )

    return Condition(f"array_contains({listed}_r, {column}_l) OR array_contains({listed}_l, {column}_r)", holds)


def share(listed: str) -> Condition:
    """Both lists have a word in common."""

    def holds(left: Columns, right: Columns) -> bool:
        others = getattr(right, listed)
        return any(word in others for word in getattr(left, listed))

    return Condition(f"{listed}_l && {listed}_r", holds)
