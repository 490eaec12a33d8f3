"""A CSV as rows of cells, record by record: a quotation mark that goes astray costs one row at most, and is told."""

from __future__ import annotations

import codecs
import csv
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, NamedTuple

from postroom.errors import Misconfigured

STAYS = "The register in use stays as it is."
LONGEST_LINE = 1_000_000
MOST_LINES = 30  # of one quoted cell: an address has six
MOST_MARKS = 40  # quotation marks of a line that are looked at
STRAY = "a stray quotation mark"
SEPARATORS = ",;\t|"
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
ENDS_EARLY = f"The export ends in the middle of a row: it was not written to its end. {STAYS}"
NO_TABLE = f"The export is no table of text: save it as CSV or .xlsx. {STAYS}"


class Record(NamedTuple):
    """One row. `trouble`: why it cannot be used; `doubt`: what was mended so that it can."""

    cells: Sequence[str]
    trouble: str = ""
    doubt: str = ""


def csv_records(path: Path, encoding: str) -> Iterator[Record]:
    """The heading, then every record. Misconfigured when the file is no table, or ends in the middle of a row."""
    csv.field_size_limit(LONGEST_LINE * MOST_LINES)
    with opened(path, encoding) as file:
        lines = Lines(file)
        first = lines.take() or ""
        separator = max(SEPARATORS, key=first.count)
        heading = parsed([first], separator) or first.rstrip("\n").split(separator)
        yield Record(heading)
        while (line := lines.take()) is not None:
            yield whole(record(line, lines, separator, len(heading)), lines, len(heading))


class Lines:
    """Lines of a file, some of which can be given back."""

    def __init__(self, file: IO[str]) -> None:
        self._file, self._back = file, deque[str]()
        self.unended = False  # the last line that was taken had no line end: the file is over

    def take(self) -> str | None:
        line = self._back.popleft() if self._back else self._file.readline(LONGEST_LINE)
        if not line:
            return None
        self.unended = not line.endswith("\n")
        return line

    def give_back(self, lines: list[str]) -> None:
        self._back.extendleft(reversed(lines))


def record(line: str, lines: Lines, separator: str, width: int) -> Record:
    """The record that begins with this line, with as many lines more as its quoted cells have."""
    if "\0" in line:
        line = line.replace("\0", "")
        if not line.strip():
            return Record((), trouble="no text")
    if '"' not in line:
        return Record(line.rstrip("\n").split(separator))
    taken = [line]
    while (cells := parsed(taken, separator)) is None:
        more = lines.take() if len(taken) < MOST_LINES else None
        if more is None or more.count(separator) >= width - 1:  # a row of its own, or nothing more
            lines.give_back([*taken[1:], *([more] if more else [])])
            return mended(line, separator, width)
        taken.append(more)
    return Record(cells) if cells else mended_whole(taken, lines, separator, width)


def parsed(lines: list[str], separator: str) -> list[str] | None:
    """The cells of exactly one record; None while a quoted cell is still open, empty when its quotation makes no sense."""
    try:
        rows = list(csv.reader(lines, delimiter=separator, strict=True))
    except csv.Error as error:
        return None if "end of data" in str(error) else []
    return rows[0] if len(rows) == 1 else []


def mended_whole(taken: list[str], lines: Lines, separator: str, width: int) -> Record:
    lines.give_back(taken[1:])
    return mended(taken[0], separator, width)


def mended(line: str, separator: str, width: int) -> Record:
    """One line whose quotation makes no sense: read without it, or without one mark, where only one reading fits the heading."""
    plain = [cell.strip().strip('"') for cell in line.rstrip("\n").split(separator)]
    if len(plain) == width:
        return Record(plain, doubt=STRAY)
    marks = [place for place, letter in enumerate(line) if letter == '"'][:MOST_MARKS]
    readings = [parsed([line[:place] + line[place + 1 :]], separator) or () for place in marks]
    fitting = {tuple(cells) for cells in readings if len(cells) == width}
    if len(fitting) == 1:
        return Record(fitting.pop(), doubt=STRAY)
    return Record((), trouble="a quotation mark that is not closed")


def whole(found: Record, lines: Lines, width: int) -> Record:
    """The record, its number of cells compared with the heading's. Raises Misconfigured where the file breaks off in it."""
    if lines.unended and (found.trouble or len(found.cells) < width) and any(found.cells or ("?",)):
        raise Misconfigured(ENDS_EARLY)
    if len(found.cells) == 1 < width and found.cells[0].strip():
        return Record((), trouble="a row of one cell")
    if len(found.cells) > width and any(found.cells[width:]):
        return Record((), trouble="more cells than the heading")
    return found


def opened(path: Path, encoding: str) -> IO[str]:
    """As text, every kind of line end as one. What is not in its encoding is read as Windows wrote it, byte for byte."""
    try:
        with path.open("rb") as file:
            beginning = file.read(4096)
        codecs.register_error("as_windows", as_windows)
        return path.open(encoding=encoding_of(beginning, encoding), errors="as_windows")
    except (OSError, LookupError) as error:
        raise Misconfigured(f"The export cannot be opened. {STAYS}") from error


def encoding_of(beginning: bytes, usual: str) -> str:
    """By its mark or by where its NULs stand; a file of another kind is refused."""
    for mark, name in BYTE_ORDER_MARKS:
        if beginning.startswith(mark):
            return name
    even, odd = beginning[::2].count(0), beginning[1::2].count(0)
    if even + odd > len(beginning) // 20:
        if min(even, odd) > max(even, odd) // 10:
            raise Misconfigured(NO_TABLE)
        return "utf-16-le" if odd > even else "utf-16-be"
    if beginning.startswith((b"\xd0\xcf\x11\xe0", b"%PDF", b"\x1f\x8b", b"SQLite format")):
        raise Misconfigured(NO_TABLE)
    return usual


def as_windows(error: UnicodeError) -> tuple[str, int]:
    """For bytes that are not in the export's encoding."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end
