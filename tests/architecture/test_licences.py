"""What ships with Postroom may be used by a council and by a supplier: nothing of it is under the GPL."""

import re
from importlib.metadata import distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PINNED = sorted(
    set(re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==", (ROOT / "requirements.txt").read_text(), re.MULTILINE))
)
GPL = re.compile(r"(?<!L)(?<!Lesser )A?GPL|(?<!Lesser )General Public License")


def licence_of(name: str) -> str:
    """All that a package says of its licence in a line; a whole text in the field is cut."""
    about = distribution(name).metadata
    said = [about.get("License-Expression") or "", (about.get("License") or "")[:80]]
    return " ".join([*said, *(each for each in about.get_all("Classifier") or () if each.startswith("License"))])


@pytest.mark.parametrize("name", PINNED)
def test_no_package_that_ships_is_under_the_gpl(name):
    said = licence_of(name)
    is_choice = " OR " in said or re.search(r"(?:MIT|BSD|Apache|MPL|LGPL|Lesser)", said)

    assert is_choice or not GPL.search(said), said


def test_the_list_is_the_one_that_is_installed():
    assert len(PINNED) > 80


def test_postroom_has_a_licence_of_its_own():
    assert (ROOT / "LICENSE").read_text().startswith("MIT License")
