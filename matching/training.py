"""Learns the weights from a register, without labels: Splink's expectation maximisation.

Each session compares children who already share something strict (a number; a date with both names by sound), because
on anything looser most pairs are namesakes and siblings, and the model would learn those.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from splink import DuckDBAPI, Linker, block_on

from matching.comparisons import COMPARISONS
from matching.linking import settings, table
from matching.standard import Standard

SESSIONS: Sequence[Sequence[str]] = (
    ("nhs_number",),
    ("upn",),
    ("date_of_birth", "forename_sound", "surname_sound"),
    ("date_of_birth", "mother", "house"),
    ("forename", "surname", "mother"),
)
LEAST_M = 0.002  # of a level that no session showed: rare among matches, not impossible
LEAST_U = 1e-6
PAIRS = 2_000_000  # random pairs from which u is counted


@dataclass(frozen=True, slots=True)
class Trained:
    model: dict[str, Any]  # model.json
    charts: dict[str, Any]  # file name → chart that can save itself


def train(
    children: Iterable[Standard],
    reports: Iterable[Standard] = (),
    source: str = "",
    seed: int = 1,
    sessions: Sequence[Sequence[str]] = SESSIONS,
) -> Trained:
    """Learn from the double records of one register, or from reports against it, which show what reports get wrong.

    Nobody says which report is about which child. `source` says in the manifest what the numbers were learnt from.
    """
    api = DuckDBAPI()
    frames = [frame for frame in (table(children), table(reports)) if len(frame)]
    tables = [api.register(frame, dataset_display_name=f"table_{place}") for place, frame in enumerate(frames)]
    link = "link_only" if len(frames) > 1 else "dedupe_only"
    linker = Linker(tables, settings(link=link, children=len(frames[0])), log_level="ERROR")
    linker.training.estimate_u_using_random_sampling(max_pairs=PAIRS, seed=seed)
    for session in sessions:
        linker.training.estimate_parameters_using_expectation_maximisation(
            block_on(*session), fix_probability_two_random_records_match=False, estimate_without_term_frequencies=True
        )
    learnt = {each.name: levels_of(linker, each.name) for each in COMPARISONS}
    manifest = {
        "trained_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "source": source,
        "records": [len(frame) for frame in frames],
        "seed": seed,
        "sessions": [" + ".join(session) for session in sessions],
        "splink": version("splink"),
        "duckdb": version("duckdb"),
    }
    digest = sha256(json.dumps(learnt, sort_keys=True).encode()).hexdigest()[:12]
    charts = {
        "match_weights.html": linker.visualisations.match_weights_chart(),
        "m_u_parameters.html": linker.visualisations.m_u_parameters_chart(),
    }
    return Trained({"version": digest, "manifest": manifest, "comparisons": learnt}, charts)


def levels_of(linker: Linker, name: str) -> dict[str, list[float]]:
    """m and u from the top, each level's share of its comparison; a level that was never seen keeps a small share."""
    comparison = next(each for each in linker._settings_obj.comparisons if each.output_column_name == name)
    found = [level for level in comparison.comparison_levels if not level.is_null_level]
    return {
        "m": normalised([level.m_probability if level._m_is_trained else None for level in found], LEAST_M),
        "u": normalised([level.u_probability if level._u_is_trained else None for level in found], LEAST_U),
    }


def normalised(values: list[float | None], least: float) -> list[float]:
    filled = [max(value or 0.0, least) for value in values]
    return [float(f"{value / sum(filled):.6g}") for value in filled]


def save(trained: Trained, directory: Path) -> None:
    """model.json with its manifest inside, and the charts beside it."""
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "model.json").write_text(json.dumps(trained.model, indent=1) + "\n", encoding="utf-8")
    for name, chart in trained.charts.items():
        chart.save(str(directory / name))
