"""The index: which records share a key with a question. Sorted arrays, read in place from the disk.

A key's hash is found by bisection; its records stand beside each other. Records that share rare keys come first, so a
common name or a hotel's postcode cannot crowd out the one record that fits.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]
Rows = npt.NDArray[np.uint32]
TOO_COMMON = 4_000  # records under one key; such a key says next to nothing, and its records have rarer keys too


def hashed(key: str) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "little")


class Index:
    """keys.npy: the distinct hashes, sorted. starts.npy: where each one's rows begin. rows.npy: rows of records."""

    def __init__(self, directory: Path) -> None:
        self.keys, self.starts, self.rows = (in_place(directory / f"{name}.npy") for name in ("keys", "starts", "rows"))

    def rows_under(self, key: str) -> Rows:
        """All rows under one key, however many."""
        wanted = np.uint64(hashed(key))
        place = int(np.searchsorted(self.keys, wanted))
        if place == len(self.keys) or self.keys[place] != wanted:
            return np.empty(0, dtype=np.uint32)
        return np.asarray(self.rows[int(self.starts[place]) : int(self.starts[place + 1])])

    def under_all(self, keys: Sequence[str]) -> int:
        """How many rows are under every one of the keys; none where there is no key."""
        return len(reduce(np.intersect1d, map(self.rows_under, keys))) if keys else 0

    def under_any(self, keys: Sequence[str]) -> int:
        """How many rows are under the key that most are under."""
        return max((len(self.rows_under(key)) for key in keys), default=0)

    def candidates(self, keys: Sequence[str], records: int, most: int) -> list[int]:
        """At most `most` rows, those that share the rarest keys first."""
        found = [rows for rows in map(self.rows_under, keys) if 0 < len(rows) <= TOO_COMMON]
        if not found:
            return []
        every = np.concatenate(found)
        worth = np.repeat([np.log2(2 + records / len(rows)) for rows in found], [len(rows) for rows in found])
        rows, place = np.unique(every, return_inverse=True)
        sums = np.bincount(place, weights=worth)
        if len(rows) > most:
            rows = rows[np.argpartition(-sums, most)[:most]]
        return [int(row) for row in rows]


def in_place(path: Path) -> Any:
    """An array read from the disk only where it is looked at; seen as a plain array, which answers faster."""
    return np.load(path, mmap_mode="r").view(np.ndarray)


def write(directory: Path, hashes: Hashes, rows: Rows) -> None:
    """Sort pairs of (hash of a key, row) and write the three arrays."""
    order = np.argsort(hashes, kind="stable")
    hashes = hashes[order]
    rows = rows[order]
    keys, starts = np.unique(hashes, return_index=True)
    np.save(directory / "keys.npy", keys)
    np.save(directory / "starts.npy", np.append(starts, len(hashes)).astype(np.uint64))
    np.save(directory / "rows.npy", rows)


def hashes_of(keys: Iterable[str]) -> Hashes:
    """The hashes of many keys at once, each as `hashed` gives it."""
    digests = b"".join([blake2b(key.encode(), digest_size=8).digest() for key in keys])
    return np.frombuffer(digests, dtype="<u8").astype(np.uint64)
