"""Prints a software bill of materials in CycloneDX 1.6 JSON, from the pinned lists. `make sbom` keeps it in var/."""

from __future__ import annotations

import json
import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)", re.MULTILINE)
LONGEST = 80  # letters: a longer licence field holds the whole text


def licence_said(name: str) -> str:
    """What the installed package says of its licence; empty where it says nothing, or is for another Python."""
    try:
        about = metadata(name)
    except PackageNotFoundError:
        return ""
    said = next((about[field] for field in ("License-Expression", "License") if about[field]), "")
    named = [each.rpartition(" :: ")[2] for each in about.get_all("Classifier") or () if each.startswith("License")]
    return said if said and len(said) <= LONGEST else ", ".join(named)


def component(kind: str, name: str, version: str, licence: str) -> dict[str, Any]:
    """One library. `kind`: the package URL's type."""
    purl = f"pkg:{kind}/{quote(name, safe='/')}@{quote(version)}"
    told = {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}
    return told | ({"licenses": [{"license": {"name": licence}}]} if licence else {})


def python_components() -> list[dict[str, Any]]:
    """What requirements.txt pins: all that ships."""
    pins = PIN.findall((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    return [component("pypi", name, version, licence_said(name)) for name, version in pins]


def page_components() -> list[dict[str, Any]]:
    """What package-lock.json pins for the pages, without what only checks them."""
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    return [
        component("npm", path.rpartition("node_modules/")[2], about["version"], str(about.get("license", "")))
        for path, about in packages.items()
        if path and not about.get("dev")
    ]


def bill() -> dict[str, Any]:
    """The same lists give the same bill: no time and no random number is in it."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "postroom", "bom-ref": "postroom"}},
        "components": [*python_components(), *page_components()],
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(bill(), indent=2) + "\n")
