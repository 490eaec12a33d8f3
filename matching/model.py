"""The frozen model: what Splink learnt, applied directly to one pair.

Splink's own score of a pair is the sum over comparisons of log2(m / u), with u replaced by the value's frequency where a
level has a rarity. The same sum is made here without SQL, which is what makes an answer among a million children take
milliseconds. tests/integration/matching holds the two equal on a thousand pairs.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import log2
from pathlib import Path
from typing import Any, NamedTuple

from matching.columns import Columns
from matching.comparisons import COMPARISONS, Comparison
from matching.words import DATA
from postroom.errors import Misconfigured
from postroom.matching import Weight

MODEL = DATA / "model.json"
SILENT = -1


@dataclass(frozen=True, slots=True)
class Frequencies:
    """How common values are. `shares`: column → value → share of the children who have it; `least`: that of one child."""

    shares: Mapping[str, Mapping[str, float]]
    least: Mapping[str, float]

    def commoner(self, column: str, left: Columns, right: Columns) -> float:
        """The share of the commoner of two values, as Splink takes it. A value that is not kept is borne by one child."""
        known, least = self.shares[column], self.least[column]
        return max(known.get(getattr(left, column), least), known.get(getattr(right, column), least))


class Scored(NamedTuple):
    """One comparison's answer. `level` counts from the top; SILENT when one side says nothing."""

    comparison: Comparison
    level: int
    bits: float

    @property
    def agrees(self) -> bool | None:
        if self.level == SILENT:
            return None
        return self.comparison.levels[self.level].agrees if self.level < len(self.comparison.levels) else False

    def as_weight(self) -> Weight:
        levels = self.comparison.levels
        if self.level == SILENT:
            return Weight(self.comparison.name, "not stated", 0.0)
        said = levels[self.level].words if self.level < len(levels) else self.comparison.otherwise
        return Weight(self.comparison.name, said, round(self.bits, 3))


@dataclass(frozen=True, slots=True)
class Learnt:
    """m and u of one comparison's levels, from the top, `otherwise` last."""

    m: tuple[float, ...]
    u: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Model:
    version: str
    learnt: Mapping[str, Learnt]
    manifest: Mapping[str, Any]

    def score(self, left: Columns, right: Columns, frequencies: Frequencies) -> list[Scored]:
        """Every comparison of one pair, in the list's order."""
        return [self.compare(comparison, left, right, frequencies) for comparison in COMPARISONS]

    def compare(self, comparison: Comparison, left: Columns, right: Columns, frequencies: Frequencies) -> Scored:
        if comparison.silent.holds(left, right):
            return Scored(comparison, SILENT, 0.0)
        learnt = self.learnt[comparison.name]
        for place, level in enumerate(comparison.levels):
            if level.when.holds(left, right):
                usual = frequencies.commoner(level.rarity, left, right) if level.rarity else learnt.u[place]
                return Scored(comparison, place, log2(learnt.m[place] / usual))
        return Scored(comparison, len(comparison.levels), log2(learnt.m[-1] / learnt.u[-1]))


def load_model(path: Path = MODEL) -> Model:
    """Read model.json and check that it fits the list of comparisons."""
    data = json.loads(path.read_text(encoding="utf-8"))
    learnt = {name: Learnt(tuple(each["m"]), tuple(each["u"])) for name, each in data["comparisons"].items()}
    for comparison in COMPARISONS:
        wanted = len(comparison.levels) + 1
        found = learnt.get(comparison.name)
        if found is None or len(found.m) != wanted or len(found.u) != wanted:
            raise Misconfigured(f"The matching model does not fit the comparisons ({comparison.name}). Train it again.")
    return Model(version=data["version"], learnt=learnt, manifest=data.get("manifest", {}))
