"""An export is taken with an account of every row, or refused in words: no row is lost without either, and no value is told."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from matching.mapping import COLUMNS, CONTRACT
from matching.register import RegisterReport, import_register, open_register
from postroom.errors import Misconfigured
from tests.integration.matching.invented import Row, invented_rows, write_export

ROWS = invented_rows(300, seed=77)
MANY = 3_000


def lines_of(rows: list[Row], columns: Sequence[str] = COLUMNS) -> list[str]:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().removesuffix("\n").split("\n")


PLAIN = lines_of(ROWS)
WHOLE = "\n".join(PLAIN) + "\n"


def at(row: int, change: Callable[[str], str]) -> str:
    """The export with one of its lines changed."""
    return "\n".join([*PLAIN[:row], change(PLAIN[row]), *PLAIN[row + 1 :]]) + "\n"


def cell(row: int, column: str, value: str) -> str:
    changed = [dict(each) for each in ROWS]
    changed[row][column] = value
    return "\n".join(lines_of(changed)) + "\n"


def rows_with(column: str, value: Callable[[int], str]) -> str:
    return "\n".join(lines_of([each | {column: value(n)} for n, each in enumerate(ROWS)])) + "\n"


FORENAME = COLUMNS.index("forename")


def open_quote(line: str) -> str:
    cells = line.split(",")
    return ",".join([*cells[:FORENAME], '"' + cells[FORENAME], *cells[FORENAME + 1 :]])


TAKEN: dict[str, tuple[str | bytes, int]] = {  # what the file holds, and how many rows may be left out
    "as it should be": (WHOLE, 0),
    "a byte order mark": ("\ufeff" + WHOLE, 0),
    "UTF-16 with a mark": (WHOLE.encode("utf-16"), 0),
    "UTF-16 without one": (WHOLE.encode("utf-16-le"), 0),
    "UTF-16 the other way round": (WHOLE.encode("utf-16-be"), 0),
    "UTF-32": (WHOLE.encode("utf-32"), 0),
    "Windows' letters": (WHOLE.encode("cp1252", "replace"), 0),
    "half UTF-8, half Windows": (WHOLE[:9000].encode() + WHOLE[9000:].encode("cp1252", "replace"), 0),
    "CR only": (WHOLE.replace("\n", "\r"), 0),
    "CR LF": (WHOLE.replace("\n", "\r\n"), 0),
    "both kinds of line end": (WHOLE.replace("\n", "\r\n", 150), 0),
    "no line end at the end": (WHOLE.rstrip("\n"), 0),
    "blank lines between": (WHOLE.replace("\n", "\n\n"), 0),
    "semicolons": (WHOLE.replace(",", ";"), 0),
    "capitals and blanks in the heading": (at(0, lambda line: line.upper().replace("_", " ")), 0),
    "columns in another order": ("\n".join(lines_of(ROWS, COLUMNS[::-1])) + "\n", 0),
    "a quoted cell of 5,000 letters": (cell(100, "address", '"' + "x" * 5_000 + '", ' + "y" * 10), 0),
    "a cell of 5,000 letters": (cell(100, "address", "x" * 5_000), 0),
    "an address on three lines": (cell(100, "address", "12 High Street,\nFlat 3,\nUxbridge"), 0),
    "a quotation mark that opens and never closes": (at(100, open_quote), 0),
    "two of them": (at(100, open_quote).replace(PLAIN[200], open_quote(PLAIN[200])), 0),
    "one of them in the last row": (at(300, open_quote), 0),
    "a quotation mark in the middle": (at(100, lambda line: line.replace(",", ',x"', 1)), 0),
    "quoted names within quotes": (cell(100, "forename", 'Joseph "Joe"'), 0),
    "a quotation mark alone": (at(100, lambda line: '"'), 1),
    "a comma too many": (at(100, lambda line: line + ",x,y"), 1),
    "a row cut short": (at(100, lambda line: line[:5]), 1),
    "NULs in a name": (cell(100, "forename", "A\0nna"), 0),
    "a row of NULs": (at(100, lambda line: "\0" * 60), 1),
    "Ctrl-Z at the end": (WHOLE + "\x1a\n", 1),
    "one id twice": (cell(100, "case_id", ROWS[99]["case_id"]), 1),
    "a row without an id": (cell(100, "case_id", ""), 1),
    "a date of three orders": (rows_with("date_of_birth", lambda n: ("2015-03-04", "04/03/2015", "2015-03-04T00:00:00")[n % 3]), 0),
    "a date that no calendar has": (cell(100, "date_of_birth", "2015-02-31"), 0),
    "a date that is a word": (cell(100, "date_of_birth", "unknown"), 0),
    "a circle of merges": (rows_with("merged_into", lambda n: ROWS[(n + 1) % 3]["case_id"] if n < 3 else ""), 0),
    "merged into itself": (cell(100, "merged_into", ROWS[100]["case_id"]), 0),
    "merged into nobody": (cell(100, "merged_into", "nobody"), 0),
    "one name for all": (rows_with("forename", lambda n: "Muhammad"), 0),
    "names of 3,000 letters": (cell(100, "surname", "Ng" * 1_500), 0),
    "right to left, pictures and nothing": (rows_with("forename", lambda n: ("محمد", "👶", "\u200b", "", "A")[n % 5]), 0),
    "separators of the index in a name": (cell(100, "forename", "A\x1fB\x1eC\x00"), 0),
    "line separators of other scripts": (cell(100, "address", "1 High St\u2028Uxbridge\x85x\x0bx\x0cx"), 0),
    "a formula": (cell(100, "forename", "=1+1"), 0),
}  # fmt: skip

REFUSED: dict[str, str | bytes] = {
    "nothing": "",
    "blanks": "\n\n \n",
    "a heading alone": PLAIN[0] + "\n",
    "no heading": "\n".join(PLAIN[1:]) + "\n",
    "other columns": WHOLE.replace("forename", "x").replace("surname", "y"),
    "cut in the middle of a row": WHOLE[: len(WHOLE) // 2],
    "cut at the end of a row": "\n".join(PLAIN[:150]) + "\n",
    "cut in a quoted cell": WHOLE.rstrip("\n") + '\n5,"Ann',
    "UTF-16 cut in the middle": WHOLE.encode("utf-16")[: len(WHOLE)],
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
    "an old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000),
    "half a new workbook": b"PK\x03\x04" + bytes(range(256)) * 10,
    "a PDF": b"%PDF-1.7\n" + b"x" * 5000,
    "zeros": bytes(100_000),
    "a page of the web": "<html><body>Session expired, sign in again</body></html>\n",
    "JSON": '[{"case_id": 1}]\n',
    "rows run into each other": WHOLE.replace("\n", ",", 400).replace(",", "\n", 19),
    "a third without ids": rows_with("case_id", lambda n: "" if n % 3 else str(n)),
    "one id for all": rows_with("case_id", lambda n: "1"),
    "dates of another kind": rows_with("date_of_birth", lambda n: "4 Mar 15"),
    "a comma too many in many rows": "\n".join([PLAIN[0], *(line + ",x" for line in PLAIN[1:])]) + "\n",
    "a second half of zeros": (WHOLE[: len(WHOLE) // 2] + "\n").encode() + bytes(40_000),
}


@pytest.fixture
def index(tmp_path: Path) -> Path:
    import_register(write_export(tmp_path / "good.csv", ROWS), CONTRACT, tmp_path / "index")
    return tmp_path / "index"


def bring(index: Path, content: str | bytes) -> RegisterReport:
    path = index.parent / "odd.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    return import_register(path, CONTRACT, index, shrink=0.05)


@pytest.mark.parametrize("name", TAKEN)
def test_it_is_taken_with_an_account_of_every_row(index: Path, name: str) -> None:
    content, may_go = TAKEN[name]
    report = bring(index, content)

    there = report.children + report.merged + report.marked
    assert there + sum(report.left_out.values()) == report.rows
    assert sum(report.left_out.values()) == may_go
    assert report.rows >= len(ROWS)
    assert all(example.startswith("row ") and "High" not in example for example in report.examples)


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_in_words_and_the_register_stays(index: Path, name: str) -> None:
    with pytest.raises(Misconfigured) as told:
        bring(index, REFUSED[name])

    assert "register in use stays as it is" in told.value.reason
    assert open_register(index).children == len(ROWS)
    assert all(row["surname"] not in told.value.reason for row in ROWS[:50] if len(row["surname"]) > 6)


@pytest.mark.parametrize("cells", ["x" * 5_000, 'a "stray" mark', 'x"', '"', '""', 'ends with \\"'])
def test_no_cell_takes_other_rows_with_it(tmp_path: Path, cells: str) -> None:
    """One bad cell in the middle of three thousand rows."""
    rows = [dict(ROWS[n % 300], case_id=str(n)) for n in range(MANY)]
    rows[1500]["address"] = "HERE"
    text = "\n".join(lines_of(rows)) + "\n"
    (tmp_path / "raw.csv").write_text(text.replace("HERE", cells), encoding="utf-8")
    (tmp_path / "quoted.csv").write_text(text.replace("HERE", f'"{cells}'), encoding="utf-8")

    for name in ("raw.csv", "quoted.csv"):
        report = import_register(tmp_path / name, CONTRACT, tmp_path / name[:-4])
        assert report.rows == MANY
        assert report.children + report.merged + report.marked >= MANY - 1
