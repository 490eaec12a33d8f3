"""The bill of materials names all that ships, and where nothing is fetched from."""

import json
import re
from pathlib import Path

from scripts.sbom import bill

ROOT = Path(__file__).resolve().parents[2]


def test_every_pinned_package_is_in_the_bill_once():
    pins = re.findall(r"^[A-Za-z0-9._-]+(?:\[[^]]*\])?==", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    refs = [each["bom-ref"] for each in bill()["components"]]

    assert len([ref for ref in refs if ref.startswith("pkg:pypi/")]) == len(pins)
    assert len(refs) == len(set(refs))


def test_the_pages_parts_are_in_it():
    wanted = set(json.loads((ROOT / "package.json").read_text())["dependencies"])

    assert wanted <= {each["name"] for each in bill()["components"] if each["purl"].startswith("pkg:npm/")}


def test_no_address_is_in_it():
    assert "://" not in json.dumps(bill())
