"""Queries: what a contact says of each of its children, as matching asks it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from postroom.matching import ChildQuery
from records.store import Standing

GROUP = re.compile(r"(children|people)\[(\d+)\]\.(\w+)")


def query_of(family: str, position: int, values: Mapping[str, Standing]) -> ChildQuery:
    """What the report says about one child and the people around it."""
    groups: dict[tuple[str, int], dict[str, Any]] = {}
    for path, standing in values.items():
        if found := GROUP.fullmatch(path):
            groups.setdefault((found[1], int(found[2])), {})[found[3]] = standing.value
    child = groups.pop(("children", position), {})
    siblings = [{**said, "relationship": "sibling"} for (kind, _), said in sorted(groups.items()) if kind == "children"]
    people = [said for (kind, _), said in sorted(groups.items()) if kind == "people"]
    return ChildQuery.from_json(
        {"query_id": f"{family}-{position}", "family": family, "child": child, "people": people + siblings}
    )
