"""python -m bench.forge.measure FOLDER [--templates] [--errors N]: reads forged documents and tells how well, by each of their families."""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.forge.scoring import Finding, findings, records
from extractors.isolation import Post, Readers
from extractors.options import ReadOptions

AT = re.compile(r"\[[^]]*\]")
FOUND = ("right", "right_check")
COUNTED = (*FOUND, "wrong_check", "missing")


class Figures:
    """Tallies of leaves by family, of records by list, and the errors that nobody would have seen."""

    def __init__(self) -> None:
        self.families: dict[str, Counter[str]] = defaultdict(Counter)
        self.people: dict[str, Counter[str]] = defaultdict(Counter)
        self.silent: list[tuple[str, Finding]] = []

    def add(self, truth: dict[str, Any], reading: dict[str, Any]) -> None:
        placed = truth["placed"]
        for each in findings(truth, reading):
            placement = placed.get(each.path) or "nowhere"
            for family in ("all", *truth["tags"][1:], f"at {placement}", f"leaf {AT.sub('', each.path)}"):
                self.families[family][each.outcome] += 1
            if each.outcome == "silent":
                self.silent.append((truth["file"], each))
        for group, fate in _fates(truth, reading):
            for family in ("all", *truth["tags"][1:]):
                self.people[f"{group} · {family}"][fate] += 1

    def print(self, errors: int) -> None:
        print(f"{'family':44}{'leaves':>8}{'recall':>9}{'certain':>9}{'silent':>8}{'of certain':>12}")
        for name, tally in sorted(self.families.items()):
            print(_line(name, tally))
        print(f"\n{'records':44}{'true':>8}{'met':>8}{'missed':>8}{'misplaced':>10}{'made up':>9}")
        for name, tally in sorted(self.people.items()):
            true = tally["met"] + tally["missed"] + tally["misplaced"]
            print(f"{name:44}{true:8}{tally['met']:8}{tally['missed']:8}{tally['misplaced']:10}{tally['made_up']:9}")
        for name, each in self.silent[:errors]:
            print(f"  {name}  {each.path}: {each.found!r}, not {each.wanted!r}")


def _fates(truth: dict[str, Any], reading: dict[str, Any]) -> Iterator[tuple[str, str]]:
    contacts = reading.get("contacts") or []
    found = {group: [x for c in contacts for x in c.get(group) or []] for group in ("children", "people")}
    for group, fate, *_ in records(truth["contacts"][0], found):
        yield group, fate


def _line(name: str, tally: Counter[str]) -> str:
    wanted = sum(tally[each] for each in COUNTED) or 1
    silent, sure = tally["silent"], tally["right"] + tally["silent"]
    wanted += silent
    return f"{name:44}{wanted:8}{sum(tally[e] for e in FOUND) / wanted:9.1%}{tally['right'] / wanted:9.1%}{silent:8}{silent / (sure or 1):12.2%}"


def measure(folder: Path, options: ReadOptions) -> tuple[Figures, float]:
    """Figures, and seconds a document."""
    figures, begun = Figures(), time.monotonic()
    truths = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((folder / "truth").glob("*.json"))]
    with Readers(options, processes=1) as readers:
        posts = (Post((folder / truth["file"]).read_bytes(), truth["file"]) for truth in truths)
        for truth, reading in zip(truths, readers.read_each(posts), strict=True):
            figures.add(truth, reading.as_json())
    return figures, (time.monotonic() - begun) / max(len(truths), 1)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.forge.measure", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--templates", action="store_true", help="also use templates; otherwise the general reader alone"
    )
    parser.add_argument("--errors", type=int, default=20, help="list so many silent errors")
    asked = parser.parse_args()
    figures, seconds = measure(asked.folder, ReadOptions(general_only=not asked.templates, narrative=False))
    figures.print(asked.errors)
    print(f"{seconds:.2f} seconds a document")


if __name__ == "__main__":
    main()
