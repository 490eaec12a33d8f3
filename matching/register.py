"""The register of existing children: imported from exports, swapped in whole or not at all, opened in a moment.

A register's directory holds generations; `current` names the one in use. An import writes a new generation beside it
and moves `current` in one step, so that whoever reads sees the old register or the new one, never half of one.
"""

from __future__ import annotations

import csv
import json
import mmap
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any
from uuid import uuid4

from matching.building import Progress, Row, build, save
from matching.export import Checked, read_export
from matching.index import Index, in_place
from matching.mapping import COLUMNS, CONTRACT, Mapped
from matching.model import Frequencies
from matching.records import unpack
from matching.standard import Standard
from matching.table import STAYS
from postroom.errors import Misconfigured

FORMAT = 5  # of the files; another format is built anew
ROWS = "rows.csv"
CASE_SYSTEM = "case_system"


@dataclass(frozen=True, slots=True)
class RegisterReport:
    """What an import did, for people. Numbers and reasons only, no values."""

    rows: int
    children: int
    merged: int
    marked: int  # test people and records marked as not to be used
    dead_ends: int  # merged into a record that is not there, or in a circle: never selected
    left_out: dict[str, int]
    doubted: dict[str, int]
    examples: tuple[str, ...]
    built_at: str


class Register:
    """One generation, opened for reading. Records are read in place from the disk."""

    def __init__(self, directory: Path) -> None:
        self.meta: dict[str, Any] = read(directory / "meta.json")
        self.children: int = self.meta["children"]
        sources: list[str] = self.meta["sources"]
        self.main_source = CASE_SYSTEM if CASE_SYSTEM in sources else sources[0]  # whose records may be selected
        self.exported_at: str = self.meta["exports"][self.main_source]["exported_at"]
        self.index = Index(directory)
        self.survivors: dict[str, list[Any]] = read(directory / "survivors.json")
        self.words: dict[str, int] = read(directory / "words.json")
        shares = read(directory / "frequencies.json")
        self.frequencies = Frequencies(
            shares={column: each["values"] for column, each in shares.items()},
            least={column: each["least"] for column, each in shares.items()},
        )
        self._offsets: Any = in_place(directory / "offsets.npy")
        with (directory / "records.bin").open("rb") as file:
            empty = self.meta["records"] == 0
            self._records = b"" if empty else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def record(self, row: int) -> Standard:
        """One record; a merged one bears the id that it leads to in `stands_for` ("" when it leads nowhere)."""
        line = self._records[int(self._offsets[row]) : int(self._offsets[row + 1])]
        child = unpack(line)
        return child._replace(stands_for=self.survivors[child.case_id][0]) if child.case_id in self.survivors else child

    def survivor(self, record: Standard) -> Standard:
        """The record that a merged one leads to; itself when it was not merged."""
        if record.stands_for == record.case_id:
            return record
        return self.record(int(self.survivors[record.case_id][1]))

    def bearers(self, number: str, value: str) -> list[Standard]:
        """All records that bear an NHS number or a UPN."""
        return [self.record(int(row)) for row in self.index.rows_under(f"{number[0]} {value}")]

    def age_hours(self, now: datetime | None = None) -> float:
        """How old the case system's export is, in hours: reading an old export in again makes it no younger."""
        return ((now or datetime.now(UTC)) - datetime.fromisoformat(self.exported_at)).total_seconds() / 3600

    def holds(self, path: Path, source: str) -> bool:
        """Whether this very export of the source was read in."""
        known: Any = self.meta["exports"].get(source)
        return bool(known and known["fingerprint"] == fingerprint(path))


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def open_register(index_dir: Path | str) -> Register:
    """Open the generation in use. Misconfigured when there is none, or one of another format."""
    directory = Path(index_dir)
    try:
        register = Register(directory / (directory / "current").read_text(encoding="utf-8").strip())
    except (OSError, ValueError, KeyError) as error:
        raise Misconfigured("There is no register that can be opened. Import an export first.") from error
    if register.meta.get("format") != FORMAT:
        raise Misconfigured("The register was built by another version. Import the export again.")
    return register


def import_register(
    path: Path | str,
    mapping: Mapped = CONTRACT,
    index_dir: Path | str = "register",
    progress: Progress | None = None,
    *,
    shrink: float | None = None,
) -> RegisterReport:
    """Read a source's whole export, check it row by row, and swap it in. Other sources' records stay.

    On any error the register in use stays as it is. `shrink` is the share of the source's children that may have gone since
    its last export; more is refused. None: a person, or the caller, says that this export is the register.
    """
    return bring_in(Path(path), mapping, Path(index_dir), progress, shrink=shrink)


def import_delta(
    path: Path | str, mapping: Mapped = CONTRACT, index_dir: Path | str = "register", progress: Progress | None = None
) -> RegisterReport:
    """Read the rows that changed since the last export; rows with other ids stay as they are."""
    return bring_in(Path(path), mapping, Path(index_dir), progress, whole=False)


