"""What the styles of an OpenDocument file make of its words: hidden, struck, bold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
LONGEST_CHAIN = 20
WHITE = ("#ffffff", "#fff")


@dataclass(frozen=True, slots=True)
class Look:
    """How words look."""

    hidden: bool = False
    struck: bool = False
    bold: bool = False


Looks = dict[tuple[str, str], dict[str, str]]
"""(family, name) to what the style says, with "parent" for the one that it is based on."""


def looks_of(roots: Iterable[Any]) -> Looks:
    """Every style for letters and paragraphs of the file."""
    found: Looks = {}
    for root in roots:
        for style in _styles(root):
            key = (style.get(f"{STYLE}family", ""), style.get(f"{STYLE}name", ""))
            found[key] = {"parent": style.get(f"{STYLE}parent-style-name", "")} | _told(style)
    return found


def _styles(root: Any) -> Iterable[Any]:
    for name in ("style", "default-style"):
        yield from root.iter(f"{STYLE}{name}")


def _told(style: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for properties in style:
        kind = properties.tag.rpartition("}")[2]
        if kind == "text-properties":
            found |= {name.rpartition("}")[2]: value for name, value in properties.attrib.items()}
        elif kind == "paragraph-properties" and properties.get(f"{FO}background-color", "transparent") != "transparent":
            found["ground"] = "painted"
    return found


def look(looks: Looks, names: Iterable[tuple[str, str]]) -> Look:
    """What these styles say together; the last one counts most."""
    told: dict[str, str] = {}
    for family, name in names:
        own: dict[str, str] = dict(looks.get((family, ""), {}))
        for style in reversed(_chain(looks, family, name)):
            own |= style
        told |= own
    line = told.get("text-line-through-style") or told.get("text-line-through-type") or "none"
    painted = told.get("ground") or told.get("background-color", "transparent") != "transparent"
    return Look(
        told.get("display") == "none" or (told.get("color", "").lower() in WHITE and not painted),
        line != "none",
        told.get("font-weight") == "bold",
    )


def _chain(looks: Looks, family: str, name: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for _ in range(LONGEST_CHAIN):
        style = looks.get((family, name))
        if style is None or not name:
            break
        found.append(style)
        name = style.get("parent", "")
    return found
