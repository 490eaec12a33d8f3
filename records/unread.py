"""Where an open point about unread words stands: its path holds document, page and box, and nothing that the words say."""

from __future__ import annotations

import re

from postroom.places import Unexplained

PATH = re.compile(r"unexplained\[\d+\] (?P<document>\d+) (?P<page>\d+|-) (?P<box>[\d.,-]+)")


def path_of(position: int, place: Unexplained) -> str:
    """The path of a point: `unexplained[0] 0 3 72.0,310.2,540.0,400.9`; a dash where the document has no pages."""
    box = ",".join(f"{edge:.1f}" for edge in place.bbox) if place.bbox else "-"
    return f"unexplained[{position}] {place.document} {place.page or '-'} {box}"


def place_in(path: str) -> Unexplained | None:
    """The place that a point's path names, None for another kind of path."""
    said = PATH.fullmatch(path)
    if said is None:
        return None
    edges = [float(edge) for edge in said["box"].split(",")] if said["box"] != "-" else []
    page = int(said["page"]) if said["page"] != "-" else None
    box = (edges[0], edges[1], edges[2], edges[3]) if len(edges) == 4 else None
    return Unexplained(page, 0, box, document=int(said["document"]))
