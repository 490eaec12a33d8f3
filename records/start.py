"""Before a process of the store does anything: its keys are proved. A wrong one ends it with a plain sentence, nothing changed."""

from __future__ import annotations

from django.db import OperationalError, ProgrammingError, connection
from django.db.migrations.executor import MigrationExecutor

from postroom.errors import Misconfigured
from records.keys import keys

MAKE_OR_TELL = frozenset(
    {"check", "collectstatic", "diffsettings", "help", "makemigrations", "migrate", "rotate_audit_key", "showmigrations",
     "sqlmigrate", "version", "--help", "-h", "--version"}
)  # fmt: skip
"""Commands that make the tables, or touch none; `migrate` proves the keys itself, and the rotation with both of them."""
NO_TABLES = "The store has no tables yet, or those of an older version. Run `python manage.py migrate` first."


def prove_keys() -> None:
    """Raises Misconfigured. A database that does not answer proves nothing and holds nothing up: the keys are proved at its first use."""
    try:
        keys()
    except (OperationalError, ProgrammingError) as error:
        if _is_there():
            raise Misconfigured(NO_TABLES) from error


def changes_to_make() -> int:
    """How many changes of the tables this release has that the store has not. Raises DatabaseError."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _is_there() -> bool:
    try:
        connection.close()
        connection.ensure_connection()
    except OperationalError:
        return False
    return True
