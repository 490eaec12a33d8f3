"""Standard records as lines of one file: written once, then read in place, so that a million children open at once."""

from __future__ import annotations

from typing import Any

from matching.standard import Standard

FIELD, WORD = "\x1f", " "
IS_LIST = tuple(isinstance(Standard._field_defaults.get(name), tuple) for name in Standard._fields)
YEAR = Standard._fields.index("birth_year")


def pack(child: Standard) -> bytes:
    """One record as bytes."""
    values: tuple[Any, ...] = tuple(child)
    parts = [WORD.join(value) if many else str(value) for value, many in zip(values, IS_LIST, strict=True)]
    return FIELD.join(parts).encode()


def unpack(line: bytes) -> Standard:
    """The record again, equal to what was packed."""
    parts: list[Any] = [
        tuple(part.split()) if many else part for part, many in zip(line.decode().split(FIELD), IS_LIST, strict=True)
    ]
    parts[YEAR] = int(str(parts[YEAR]))
    return Standard._make(parts)
