"""`worker.py match-batch`: the same model over a region's registers, through Splink on DuckDB, PostgreSQL or Spark.

Links every child of the second export to the children of the first who share a key, and writes one line a pair.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd  # type: ignore[import-untyped]  # no stubs

from matching.building import unusable
from matching.export import Checked, read_export
from matching.mapping import CONTRACT, Mapped, load_mapping
from matching.model import MODEL, Model, load_model
from matching.standard import Standard, from_row
from postroom.errors import Misconfigured, PostroomError

ENGINES = ("duckdb", "postgres", "spark")


def main(argv: Sequence[str] | None = None) -> int:
    """0 when the pairs were written, 2 for a wrong call."""
    options = arguments().parse_args(argv)
    try:
        model = load_model(Path(options.model))
        mapped = [load_mapping(Path(name)) for name in options.mapping] or [CONTRACT]
        exports = [Path(name) for name in options.exports]
        registers = [children_of(export, mapped[min(place, len(mapped) - 1)]) for place, export in enumerate(exports)]
        for pair in pairs(engine(options.engine, options.database), registers, model, options.least):
            sys.stdout.write(json.dumps(pair) + "\n")
    except PostroomError as error:
        sys.stderr.write(f"{error.reason}\n")
        return 2
    return 0


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="worker.py match-batch", description="Link whole registers with the frozen model."
    )
    parser.add_argument("exports", nargs="+", help="one export to find its own double records, or several to link them")
    parser.add_argument("--engine", choices=ENGINES, default="duckdb")
    parser.add_argument("--database", default="", help="PostgreSQL: a database URL")
    parser.add_argument(
        "--mapping", action="append", default=[], help="one of templates/registers/*.yaml, once for each export"
    )
    parser.add_argument("--model", default=str(MODEL), help="model.json of worker.py train")
    parser.add_argument("--least", type=float, default=10.0, help="least weight of a pair in bits")
    return parser


def children_of(export: Path, mapped: Mapped) -> list[Standard]:
    """An export's children in the model's form; marked and test records left out."""
    checked = Checked()
    children = [from_row(row) for row in read_export(export, mapped, checked) if not unusable(row)]
    checked.refuse_if_misread()
    if checked.examples:
        sys.stderr.write(f"{export.name}: {checked.account()}\n")
    return children


def engine(name: str, database: str = "") -> Any:
    """One of Splink's database interfaces. Misconfigured when its packages are not there."""
    try:
        match name:
            case "duckdb":
                from splink import DuckDBAPI

                return DuckDBAPI()
            case "postgres":
                from matching.postgres import postgres

                return postgres(database)
            case _:
                return spark()
    except ImportError as error:
        raise Misconfigured(
            f"The engine {name} needs packages that are not installed; docs/how-to/matching.md names them."
        ) from error


def spark() -> Any:
    """Spark as it is configured; on one machine that is local mode with all cores."""
    from pyspark.sql import SparkSession  # type: ignore[import-not-found]  # only for this engine
    from splink import SparkAPI

    session = (
        SparkSession.builder.appName("postroom-match-batch").config("spark.sql.shuffle.partitions", "8").getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    return SparkAPI(spark_session=session, break_lineage_method="persist")  # type: ignore[no-untyped-call]


def pairs(api: Any, registers: Sequence[list[Standard]], model: Model, least: float) -> Iterator[dict[str, Any]]:
    """Every pair of at least so many bits, the strongest first, with the number of bits of each comparison."""
    from splink import Linker

    from matching.linking import settings, table

    children = sum(map(len, registers))
    link = "dedupe_only" if len(registers) == 1 else "link_only"
    tables = [
        api.register(for_engine(api, table(register), f"register_{place}"), dataset_display_name=f"register_{place}")
        for place, register in enumerate(registers)
    ]
    linker = Linker(tables, settings(model, link, children, api.sql_dialect.sql_dialect_str), log_level="ERROR")
    found = linker.inference.predict(threshold_match_weight=None).as_pandas_dataframe()  # type: ignore[no-untyped-call]
    weights = [column for column in found.columns if column.startswith("mw_")]
    found["bits"] = found[weights].sum(axis=1)
    for row in (
        found[found["bits"] >= least]
        .sort_values(["bits", "case_id_l", "case_id_r"], ascending=[False, True, True])
        .to_dict("records")
    ):
        yield {"case_id_l": row["case_id_l"], "case_id_r": row["case_id_r"], "bits": round(float(row["bits"]), 3)}


def for_engine(api: Any, frame: pd.DataFrame, name: str) -> Any:
    """The table as the engine takes it: a frame of its own, or the name of a table that was written."""
    match type(api).__name__:
        case "SparkAPI":
            return api.spark.createDataFrame(plain_rows(frame), schema=schema(frame, "array<string>", "string"))
        case "Postgres":
            return api.write(name, schema(frame, "text[]", "text"), (list(row.values()) for row in plain_rows(frame)))
        case _:
            return frame


def plain_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{name: told(value) for name, value in row.items()} for row in frame.to_dict("records")]


def told(value: Any) -> Any:
    """A value as Spark and PostgreSQL take it: pandas' several kinds of nothing become None."""
    if isinstance(value, list):
        return value
    return None if pd.isna(value) else value


def schema(frame: pd.DataFrame, texts: str, text: str) -> str:
    """Columns and types in the engine's words."""
    lists = {"called", "family", "names", "mother_names", "keys"}
    kinds = {name: texts if name in lists else "int" if name == "birth_year" else text for name in frame.columns}
    return ", ".join(f"{name} {kind}" for name, kind in kinds.items())


if __name__ == "__main__":
    sys.exit(main())