def bring_in(
    path: Path,
    mapping: Mapped,
    index_dir: Path,
    progress: Progress | None,
    *,
    whole: bool = True,
    shrink: float | None = None,
) -> RegisterReport:
    """Build a generation from the fresh rows and those that stay, and make it the current one in one step."""
    checked = Checked()
    exports = exports_with(index_dir, mapping.source, path, whole=whole)
    generation = index_dir / f"generation-{uuid4().hex[:12]}"
    generation.mkdir(parents=True)
    try:
        fresh = read_export(path, mapping, checked)
        before = kept_rows(index_dir)
        rows = with_others(fresh, before, mapping.source) if whole else overlaid(list(fresh), before)
        sources: Counter[str] = Counter()
        counts = build(kept(rows, generation / ROWS, sources), generation, progress)
        refuse_empty(counts["records"])
        checked.refuse_if_misread()
        if whole and shrink is not None:
            refuse_shrunk(rows_of(index_dir, mapping.source), sources[mapping.source], shrink)
        for source, known in exports.items():
            known["rows"] = sources[source]
        built_at = datetime.now(UTC).isoformat(timespec="seconds")
        about = {"format": FORMAT, "exports": exports}
        save(generation / "meta.json", {**about, "built_at": built_at, "sources": sorted(sources), **counts})
        make_current(index_dir, generation)
    except BaseException:
        shutil.rmtree(generation, ignore_errors=True)
        raise
    return RegisterReport(
        rows=checked.rows,
        children=counts["children"],
        merged=counts["merged"],
        marked=counts["marked"],
        dead_ends=counts["dead_ends"],
        left_out=dict(checked.left_out),
        doubted=dict(checked.doubted),
        examples=tuple(checked.examples),
        built_at=built_at,
    )


def exports_with(index_dir: Path, source: str, path: Path, *, whole: bool) -> dict[str, dict[str, Any]]:
    """What the register was read from, by source: a fingerprint of the whole export, and when the last file was written."""
    pointer = index_dir / "current"
    meta = index_dir / pointer.read_text(encoding="utf-8").strip() / "meta.json" if pointer.exists() else None
    known: dict[str, dict[str, Any]] = read(meta).get("exports", {}) if meta and meta.exists() else {}
    mark = fingerprint(path)
    written = datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")
    last = mark if whole else known.get(source, {}).get("fingerprint", "")
    return known | {source: {**known.get(source, {}), "fingerprint": last, "exported_at": written}}


def rows_of(index_dir: Path, source: str) -> int:
    """How many rows the register in use has of a source; counted where an earlier version did not note it."""
    try:
        known = open_register(index_dir).meta["exports"].get(source, {})
    except Misconfigured:
        return 0
    return int(known["rows"]) if "rows" in known else sum(row["source"] == source for row in kept_rows(index_dir))


def refuse_shrunk(before: int, now: int, shrink: float) -> None:
    """Children do not go from a register by the hundred: an export that lost many was cut short."""
    if now < before * (1 - shrink):
        raise Misconfigured(
            f"The export has {now} children, and the last one had {before}: more than {shrink:.0%} have gone. {STAYS} "
            "If this is right, say so: python worker.py register EXPORT --index DIR --accept-shrunk"
        )


def acknowledge(index_dir: Path, source: str, path: Path) -> None:
    """The same export was written again: nothing changed, and the register is as young as it says."""
    meta = index_dir / (index_dir / "current").read_text(encoding="utf-8").strip() / "meta.json"
    fresh = meta.with_suffix(".new")
    save(fresh, read(meta) | {"exports": exports_with(index_dir, source, path, whole=True)})
    fresh.replace(meta)


def kept_rows(index_dir: Path) -> Iterator[Row]:
    """The rows of the generation in use, as they were read."""
    pointer = index_dir / "current"
    path = index_dir / pointer.read_text(encoding="utf-8").strip() / ROWS if pointer.exists() else None
    if path is None or not path.exists():
        return
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def with_others(fresh: Iterable[Row], before: Iterable[Row], source: str) -> Iterator[Row]:
    """A whole export takes the place of all rows of its own source."""
    yield from fresh
    yield from (row for row in before if row["source"] != source)


def overlaid(fresh: list[Row], before: Iterable[Row]) -> Iterator[Row]:
    """Changed rows take the place of those with the same id."""
    changed = {row["case_id"] for row in fresh}
    yield from fresh
    yield from (row for row in before if row["case_id"] not in changed)


def kept(rows: Iterable[Row], path: Path, sources: Counter[str]) -> Iterator[Row]:
    """The rows, written down on their way, so that a delta or another source can be laid over them."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=[*COLUMNS, "source"])
        writer.writeheader()
        for row in rows:
            writer.writerow(row)
            sources[row["source"]] += 1
            yield row


def refuse_empty(records: int) -> None:
    if not records:
        raise Misconfigured(f"The export holds no usable record. {STAYS}")


def make_current(index_dir: Path, generation: Path) -> None:
    """Point to the new generation, then clear away all but it and the one before it."""
    pointer = index_dir / "current"
    before = pointer.read_text(encoding="utf-8").strip() if pointer.exists() else ""
    fresh = index_dir / f"current-{uuid4().hex[:8]}"
    fresh.write_text(generation.name, encoding="utf-8")
    fresh.replace(pointer)
    for old in index_dir.glob("generation-*"):
        if old.name not in (generation.name, before):
            shutil.rmtree(old, ignore_errors=True)


def fingerprint(path: Path) -> str:
    """What tells one export from another."""
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise Misconfigured(f"The export cannot be opened. {STAYS}") from error
