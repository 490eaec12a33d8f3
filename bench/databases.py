"""A PostgreSQL database for one run alone."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg


@contextmanager
def own_database(server: str) -> Iterator[str]:
    """Made on the server of this address, and dropped in the end. An empty address stays empty: SQLite."""
    if not server:
        yield ""
        return
    name = f"postroom_{secrets.token_hex(6)}"
    _say(server, f"create database {name}")
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        _say(server, f"drop database {name} with (force)")


def _say(server: str, words: str) -> None:
    with psycopg.connect(server, autocommit=True) as link:
        link.execute(words)  # type: ignore[arg-type]  # our own words and a random name
