"""The council's lists as they are printed, and the pretend system's copies of them."""

from __future__ import annotations

from pathlib import Path

import yaml

ROOT = Path(__file__).parents[3]
OURS = yaml.safe_load((ROOT / "templates" / "codes" / "contact.yaml").read_text(encoding="utf-8"))
THEIRS = yaml.safe_load((ROOT / "sandbox" / "casesystem" / "lists.yaml").read_text(encoding="utf-8"))


def test_the_lists_are_complete():
    counts = [len(OURS[name]) for name in ("categories", "outcomes", "channels", "sources", "ethnicity")]

    assert counts == [66, 11, 7, 22, 20]


def test_odd_spacing_is_kept():
    assert {"Checks- MP", "Checks -SEN", "OT -Assessment /Adaptation/ Equipment", "Step -Parent Adoption"} <= set(
        OURS["categories"]
    )


def test_every_text_is_one_that_the_screen_offers():
    for name in THEIRS.keys() & OURS.keys():
        ours = OURS[name]
        assert list(ours.values() if isinstance(ours, dict) else ours) == THEIRS[name], name
