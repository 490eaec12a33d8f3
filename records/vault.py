"""Seals and opens the columns that end in `_sealed`. Each value is bound to its row and column: elsewhere it does not open."""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
from typing import Any

from django.db import models

from records.keys import keys
from records.sealing import CannotOpen

log = logging.getLogger(__name__)
UNOPENED = "(cannot be opened: tell operations)"


def place(row: models.Model, column: str) -> bytes:
    """Where a value stands: its table, its column, and what of its row never changes (`bound_to` of the model)."""
    facts = [str(getattr(row, name)) for name in row.bound_to]  # type: ignore[attr-defined]
    return json.dumps([row._meta.label, column, *facts], ensure_ascii=False).encode()


def seal(row: models.Model, column: str, content: bytes) -> None:
    """Puts the content into the column, sealed with the newest key. What the row is bound to must stand already."""
    setattr(row, column, keys().ring.seal(content, place(row, column)))


def unseal(row: models.Model, column: str) -> bytes:
    """Empty stays empty. Raises CannotOpen."""
    sealed = bytes(getattr(row, column))
    return keys().ring.open(sealed, place(row, column)) if sealed else b""


def reseal(row: models.Model, column: str) -> None:
    """The same content under the newest key: what the rotation does to every sealed column."""
    seal(row, column, unseal(row, column))


def is_under_newest_key(sealed: bytes | memoryview) -> bool:
    return keys().ring.is_newest(bytes(sealed))


def seal_json(row: models.Model, column: str, value: Any) -> None:
    """Any JSON value, sealed."""
    seal(row, column, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def unseal_json(row: models.Model, column: str) -> Any:
    """None where nothing was sealed. Raises CannotOpen."""
    content = unseal(row, column)
    return json.loads(content) if content else None


def shown(row: models.Model, column: str) -> str:
    """For a page: a value that cannot be opened costs itself, never the page that it stands on."""
    try:
        return unseal(row, column).decode()
    except CannotOpen:
        _tell(row, column)
        return UNOPENED


def shown_json(row: models.Model, column: str, otherwise: Any = None) -> Any:
    """The same for JSON; `otherwise` where nothing was sealed, or where it cannot be opened."""
    try:
        return unseal_json(row, column) or otherwise
    except CannotOpen:
        _tell(row, column)
        return otherwise


def _tell(row: models.Model, column: str) -> None:
    log.error("a sealed value cannot be opened: %s.%s of row %s", row._meta.label, column, row.pk)


def keyed_hash(text: str) -> str:
    """Finds the same text again without storing it. Keyed, so that nobody can try out names against it."""
    return hmac.new(keys().linking, text.encode(), hashlib.sha256).hexdigest()
