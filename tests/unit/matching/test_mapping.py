"""Column mappings of exports are data, checked before they are used."""

from pathlib import Path

import pytest

from matching.mapping import CONTRACT, iso, load_mapping
from postroom.errors import Misconfigured

SHIPPED = sorted((Path(__file__).parents[3] / "templates" / "registers").glob("*.yaml"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_mapping_can_be_read_and_names_what_is_needed(path: Path) -> None:
    mapped = load_mapping(path)
    assert {"case_id", "forename", "surname", "date_of_birth"} <= set(mapped.columns)
    assert mapped.source


def test_ids_of_another_source_get_their_prefix_and_dates_the_registers_form() -> None:
    mapped = load_mapping(next(path for path in SHIPPED if path.stem == "early-help"))
    heading = list(mapped.columns.values())
    row = mapped.reader(heading)(
        [{"Person ID": "77", "Date of Birth": "03/02/2015", "Gender": "Female"}.get(cell, "") for cell in heading]
    )
    mapped.normalise(row)
    assert (row["case_id"], row["date_of_birth"], row["sex"], row["source"]) == (
        "EHM-77",
        "2015-02-03",
        "F",
        "early_help",
    )


def test_an_export_that_lacks_a_needed_column_is_refused_by_name() -> None:
    with pytest.raises(Misconfigured, match="date_of_birth"):
        CONTRACT.reader(["case_id", "forename", "surname"])


def test_a_mapping_with_an_unknown_column_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text("name: x\nsource: y\ncolumns: {case_id: A, shoe_size: B}\n")
    with pytest.raises(Misconfigured, match="shoe_size"):
        load_mapping(path)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("03/02/2015", "2015-02-03"),
        ("2015-02-03", "2015-02-03"),
        ("3 Feb", "3 Feb"),
        ("", ""),
        ("31/02/2015", "31/02/2015"),
    ],
)
def test_dates_take_the_registers_form_or_stay_as_they_are(text: str, expected: str) -> None:
    assert iso(text, ("%d/%m/%Y", "%Y-%m-%d")) == expected
