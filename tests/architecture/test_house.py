"""Rules of the house that a linter cannot say. They look at every file that git tracks or would track."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from postroom.identifiers import nhs_number_is_valid

ROOT = Path(__file__).resolve().parents[2]
WORDLESS = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "handler", "base", "misc"}
DOCUMENTS = {".pdf", ".docx", ".eml", ".msg", ".zip", ".jpg", ".csv", ".jsonl", ".xlsx"}
DOCUMENT_ROOMS = ("tests/documents/", "sandbox/samples/")
PUBLISHED_EXAMPLES = {"9434765919"}  # the NHS Data Dictionary's own example
NOT_NUMBERS = {"0123456789", "2147483648"}  # the ten digits, and a style sheet's largest layer


def tracked() -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listing.stdout.splitlines() if (ROOT / name).is_file()]


FILES = tracked()
PYTHON = [path for path in FILES if path.suffix == ".py"]


def texts() -> list[tuple[str, str]]:
    found = []
    for path in FILES:
        if path.suffix in DOCUMENTS | {".png", ".svg"}:
            continue
        found.append((str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")))
    return found


def test_there_are_files_to_look_at():
    assert len(PYTHON) > 20


def test_every_package_has_its_place_in_the_layers():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}

    assert packages - {"tests", "scripts", "bench"} == set(contracts["root_packages"])


@pytest.mark.parametrize("folder", ["queue", "templates"])
def test_data_rooms_hold_no_code(folder):
    assert not list((ROOT / folder).rglob("*.py"))


def test_no_file_has_outgrown_its_job():
    long = {str(path.relative_to(ROOT)): n for path in PYTHON if (n := len(path.read_text().splitlines())) > 350}

    assert not {name: n for name, n in long.items() if "migrations" not in name}


def test_no_module_has_a_name_that_says_nothing():
    assert not [str(path.relative_to(ROOT)) for path in PYTHON if path.stem in WORDLESS or path.parent.name in WORDLESS]


def test_no_file_names_a_registry_or_this_machine():
    registry = re.compile(r"(pypi|pythonhosted|npmjs|yarnpkg)\.(org|com)|deb[.]debian")
    machine = re.compile(r"(^|[^A-Za-z0-9_.])/(wor[k]|far[m])/")
    named = [name for name, text in texts() if registry.search(text) or machine.search(text)]

    assert named == []


def test_documents_live_where_invented_documents_live():
    strays = [str(path.relative_to(ROOT)) for path in FILES if path.suffix in DOCUMENTS]

    assert [name for name in strays if not name.startswith(DOCUMENT_ROOMS)] == []


def test_no_large_file_is_tracked():
    assert [str(path.relative_to(ROOT)) for path in FILES if path.stat().st_size > 1_000_000] == []


def test_nhs_numbers_in_the_project_are_of_the_test_range():
    found = {
        (name, number)
        for name, text in texts()
        if name.endswith((".py", ".md", ".yaml", ".json", ".html"))
        for number in re.findall(r"(?<![\d.])\d{10}(?![\d.])", text)
        if nhs_number_is_valid(number)
    }

    assert {
        (name, n) for name, n in found if not n.startswith("999") and n not in PUBLISHED_EXAMPLES | NOT_NUMBERS
    } == set()


def test_nothing_was_left_to_do():
    left = re.compile("TO" + "DO|FIX" + "ME|raise NotImplemented" + "Error")

    assert [str(path.relative_to(ROOT)) for path in PYTHON if left.search(path.read_text())] == []


def test_adrs_are_numbered_without_gap_or_double():
    numbers = sorted(int(path.name[:3]) for path in (ROOT / "docs/adr").glob("[0-9]*.md"))

    assert numbers == list(range(1, len(numbers) + 1))
    assert numbers
