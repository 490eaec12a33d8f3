"""Builds the index of a register: every record standardised, its keys hashed, its words counted. Two processes."""

from __future__ import annotations

import gc
import json
import multiprocessing
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from matching.columns import columns
from matching.comparisons import RARITIES
from matching.index import Hashes, Rows, hashes_of, write
from matching.keys import household_key, register_keys
from matching.names import is_marked
from matching.records import pack
from matching.standard import from_row

CHUNK = 5_000
WORTH_A_PROCESS = 15_000  # rows; below this a second process costs more than it saves
KEPT = 100_000  # values of one column whose frequency is kept; rarer ones count as borne by one child
Row = dict[str, str]
Progress = Callable[[int], None]


class Prepared(NamedTuple):
    """What one chunk of rows came to. `lines` are packed records; `owners` number them within the chunk."""

    lines: list[bytes]
    cases: list[tuple[str, str]]  # case_id, merged_into
    hashes: Hashes
    owners: Rows
    values: dict[str, Counter[str]]
    words: Counter[str]
    marked: int


def prepare(rows: list[Row]) -> Prepared:
    """Standardise one chunk. Runs in its own process."""
    lines: list[bytes] = []
    cases: list[tuple[str, str]] = []
    keys: list[str] = []
    owners: list[int] = []
    values: dict[str, Counter[str]] = {column: Counter() for column in RARITIES}
    words: Counter[str] = Counter()
    for row in rows:
        if unusable(row):
            continue
        child = from_row(row)
        found = register_keys(child) + ([household_key(child.household)] if child.household else [])
        keys += found
        owners += [len(lines)] * len(found)
        lines.append(pack(child))
        cases.append((child.case_id, row["merged_into"]))
        described = columns(child)
        for column in RARITIES:
            value = getattr(described, column)
            if value is not None:
                values[column][value] += 1
        words.update({*child.given, *child.middle, *child.family})
    marked = len(rows) - len(lines)
    return Prepared(lines, cases, hashes_of(keys), np.array(owners, dtype=np.uint32), values, words, marked)


def unusable(row: Row) -> bool:
    """A test person, or a record that somebody marked as not to be used."""
    return is_marked(row["forename"]) or is_marked(row["surname"]) or is_marked(row["mother_name"])


@dataclass(slots=True)
class Gathered:
    """All chunks together, while they come in."""

    offsets: list[int] = field(default_factory=lambda: [0])
    cases: list[tuple[str, str]] = field(default_factory=list)
    hashes: list[Hashes] = field(default_factory=list)
    owners: list[Rows] = field(default_factory=list)
    values: dict[str, Counter[str]] = field(default_factory=lambda: {column: Counter() for column in RARITIES})
    words: Counter[str] = field(default_factory=Counter)
    marked: int = 0

    def take(self, prepared: Prepared, records: Any) -> None:
        """Append one chunk; its lines go straight to the file."""
        first = len(self.cases)
        for line in prepared.lines:
            records.write(line)
            self.offsets.append(self.offsets[-1] + len(line))
        self.cases += prepared.cases
        self.hashes.append(prepared.hashes)
        self.owners.append(prepared.owners + np.uint32(first))
        for column, counted in prepared.values.items():
            self.values[column].update(counted)
        self.words.update(prepared.words)
        self.marked += prepared.marked


def build(rows: Iterable[Row], directory: Path, progress: Progress | None = None) -> dict[str, int]:
    """Write the whole index into an empty directory; returns its counts."""
    with uncollected():
        return written(rows, directory, progress)


@contextmanager
def uncollected() -> Generator[None, None, None]:
    """No search for circular garbage meanwhile: a build makes none, and looking for it costs a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def written(rows: Iterable[Row], directory: Path, progress: Progress | None) -> dict[str, int]:
    gathered = Gathered()
    with (directory / "records.bin").open("wb") as records, closing(prepared_chunks(iter(rows))) as chunks:
        for prepared in chunks:
            gathered.take(prepared, records)
            if progress:
                progress(len(gathered.cases))
    np.save(directory / "offsets.npy", np.array(gathered.offsets, dtype=np.uint64))
    empty: list[Any] = [np.empty(0, dtype=np.uint64)]
    write(directory, np.concatenate(gathered.hashes or empty), np.concatenate(gathered.owners or empty))
    survivors, dead_ends = follow(gathered.cases)
    save(directory / "survivors.json", survivors)
    save(directory / "frequencies.json", {column: shares(counted) for column, counted in gathered.values.items()})
    save(directory / "words.json", {word: count for word, count in gathered.words.items() if count >= 3})
    children = len(gathered.cases) - len(survivors)
    return {
        "records": len(gathered.cases),
        "children": children,
        "merged": len(survivors),
        "marked": gathered.marked,
        "dead_ends": dead_ends,
    }


def prepared_chunks(rows: Iterator[Row]) -> Generator[Prepared, None, None]:
    """Chunks in order; in two processes when there are enough."""
    first = list(islice(rows, WORTH_A_PROCESS))
    every = chain(first, rows)
    chunks = iter(lambda: list(islice(every, CHUNK)), [])
    if len(first) < WORTH_A_PROCESS:
        yield from map(prepare, chunks)
        return
    with multiprocessing.get_context("fork").Pool(2, initializer=gc.disable) as pool:
        waiting: list[Any] = []
        for chunk in chunks:
            waiting.append(pool.apply_async(prepare, (chunk,)))
            if len(waiting) > 6:
                yield waiting.pop(0).get()
        for result in waiting:
            yield result.get()


def follow(cases: list[tuple[str, str]]) -> tuple[dict[str, tuple[str, int]], int]:
    """Merged case_id → (the id that survives, its row), chains followed to the end; and how many lead nowhere.

    A chain that ends outside the register, or goes in a circle, leads to row -1: its records are never selected.
    """
    rows = {case_id: row for row, (case_id, _) in enumerate(cases)}
    into = {case_id: merged for case_id, merged in cases if merged}
    survivors: dict[str, tuple[str, int]] = {}
    for case_id, last in into.items():
        seen = {case_id}
        while last in into and last not in seen:
            seen.add(last)
            last = into[last]
        alive = last in rows and last not in into
        survivors[case_id] = (last, rows[last]) if alive else ("", -1)
    return survivors, sum(row < 0 for _, row in survivors.values())


def shares(counted: Counter[str]) -> dict[str, Any]:
    """The frequencies of the commonest values, and that of a value borne by one child."""
    total = max(counted.total(), 1)
    return {"least": 1 / total, "values": {value: count / total for value, count in counted.most_common(KEPT)}}


def save(path: Path, data: object) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
