"""What was printed, kept by the call that printed it, in the form that the samples' scorer reads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.forge.layout import Said

PART = re.compile(r"(\w+)(?:\[(\d+)\])?")
DERIVED = ("role_in_incident", "dob_estimated", "is_unborn")  # no box asks for them


@dataclass
class Truth:
    """Leaves by path; the same leaf said twice is one leaf, and a blank beside an answer counts for nothing."""

    leaves: dict[str, Any] = field(default_factory=dict)
    accept: dict[str, list[Any]] = field(default_factory=dict)
    placed: dict[str, str] = field(default_factory=dict)
    free: set[str] = field(default_factory=set)

    def note(self, said: Said) -> str:
        """Called by whoever prints the answer; gives the words to print."""
        placement = next(iter(said.accept.get("placement", ())), "")
        for path, value in said.leaves.items():
            if self.leaves.get(path) is None:
                self.leaves[path] = value
                self.placed[path] = placement
        for path, readings in said.accept.items():
            if path != "placement":
                self.accept.setdefault(path, []).extend(readings)
        return said.text

    def as_json(self, name: str, tags: Sequence[str]) -> dict[str, Any]:
        contact: dict[str, Any] = {"children": [], "people": []}
        for path, value in self.leaves.items():
            _put(contact, path, value)
        free = {"contacts[0].document_type", "contacts[0].source_code"} | {f"contacts[0].{path}" for path in self.free}
        for group in ("children", "people"):
            free |= {f"contacts[0].{group}[{at}].{leaf}" for at in range(len(contact[group])) for leaf in DERIVED}
        return {
            "file": name,
            "disposition": "contact",
            "reason": None,
            "layout": tags[0],
            "tags": list(tags),
            "contacts": [contact],
            "accept": {f"contacts[0].{path}": [self.leaves.get(path), *each] for path, each in self.accept.items()},
            "free": sorted(free),
            "doubt": [],
            "placed": self.placed,
        }


def _put(contact: dict[str, Any], path: str, value: Any) -> None:
    here: Any = contact
    *parents, last = path.split(".")
    for parent in parents:
        name, at = PART.fullmatch(parent).groups()  # type: ignore[union-attr]  # the paths are the forge's own
        here = here.setdefault(name, [] if at else {})
        if at:
            here.extend({} for _ in range(int(at) + 1 - len(here)))
            here = here[int(at)]
    here[last] = value
