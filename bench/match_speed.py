"""Speed of matching: build, open, and one child at a time, warm, on registers of several sizes in one run.

    python bench/match_speed.py REGISTER_DIRECTORY... [--queries 400]

Each directory holds children.csv and queries.jsonl as bench/register_maker.py writes them. Prints one line a register, and the
ratio of the last one's median to the first one's.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parent.parent))

from matching.decide import decide
from matching.register import import_register, open_register
from postroom.matching import ChildQuery


class Peak:
    """The most memory that this process and its children held together, in MiB (shared pages are counted once each)."""

    def __enter__(self) -> Peak:
        self.most, self.over = 0.0, threading.Event()
        self.thread = threading.Thread(target=self.watch, daemon=True)
        self.thread.start()
        return self

    def watch(self) -> None:
        process = psutil.Process(os.getpid())
        while not self.over.wait(0.25):
            total = 0
            for each in [process, *process.children(recursive=True)]:
                try:
                    total += each.memory_full_info().pss
                except psutil.Error:
                    continue
            self.most = max(self.most, total / 2**20)

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()


def processor_seconds() -> float:
    """Of this process and of those that it has waited for: what stays the same when other programs are busy too."""
    return sum(os.times()[:4])


def measure(directory: Path, queries: int, index: Path) -> float:
    started, spent = time.perf_counter(), processor_seconds()
    with Peak() as peak:
        report = import_register(directory / "children.csv", index_dir=index)
    built, spent = time.perf_counter() - started, processor_seconds() - spent
    started = time.perf_counter()
    register = open_register(index)
    opened = time.perf_counter() - started
    size = sum(file.stat().st_size for file in index.rglob("*") if file.is_file()) / 2**20
    asked = [ChildQuery.from_json(json.loads(line)) for line in (directory / "queries.jsonl").open(encoding="utf-8")]
    gc.collect()
    gc.freeze()
    for query in asked[:50]:
        decide(register, [query])
    times = []
    for query in asked[50 : 50 + queries]:
        started = time.perf_counter()
        decide(register, [query])
        times.append((time.perf_counter() - started) * 1000)
    times.sort()
    median, p95 = times[len(times) // 2], times[int(len(times) * 0.95)]
    print(
        f"{report.children:>9,} children: built {built:.1f} s ({spent:.0f} s of processor), peak {peak.most:.0f} MiB, {size:.0f} MiB on disk; opened {opened:.2f} s; "
        f"one child p50 {median:.1f} ms, p95 {p95:.1f} ms, most {times[-1]:.1f} ms"
    )
    return median


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("registers", nargs="+", type=Path)
    parser.add_argument("--queries", type=int, default=400)
    parser.add_argument("--index", type=Path, help="keep the last register's index here")
    options = parser.parse_args()
    medians = []
    for directory in options.registers:
        with tempfile.TemporaryDirectory() as fleeting:
            kept = options.index if options.index and directory == options.registers[-1] else Path(fleeting)
            medians.append(measure(directory, options.queries, kept))
    if len(medians) > 1:
        print(f"median of the last over the first: {medians[-1] / medians[0]:.1f}")


if __name__ == "__main__":
    main()
