"""Reads mutated post: no crash, no hang, every file a result.

    python bench/fuzz.py FOLDER [--count 2000] [--seed 1] [--minutes 25] [--longest 60]

FOLDER holds post as it arrives. Most rounds take one file and spoil it in one of many ways, outside or inside its envelope; some make post
that is too much (`fuzz_hostile`). Exits 1 when a file has no result, a reading process failed on one of our own faults, or one took longer
than --longest seconds; prints each such file's seed, so that `--seed N --count 1` shows it again. Seconds are what the machine gave the
reading: by the clock or by the processor, whichever is less; the longest by the clock alone is printed too.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import takewhile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.fuzz_hostile import HOSTILE
from bench.fuzz_mutations import MUTATIONS
from extractors.isolation import Post, Readers
from extractors.options import WHILE_SOMEBODY_WAITS, ReadOptions
from postroom.contact import Disposition, Reading

OUR_FAULT = "The reader failed on this file"
HOSTILE_SHARE = 0.1
ENDINGS = (".pdf", ".eml", ".docx", ".txt", "", ".png")


def made(files: list[Path], seed: int) -> tuple[str, Post]:
    """(what was done to it, the post), the same for the same seed."""
    chance = random.Random(seed)
    if chance.random() < HOSTILE_SHARE:
        make = chance.choice(HOSTILE)
        return make.__name__, Post(make(chance), f"post{chance.choice(ENDINGS)}")
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


def timed(readers: Readers, post: Post) -> tuple[Reading, float, float]:
    """The reading, seconds at work and seconds by the clock."""
    clock, worked = time.monotonic(), _processor_seconds(readers)
    reading = readers.read(post)
    clock = time.monotonic() - clock
    return reading, min(clock, _processor_seconds(readers) - worked), clock


def _processor_seconds(readers: Readers) -> float:
    """Of the reading process alive now and of all that had to be killed before it."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    (pid,) = readers.process_ids
    after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return ended.ru_utime + ended.ru_stime + (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")


def run(files: list[Path], seeds: Iterable[int], longest: float) -> int:
    counts: Counter[str] = Counter()
    bad, most, most_by_clock = 0, 0.0, 0.0
    with Readers(ReadOptions(limits=WHILE_SOMEBODY_WAITS)) as readers:
        for seed in seeds:
            what, post = made(files, seed)
            reading, worked, clock = timed(readers, post)
            most, most_by_clock = max(most, worked), max(most_by_clock, clock)
            wrong = faults(reading) + ([f"took {worked:.0f} s"] if worked > longest else [])
            counts[f"{reading.disposition.value} {reading.reason or ''}".strip()] += 1
            if wrong:
                bad += 1
                print(f"seed {seed}: {what}: {'; '.join(wrong)}", flush=True)
            if clock > longest / 2:
                print(f"seed {seed}: {what}: slow: {worked:.0f} s at work, {clock:.0f} s by the clock", flush=True)
    total = sum(counts.values())
    print(f"{total} have a result, {bad} are faults, longest {most:.1f} s at work, {most_by_clock:.1f} s by the clock")
    for outcome, count in counts.most_common():
        print(f"  {count:>5} {outcome}")
    return 1 if bad else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=1e6, help="stop after so long, and say how many were read")
    parser.add_argument("--longest", type=float, default=60)
    asked = parser.parse_args()
    files = sorted(
        path for path in asked.folder.iterdir() if path.is_file() and path.suffix not in (".py", ".md", ".json")
    )
    ends = time.monotonic() + 60 * asked.minutes
    seeds = range(asked.seed, asked.seed + asked.count)
    return run(files, takewhile(lambda _: time.monotonic() < ends, seeds), asked.longest)


if __name__ == "__main__":
    sys.exit(main())
