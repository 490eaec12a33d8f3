"""A line that is no question, and a call that makes no sense, are answered in words: the other lines have their answers all the same."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.matching.invented import invented_rows, write_export

ROOT = Path(__file__).resolve().parents[3]
ROWS = invented_rows(60, seed=3)
GOOD = json.dumps(
    {"query_id": "good", "child": {name: ROWS[0][name] for name in ("forename", "surname", "date_of_birth")}}
)
ODD = [
    b"", b"{", b"null", b"7", b"[]", b'"x"', b"\xff\xfe\x00", b"\x00" * 20, b"[" * 100_000, b'{"a":' * 50_000, b"9" * 10_000,
    b'{"query_id": "\\ud800", "child": {"forename": "\\udc00", "surname": "Khan\\ud83d"}}', b'{"query_id": "p", "people": 5}',
    b'{"query_id": "p", "people": {"a": 1}, "child": 7}', b'{"query_id": {"a": [1]}, "family": [1], "child": []}', b'{"query_id": 1e999}',
    b'{"query_id": "n", "child": {"date_of_birth": "0000-00-00", "age_stated": 99999999999999999999}}', b'{"child": {"also_known_as": [[1], {"x": 2}, null]}}',
    b'{"query_id": "z", "child": {"forename": "A", "surname": "Khan", "nhs_number": "9434765919"}}', b'{"query_id": NaN}',
]  # fmt: skip


def call(*words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "worker.py", *words], cwd=ROOT, capture_output=True, timeout=120)


@pytest.fixture
def export(tmp_path: Path) -> Path:
    return write_export(tmp_path / "children.csv", ROWS)


@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b"\r"], ids=["LF", "CR LF", "CR"])
def test_every_line_has_its_answer(tmp_path: Path, export: Path, ending: bytes) -> None:
    lines = [line for odd in ODD for line in (odd, GOOD.encode())]
    (tmp_path / "queries.jsonl").write_bytes(ending.join(lines) + ending)
    done = call("match", str(tmp_path / "queries.jsonl"), "--against", str(export), "--json", "--today", "2026-11-21")

    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr[-2000:]
    assert len(answers) == len([line for line in lines if line.strip()])
    good = [each for each in answers if each["query_id"] == "good"]
    assert len(good) == len(ODD) and all(each["candidates"] for each in good)
    assert b"Traceback" not in done.stderr and b"a fault of Postroom" not in done.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--today", "garbage"], "YYYY-MM-DD"), (["--today", "2026-02-31"], "YYYY-MM-DD"), (["--mapping", "nowhere.yaml"], "cannot be read"),
        (["--index", "/proc/nowhere"], "Look at the settings"),
    ],
)  # fmt: skip
def test_a_call_that_makes_no_sense_is_told_in_words(tmp_path: Path, export: Path, words: list[str], says: str) -> None:
    (tmp_path / "queries.jsonl").write_text(GOOD)
    done = call("match", str(tmp_path / "queries.jsonl"), "--against", str(export), *words)

    assert done.returncode == 2
    assert says in done.stderr.decode()
    assert "a fault of Postroom" not in done.stderr.decode()


@pytest.mark.parametrize("content", [b"", b"\x00" * 9000, b"\x89PNG" + bytes(range(256)) * 20, b"a;b;c\n1;2;3\n"])
@pytest.mark.parametrize("skill", ["match", "match-batch", "register"])
def test_an_export_that_is_none_is_told_in_words(tmp_path: Path, content: bytes, skill: str) -> None:
    (tmp_path / "queries.jsonl").write_text(GOOD)
    odd = tmp_path / "odd.csv"
    odd.write_bytes(content)
    words = {
        "match": [str(tmp_path / "queries.jsonl"), "--against", str(odd)],
        "match-batch": [str(odd)],
        "register": [str(odd), "--index", str(tmp_path / "index")],
    }
    done = call(skill, *words[skill])

    assert done.returncode == 2
    assert "The export" in done.stderr.decode() and "a fault of Postroom" not in done.stderr.decode()


@pytest.mark.parametrize("record", ["{", "[" * 100_000, "7", "", '{"child": {"forename": "\\ud800"}'])
def test_a_record_that_is_none_is_told_in_words(tmp_path: Path, record: str) -> None:
    (tmp_path / "record.json").write_text(record)
    done = call("fill", str(tmp_path / "record.json"), "--screen", "templates/screens/sandbox-contact.yaml", "--json")

    assert done.returncode == 2
    assert "record.json" in done.stderr.decode()


def test_a_file_that_cannot_be_read_costs_no_other_its_line(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("Pls see concerns.\n")
    (tmp_path / "gone.txt").symlink_to("/proc/self/mem")
    done = call("read", str(tmp_path / "gone.txt"), str(tmp_path / "note.txt"), "--json")

    names = [json.loads(line)["file"] for line in done.stdout.splitlines()]
    assert (done.returncode, names) == (0, ["gone.txt", "note.txt"])
