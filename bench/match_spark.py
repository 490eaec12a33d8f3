"""The batch on Spark in local mode gives the same pairs as on DuckDB, from one model file.

    python bench/match_spark.py CHILDREN.csv [--least 10]

Needs pyspark and Java 17, which nothing else needs. Prints how many pairs each engine found, how many differ, and the largest
difference in bits; ends with 1 when any differs.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from matching.batch import children_of, engine, pairs
from matching.mapping import CONTRACT
from matching.model import load_model
from matching.standard import Standard

SAME = 0.01  # bits


def found_by(name: str, children: list[Standard], least: float) -> dict[frozenset[str], float]:
    return {
        frozenset((pair["case_id_l"], pair["case_id_r"])): pair["bits"]
        for pair in pairs(engine(name), [children], load_model(), least)
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("export", type=Path)
    parser.add_argument("--least", type=float, default=10.0)
    options = parser.parse_args()
    children = children_of(options.export, CONTRACT)
    duckdb, spark = (found_by(name, children, options.least) for name in ("duckdb", "spark"))
    widest = max((abs(duckdb[pair] - spark[pair]) for pair in duckdb.keys() & spark.keys()), default=0.0)
    print(
        f"{len(children):,} children: DuckDB {len(duckdb)} pairs, Spark {len(spark)}; only in one {len(duckdb.keys() ^ spark.keys())}; widest {widest:.4f} bits"
    )
    return int(duckdb.keys() != spark.keys() or widest > SAME or not duckdb)


if __name__ == "__main__":
    sys.exit(main())
