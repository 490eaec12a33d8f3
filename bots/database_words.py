"""What is wrong with the database, in words that name the true cause and no row."""

from __future__ import annotations

import sqlite3

import psycopg
from django.db import InterfaceError, OperationalError

AWAY = "the database is away"
FULL = "the disk of the database is full"
NO_TABLES = "the database has no tables of this version: run `python manage.py migrate`"
BUSY = "the database is busy: another process writes for long"
MISSING = "the database's file cannot be opened: look at its folder and who may write there"
READ_ONLY = "the database may only be read: look who may write its file and folder"
BROKEN = "the database's file is damaged: restore the backup"
REFUSED = "the database refuses a value"

SQLITE = {
    "SQLITE_FULL": FULL,
    "SQLITE_BUSY": BUSY,
    "SQLITE_LOCKED": BUSY,
    "SQLITE_CANTOPEN": MISSING,
    "SQLITE_READONLY": READ_ONLY,
    "SQLITE_CORRUPT": BROKEN,
    "SQLITE_NOTADB": BROKEN,
}
POSTGRES = {
    "53100": FULL,
    "53300": "the database takes no more connections",
    "42P01": NO_TABLES,
    "42703": NO_TABLES,
    "25006": READ_ONLY,
    "28P01": "the database refuses the sign-in: look at POSTROOM_DATABASE_URL",
    "28000": "the database refuses the sign-in: look at POSTROOM_DATABASE_URL",
    "3D000": "there is no database of this name: look at POSTROOM_DATABASE_URL",
}


def database_trouble(error: BaseException) -> str:
    """By the database's own code; what has none is away when the connection failed, and a refused value otherwise."""
    cause = error.__cause__ or error
    if isinstance(cause, sqlite3.Error):
        return _of_sqlite(cause)
    if isinstance(cause, psycopg.Error) and cause.sqlstate in POSTGRES:
        return POSTGRES[cause.sqlstate]
    if isinstance(error, OperationalError | InterfaceError):
        return f"{AWAY} ({type(error).__name__})"
    return f"{REFUSED} ({type(error).__name__})"


def _of_sqlite(cause: sqlite3.Error) -> str:
    name = getattr(cause, "sqlite_errorname", "")
    if "no such table" in str(cause) or "no such column" in str(cause):
        return NO_TABLES
    known = next((words for code, words in SQLITE.items() if name.startswith(code)), "")
    if known:
        return known
    return f"{AWAY} ({name})" if isinstance(cause, sqlite3.OperationalError) else f"{REFUSED} ({name})"
