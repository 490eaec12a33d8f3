"""Reads an export row by row: CSV in several encodings, or an Excel workbook. Says of every row it leaves out why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from matching.mapping import Mapped
from matching.table import STAYS, Record, csv_records
from postroom.errors import Misconfigured

DATE = re.compile(r"\d{4}-\d\d-\d\d")
EXAMPLES = 20
UNKNOWN_DATE = "a date of birth in no known form"
CUT = 4_000  # characters of a cell; more is no name and no address
FEW_BROKEN, MOST_BROKEN = 5, 0.01  # broken rows that are left out and told: so many, or that share of all


@dataclass(slots=True)
class Checked:
    """What the check of the rows found. `examples` holds row numbers and reasons, never values."""

    rows: int = 0
    broken: int = 0
    dated: int = 0  # rows with anything in the date of birth
    left_out: Counter[str] = field(default_factory=Counter)
    doubted: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def leave_out(self, reason: str) -> None:
        self._note(self.left_out, reason)

    def doubt(self, reason: str) -> None:
        """The row is kept, one of its values is not used."""
        self._note(self.doubted, reason)

    def break_off(self, reason: str) -> None:
        """The row itself is broken, whatever stands in it."""
        self.broken += 1
        self._note(self.left_out, reason)

    def refuse_if_broken(self) -> None:
        """A few broken rows are told and left out; with more the export was written wrong as a whole."""
        if self.broken > max(FEW_BROKEN, self.rows * MOST_BROKEN):
            raise Misconfigured(f"{self.broken} of {self.rows} rows of the export are broken: {self.account()} {STAYS}")

    def account(self) -> str:
        """What was left out or doubted, by row number and reason. No values."""
        more = self.left_out.total() + self.doubted.total() - len(self.examples)
        return "; ".join(self.examples) + (f"; and {more} more." if more > 0 else "." if self.examples else "")

    def refuse_if_misread(self) -> None:
        """An export most of whose dates are in no known form was read by the wrong mapping."""
        if self.doubted[UNKNOWN_DATE] * 2 > self.dated:
            raise Misconfigured(f"Most dates of birth are in no form that the mapping knows. {STAYS}")

    def _note(self, counter: Counter[str], reason: str) -> None:
        counter[reason] += 1
        if len(self.examples) < EXAMPLES:
            self.examples.append(f"row {self.rows + 1}: {reason}")  # as a spreadsheet counts: the heading is row 1


def read_export(path: Path, mapped: Mapped, checked: Checked) -> Iterator[dict[str, str]]:
    """The usable rows in the register's columns. Misconfigured when the file as a whole is no such export.

    Every row of the file is either given, or counted in `checked` with its reason.
    """
    records = records_of(path, mapped.encoding)
    heading = next(records, Record(())).cells
    if not any(heading):
        raise Misconfigured(f"The export is empty. {STAYS}")
    read = mapped.reader([each.lstrip("\ufeff") for each in heading])
    seen: set[str] = set()
    for record in records:
        if not record.trouble and not any(record.cells):
            continue
        checked.rows += 1
        if record.trouble:
            checked.break_off(record.trouble)
            continue
        if record.doubt:
            checked.doubt(record.doubt)
        row = read(cut(record.cells, checked))
        mapped.normalise(row)
        if fit(row, seen, checked):
            yield row
    checked.refuse_if_broken()


def cut(cells: Sequence[str], checked: Checked) -> Sequence[str]:
    """A cell that is longer than any name or address is cut, and told."""
    if max(map(len, cells)) <= CUT:
        return cells
    checked.doubt("a cell longer than any name or address")
    return [cell[:CUT] for cell in cells]


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


def records_of(path: Path, encoding: str) -> Iterator[Record]:
    """Rows of a CSV or a workbook: by what the file is, not by what it is called."""
    try:
        with path.open("rb") as file:
            is_workbook = file.read(4) == b"PK\x03\x04"
    except OSError as error:
        raise Misconfigured(f"The export cannot be opened. {STAYS}") from error
    if is_workbook or path.suffix.lower() in (".xlsx", ".xlsm"):
        return workbook_records(path)
    return csv_records(path, encoding)


def workbook_records(path: Path) -> Iterator[Record]:
    """Rows of a workbook's first sheet, as text."""
    from openpyxl import load_workbook  # type: ignore[import-untyped]  # no stubs

    try:
        book = load_workbook(path, read_only=True, data_only=True)
        for row in book.worksheets[0].iter_rows(values_only=True):
            yield Record([cell_text(cell) for cell in row])
    except Exception as error:  # a broken file makes the library trip in many ways, also half way through
        raise Misconfigured(f"The export is no workbook that can be read to its end. {STAYS}") from error


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
