"""Contacts as they are stored: a draft, or finalised. SQLite, so that drafts outlive the process."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

TABLE = """create table if not exists contact (
    number integer primary key, person text, answers text not null, files text not null,
    status text not null default 'draft', saved_by text not null, saves integer not null default 1)"""
FIRST_NUMBER = 700001


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact of one child. `answers` holds what each input of the form said."""

    reference: str
    person: str
    answers: dict[str, str]
    files: tuple[str, ...]
    status: str
    saved_by: str


@dataclass(slots=True)
class Drafts:
    """The stored contacts. One connection, used by one thread at a time."""

    path: Path | None = None
    _lock: Lock = field(default_factory=Lock)
    _store: sqlite3.Connection = field(init=False)

    def __post_init__(self) -> None:
        self._store = sqlite3.connect(self.path or ":memory:", check_same_thread=False, isolation_level=None)
        self._store.execute("pragma journal_mode=wal")
        self._store.execute("pragma synchronous=normal")
        self._store.execute(TABLE)

    def add(self, person: str, answers: dict[str, str], files: list[str], saved_by: str) -> str:
        """Store a new draft. Returns its reference."""
        with self._lock:
            top = self._store.execute("select coalesce(max(number), ?) from contact", (FIRST_NUMBER - 1,)).fetchone()[0]
            row = (top + 1, person, json.dumps(answers), json.dumps(files), saved_by)
            self._store.execute(
                "insert into contact (number, person, answers, files, saved_by) values (?,?,?,?,?)", row
            )
        return f"C{top + 1}"

    def change(self, reference: str, answers: dict[str, str], files: list[str]) -> None:
        """Bring a draft to these answers; inputs that were not sent keep what they had, files are added."""
        before = self.get(reference)
        if before is None or before.status != "draft":
            return
        row = (json.dumps(before.answers | answers), json.dumps([*before.files, *files]), _number(reference))
        with self._lock:
            self._store.execute("update contact set answers=?, files=?, saves=saves+1 where number=?", row)

    def finalise(self, reference: str) -> None:
        with self._lock:
            self._store.execute("update contact set status='finalised' where number=?", (_number(reference),))

    def get(self, reference: str) -> Contact | None:
        return next(iter(self._select("where number=?", (_number(reference),))), None)

    def all(self) -> list[Contact]:
        return self._select("order by number desc", ())

    def empty(self) -> None:
        """Forget every contact, for tests and benches."""
        with self._lock:
            self._store.execute("delete from contact")

    def _select(self, condition: str, values: tuple[object, ...]) -> list[Contact]:
        with self._lock:
            rows = self._store.execute(
                f"select number, person, answers, files, status, saved_by from contact {condition}",  # noqa: S608  # ours
                values,
            ).fetchall()
        return [Contact(f"C{r[0]}", r[1], json.loads(r[2]), tuple(json.loads(r[3])), r[4], r[5]) for r in rows]


def _number(reference: str) -> int:
    digits = reference.lstrip("Cc")
    return int(digits) if digits.isdigit() else -1
