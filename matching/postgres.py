"""PostgreSQL as one of Splink's engines, for the batch. Splink 5 lacks two things there, and both are small."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from splink.backends.postgres import PostgresAPI
from splink.internals.dialects import PostgresDialect
from sqlalchemy import create_engine

from postroom.errors import Misconfigured

NO_JIT = "-c jit=off"  # the weights are one statement of 23,000 letters: compiling it takes minutes, running it half a second


class KeyedPostgres(PostgresDialect):
    """Splink says that it cannot take lists of keys apart in PostgreSQL, which has `unnest` as DuckDB has."""

    def explode_arrays_sql(
        self, tbl_name: str, columns_to_explode: list[str], other_columns_to_retain: list[str]
    ) -> str:
        taken_apart = [f"unnest({column}) AS {column}" for column in columns_to_explode]
        return f"SELECT {', '.join(taken_apart + other_columns_to_retain)} FROM {tbl_name} AS whole"  # noqa: S608  # our columns


class Postgres(PostgresAPI):
    sql_dialect = KeyedPostgres()  # type: ignore[no-untyped-call]

    def write(self, name: str, columns: str, rows: Iterable[Sequence[Any]]) -> str:
        """A table of Splink's schema, by COPY. Splink itself would fetch an extension of DuckDB's from afar to write it."""
        raw: Any = self._engine.raw_connection()
        try:
            with raw.cursor() as cursor:
                cursor.execute(f"DROP TABLE IF EXISTS splink.{name} CASCADE")
                cursor.execute(f"CREATE TABLE splink.{name} ({columns})")
                with cursor.copy(f"COPY splink.{name} FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
            raw.commit()
        finally:
            raw.close()
        return name


def postgres(database: str) -> Postgres:
    """`database` is a URL; the driver is the one that Postroom has."""
    kind, _, place = database.partition("://")
    if kind not in ("postgres", "postgresql", "postgresql+psycopg") or not place:
        raise Misconfigured("--database needs a URL such as postgresql://user@host/name.")
    return Postgres(create_engine(f"postgresql+psycopg://{place}", connect_args={"options": NO_JIT}))
