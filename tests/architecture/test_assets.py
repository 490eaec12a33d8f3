"""The styles are those that the GOV.UK components in Python were ported from; a council uses no crown and no GDS Transport."""

import json
import re
from importlib.metadata import distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_styles_fit_the_components():
    pinned = json.loads((ROOT / "package.json").read_text())["dependencies"]["govuk-frontend"]
    ported = re.search(
        r"GOV\.UK%20Frontend-v([\d.]+)", distribution("govuk-frontend-jinja").read_text("METADATA") or ""
    )

    assert ported
    assert pinned == ported[1]


def test_the_lock_file_names_no_registry():
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()


def test_no_page_and_no_style_uses_the_crown_or_its_typeface():
    sources = [*(ROOT / "web" / "assets").glob("*.scss"), *(ROOT / "web" / "jinja2").rglob("*.html")]
    used = {path.name: re.sub(r"//.*|\{#.*?#\}", "", path.read_text()) for path in sources}
    named = [name for name, text in used.items() if re.search(r"crown|crest|GDS Transport|govukHeader\b", text)]

    assert sources
    assert named == []
