"""The words about names that are data: placeholders, particles, short names, marks of unusable records."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Words:
    """data/names.yaml and data/given_names.txt, ready for look-ups."""

    placeholders: frozenset[str]
    unnamed: frozenset[str]
    marked: frozenset[str]
    marked_phrases: tuple[str, ...]
    marked_whole: frozenset[str]
    particles: frozenset[str]
    set_before: frozenset[str]
    titles: frozenset[str]
    groups: dict[str, frozenset[int]]  # name → numbers of the groups of one name that it belongs to
    given_names: frozenset[str]  # that people bear
    whole: tuple[
        str, ...
    ]  # by a group's number: the name that its others are short for; "" where all are spellings of one


@lru_cache(maxsize=1)
def words() -> Words:
    """Read once a process."""
    data = yaml.safe_load((DATA / "names.yaml").read_text(encoding="utf-8"))
    listed = (DATA / "given_names.txt").read_text(encoding="utf-8").splitlines()
    groups: defaultdict[str, set[int]] = defaultdict(set)
    for number, group in enumerate(data["short_names"] + data["spellings"]):
        for name in group:
            groups[name].add(number)
    return Words(
        placeholders=frozenset(data["placeholders"]),
        unnamed=frozenset(data["unnamed"]),
        marked=frozenset(data["marked"]),
        marked_phrases=tuple(data["marked_phrases"]),
        marked_whole=frozenset(data["marked_whole"]),
        particles=frozenset(data["particles"]),
        set_before=frozenset(data["set_before"]),
        titles=frozenset(data["titles"]),
        groups={name: frozenset(numbers) for name, numbers in groups.items()},
        given_names=frozenset(name for line in listed if not line.startswith("#") for name in line.split()),
        whole=tuple(group[0] for group in data["short_names"]) + ("",) * len(data["spellings"]),
    )
