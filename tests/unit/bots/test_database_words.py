"""An error of the database is told by its true cause, and without the row that it names."""

import sqlite3
from pathlib import Path

import pytest
from django.db import DataError, InterfaceError, OperationalError
from psycopg import errors

from bots import database_words as words
from bots.database_words import database_trouble


def of_sqlite(path: Path, *statements: str, before: str = "") -> sqlite3.Error:
    """What SQLite itself raises."""
    link = sqlite3.connect(path, timeout=0, isolation_level=None)
    with pytest.raises(sqlite3.Error) as raised:
        for each in (before, *statements):
            link.execute(each)
    link.close()
    return raised.value


def as_django(cause: BaseException, kind: type[Exception] = OperationalError) -> Exception:
    error = kind(str(cause))
    error.__cause__ = cause
    return error


def test_a_full_disk_is_not_a_database_that_is_away(tmp_path):
    cause = of_sqlite(
        tmp_path / "full.db",
        "create table t (x)",
        "pragma max_page_count = 3",
        "insert into t values (zeroblob(100000))",
    )
    assert database_trouble(as_django(cause)) == words.FULL


def test_a_missing_folder_missing_tables_and_a_broken_file_have_their_own_words(tmp_path):
    (tmp_path / "broken.db").write_bytes(b"no database at all " * 400)
    assert database_trouble(as_django(of_sqlite(tmp_path / "here.db", "select * from nowhere"))) == words.NO_TABLES
    assert database_trouble(as_django(of_sqlite(tmp_path / "broken.db", "select * from t"))) == words.BROKEN
    with pytest.raises(sqlite3.OperationalError) as raised:
        sqlite3.connect(tmp_path / "no" / "folder.db").execute("select 1")
    assert database_trouble(as_django(raised.value)) == words.MISSING


def test_a_writer_that_takes_long_is_busy(tmp_path):
    other = sqlite3.connect(tmp_path / "busy.db", isolation_level=None)
    other.execute("create table t (x)")
    other.execute("begin immediate")
    assert database_trouble(as_django(of_sqlite(tmp_path / "busy.db", "begin immediate"))) == words.BUSY
    other.close()


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (as_django(errors.DiskFull("no space for row Amir")), words.FULL),
        (as_django(errors.UndefinedTable("x")), words.NO_TABLES),
        (as_django(errors.InvalidPassword("x")), words.POSTGRES["28P01"]),
        (as_django(errors.DatetimeFieldOverflow("0001-01-01 of Amir"), DataError), f"{words.REFUSED} (DataError)"),
        (OperationalError("connection refused"), f"{words.AWAY} (OperationalError)"),
        (InterfaceError("closed"), f"{words.AWAY} (InterfaceError)"),
    ],
)  # fmt: skip
def test_by_the_databases_own_code(error, says):
    assert database_trouble(error) == says
    assert "Amir" not in database_trouble(error)
