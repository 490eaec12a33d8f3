"""A doubt makes a value one to be checked, says why, and hides no other doubt."""

import re
from pathlib import Path

from postroom import doubts
from postroom.contact import Field, Status
from scripts.doubts import page

ROOT = Path(__file__).resolve().parents[3]


def test_the_reference_is_printed_from_the_table():
    assert (ROOT / "docs" / "reference" / "doubts.md").read_text() == page()


def test_every_doubt_is_named_once_and_used_somewhere():
    named = re.findall(
        r"^([A-Z_]+) = Doubt\(\"([a-z_]+)\"", (ROOT / "postroom" / "doubts.py").read_text(), re.MULTILINE
    )
    sources = "\n".join(path.read_text() for room in ("extractors", "records") for path in (ROOT / room).rglob("*.py"))

    assert [constant.lower() for constant, _ in named] == [name for _, name in named]
    assert {constant for constant, _ in named if not re.search(rf"\b{constant}\b", sources)} == set()


def test_a_doubted_value_is_to_be_checked_and_says_every_reason():
    leaf = Field("Amira", Status.CERTAIN, why="found in the cell right of its label")
    twice = leaf.doubted(doubts.PICTURE, 0.9).doubted(doubts.TWO_VALUES.about(one="Amira", other="Amina"))

    assert (twice.status, twice.confidence) == (Status.CHECK, 0.5)
    assert [doubt.name for doubt in twice.doubts] == ["two_values", "picture"]
    assert twice.because is not None
    assert twice.because.endswith("read from a picture; found in the cell right of its label")


def test_where_there_is_no_value_there_is_nothing_to_doubt():
    blank = Field(None, Status.ABSENT)

    assert blank.doubted(doubts.PICTURE) is blank
