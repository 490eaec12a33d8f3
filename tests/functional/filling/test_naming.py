"""Which words belong to which control: a table of cases, each in several fonts, zooms and widths of the window."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from filling.map.fields import Field, Origin, Source
from filling.page.asking import Asked
from filling.page.browsing import Browsing
from filling.page.looking import look

HERE = Path(__file__).parent / "naming"
CASES = {name: case for file in sorted(HERE.glob("*.yaml")) for name, case in yaml.safe_load(file.read_text()).items()}
# Family, the room between letters (what another font would do to the width of words), zoom in percent, width of the window.
VIEWS = (
    ("sans-serif", 0, 100, 1280),
    ("sans-serif", 2, 125, 1280),
    ("serif", 0, 80, 1920),
    ("serif", -1, 150, 1280),
    ("monospace", 0, 100, 1280),
    ("monospace", 1, 150, 1600),
    ("DejaVu Sans Condensed", 0, 80, 1024),
    ("Liberation Sans", 0, 90, 1280),
)
PAGE = "<!doctype html><meta charset=utf-8><title>A form</title><body>{html}</body>"
DRESS = "([family, spacing, zoom]) => Object.assign(document.documentElement.style, {fontFamily: family, letterSpacing: spacing + 'px', zoom: zoom / 100})"
KEY = "element => element.dataset.key"


@pytest.fixture(scope="module")
def browsing():
    one = Browsing()
    yield one
    one.close()


def found(page, label, wanted):
    """The key of the control that answers to a label; of a group's, the key of each option."""
    sight = look(page, Asked((Field(label, label, Source(Origin.TEXT, "")),)))
    matches = sight.fields[0].matches
    if len(matches) != 1:
        return f"{len(matches)} controls"
    keys = [part.evaluate(KEY) for part in matches[0].parts]
    return dict(zip(matches[0].options, keys, strict=True)) if isinstance(wanted, dict) else keys[0]


@pytest.mark.parametrize("name", CASES)
def test_words_belong_to_their_own_control_in_every_view(browsing, name):
    browsing.page.set_content(PAGE.format(html=CASES[name]["html"]))
    wrong = {}
    for family, spacing, zoom, width in VIEWS:
        browsing.page.set_viewport_size({"width": width, "height": 1000})
        browsing.page.evaluate(DRESS, [family, spacing, zoom])
        for label, wanted in CASES[name]["wants"].items():
            if (got := found(browsing.page, label, wanted)) != wanted:
                wrong[f"{label}: {family} {spacing} {zoom}% {width}"] = got

    assert not wrong
