"""Reads an export row by row: CSV in several encodings, or an Excel workbook. Says of every row it leaves out why."""

from __future__ import annotations

import csv
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import IO
from zipfile import BadZipFile

from matching.mapping import Mapped
from postroom.errors import Misconfigured

DATE = re.compile(r"\d{4}-\d\d-\d\d")
EXAMPLES = 20
UNKNOWN_DATE = "a date of birth in no known form"
CUT = 4_000  # characters of a cell; more is no name and no address


@dataclass(slots=True)
class Checked:
    """What the check of the rows found. `examples` holds row numbers and reasons, never values."""

    rows: int = 0
    dated: int = 0  # rows with anything in the date of birth
    left_out: Counter[str] = field(default_factory=Counter)
    doubted: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def leave_out(self, reason: str) -> None:
        self._note(self.left_out, reason)

    def doubt(self, reason: str) -> None:
        """The row is kept, one of its values is not used."""
        self._note(self.doubted, reason)

    def refuse_if_misread(self) -> None:
        """An export most of whose dates are in no known form was read by the wrong mapping."""
        if self.doubted[UNKNOWN_DATE] * 2 > self.dated:
            raise Misconfigured(
                "Most dates of birth are in no form that the mapping knows. The register in use stays as it is."
            )

    def _note(self, counter: Counter[str], reason: str) -> None:
        counter[reason] += 1
        if len(self.examples) < EXAMPLES:
            self.examples.append(f"row {self.rows + 1}: {reason}")


def read_export(path: Path, mapped: Mapped, checked: Checked) -> Iterator[dict[str, str]]:
    """The usable rows in the register's columns. Misconfigured when the file as a whole is no such export."""
    lines = workbook_rows(path) if path.suffix.lower() in (".xlsx", ".xlsm") else csv_rows(path, mapped.encoding)
    heading = next(lines, None)
    if not heading:
        raise Misconfigured("The export is empty. The register in use stays as it is.")
    read = mapped.reader(heading)
    seen: set[str] = set()
    for line in lines:
        if not any(line):
            continue
        checked.rows += 1
        row = read(line)
        mapped.normalise(row)
        if fit(row, seen, checked):
            yield row


def fit(row: dict[str, str], seen: set[str], checked: Checked) -> bool:
    """Whether a row can be used. A doubtful date is emptied and noted; a double id keeps the first row only."""
    case_id = row["case_id"]
    if not case_id:
        checked.leave_out("no id")
        return False
    if case_id in seen:
        checked.leave_out("an id that stood in an earlier row")
        return False
    seen.add(case_id)
    checked.dated += bool(row["date_of_birth"])
    if row["date_of_birth"] and not DATE.fullmatch(row["date_of_birth"]):
        checked.doubt(UNKNOWN_DATE)
        row["date_of_birth"] = ""
    return True


def csv_rows(path: Path, encoding: str) -> Iterator[Sequence[str]]:
    """Rows of a CSV. A file that is not in its mapping's encoding is read as Windows wrote it (cp1252), line by line."""
    csv.field_size_limit(1_000_000)
    with opened(path) as file:
        lines = (line if isinstance(line, str) else decoded(line, encoding) for line in file)
        first = next(lines, "")
        separator = max(",;\t|", key=first.count)
        yield from csv.reader((line.replace("\0", "")[:CUT] for line in chain_first(first, lines)), delimiter=separator)


def opened(path: Path) -> IO[str] | IO[bytes]:
    """As bytes, line by line; a file that says at its beginning that it is UTF-16 (Excel's "Unicode text") as text."""
    with path.open("rb") as file:
        wide = file.read(2) in (BOM_UTF16_LE, BOM_UTF16_BE)
    return path.open(encoding="utf-16", errors="replace", newline="") if wide else path.open("rb")


def chain_first(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first.lstrip("\ufeff")
    yield from rest


def decoded(line: bytes, encoding: str) -> str:
    try:
        return line.decode(encoding)
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def workbook_rows(path: Path) -> Iterator[Sequence[str]]:
    """Rows of a workbook's first sheet, as text."""
    from openpyxl import load_workbook  # type: ignore[import-untyped]  # no stubs

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, KeyError, OSError, ValueError) as error:
        raise Misconfigured(
            "The export is no workbook that can be read. The register in use stays as it is."
        ) from error
    for row in book.worksheets[0].iter_rows(values_only=True):
        yield [cell_text(cell) for cell in row]


def cell_text(cell: object) -> str:
    match cell:
        case None:
            return ""
        case datetime():
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell)
