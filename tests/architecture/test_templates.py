"""Every shipped template is sound: it parses, fits the schema, its patterns compile, its kinds are known, and a golden pair proves it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from extractors.forms import check_template, load_templates
from extractors.forms.loader import SCHEMA, SHIPPED, WordLoader, schema
from tests.unit.extractors.forms.golden import FOLDER, pairs

TEMPLATES = sorted(SHIPPED.glob("*.yaml"))


def test_there_are_templates() -> None:
    assert len(TEMPLATES) >= 8


def test_the_schema_is_a_json_schema() -> None:
    schema().check_schema(schema().schema)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_template_has_no_problem(path: Path) -> None:
    assert check_template(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_editors_find_the_schema(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith(f"# yaml-language-server: $schema={SCHEMA.name}\n")


def test_every_template_has_a_golden_pair_and_every_pair_a_template() -> None:
    assert {template.name for template in load_templates()} == {pair.template for pair in pairs()}
    assert all(pair.truth["contacts"] for pair in pairs())


def test_names_are_unique() -> None:
    names = [template.full_name for template in load_templates()]
    assert len(names) == len(set(names))


def test_no_template_speaks_of_a_place_on_the_page() -> None:
    """Values are found by labels and relations; a number of points would break with the next version of the form."""
    for path in TEMPLATES:
        said = yaml.load(path.read_text(encoding="utf-8"), WordLoader)  # noqa: S506  # WordLoader is a SafeLoader
        numbers = [value for value in _scalars(said) if isinstance(value, int | float) and not isinstance(value, bool)]
        assert sorted(numbers) == sorted([said["version"], said["identity"]["labels"]])


def test_golden_documents_stay_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) < 3_000_000


def _scalars(said: object) -> list[object]:
    if isinstance(said, dict):
        return [scalar for value in said.values() for scalar in _scalars(value)]
    if isinstance(said, list):
        return [scalar for value in said for scalar in _scalars(value)]
    return [said]
