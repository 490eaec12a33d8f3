"""Reads mutated post: no crash, no hang, every file a result.

    python bench/fuzz.py FOLDER [--count 2000] [--seed 1] [--longest 60]

FOLDER holds post as it arrives. Each round takes one file and spoils it in one of many ways, outside or inside its envelope. Exits 1 when a
file has no result, a reading process failed on one of our own faults, or one took longer than --longest seconds; prints each such file's
seed, so that `--seed N --count 1` shows it again.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.fuzz_mutations import MUTATIONS
from extractors.isolation import Post, Readers
from extractors.options import ReadOptions
from postroom.contact import Disposition, Reading

OUR_FAULT = "The reader failed on this file"


def spoiled(files: list[Path], seed: int) -> tuple[str, Post]:
    """(what was done to it, the post), the same for the same seed."""
    chance = random.Random(seed)
    path = chance.choice(files)
    data = path.read_bytes()
    done = []
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        mutation: Callable[[bytes, random.Random], bytes] = chance.choice(MUTATIONS)
        data = mutation(data, chance)
        done.append(mutation.__name__)
    return f"{path.name}: {', '.join(done)}", Post(data, path.name)


def faults(reading: Reading) -> list[str]:
    """What a result must not be: unprintable, a contact with nothing in it, or held without a reason."""
    found = [each.problem for each in reading.documents if each.problem and each.problem.startswith(OUR_FAULT)]
    if reading.disposition is Disposition.CONTACT and not reading.contacts:
        found.append("a contact without contacts")
    if reading.disposition is not Disposition.CONTACT and not reading.reason:
        found.append("no reason")
    json.dumps(reading.as_json(explain=True), ensure_ascii=False).encode("utf-8")
    return found


def run(files: list[Path], seeds: range, longest: float) -> int:
    counts: Counter[str] = Counter()
    bad = 0
    with Readers(ReadOptions(), processes=2) as readers:
        kept: list[str] = []

        def posts() -> Iterator[Post]:
            for seed in seeds:
                what, post = spoiled(files, seed)
                kept.append(what)
                yield post

        slowest, last = 0.0, time.monotonic()
        for seed, reading in zip(seeds, readers.read_each(posts()), strict=True):
            now = time.monotonic()
            slowest, taken, last = max(slowest, now - last), now - last, now
            wrong = faults(reading) + ([f"took {taken:.0f} s"] if taken > longest else [])
            counts[f"{reading.disposition.value} {reading.reason or ''}".strip()] += 1
            if wrong:
                bad += 1
                print(f"seed {seed}: {kept[seed - seeds.start]}: {'; '.join(wrong)}", flush=True)
    total = sum(counts.values())
    print(f"{total} of {len(seeds)} have a result, {bad} are faults, longest wait {slowest:.1f} s")
    for outcome, count in counts.most_common():
        print(f"  {count:>5} {outcome}")
    return 1 if bad or total < len(seeds) else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--longest", type=float, default=60)
    asked = parser.parse_args()
    files = sorted(
        path for path in asked.folder.iterdir() if path.is_file() and path.suffix not in (".py", ".md", ".json")
    )
    return run(files, range(asked.seed, asked.seed + asked.count), asked.longest)


if __name__ == "__main__":
    sys.exit(main())
