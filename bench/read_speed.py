"""Speed of reading, side by side in one run: pdfplumber opening a PDF and listing its characters, reading it, reading it with narrative.

    python bench/read_speed.py FOLDER [--rounds 5] [--only ratios|rate]

FOLDER holds post as it arrives. The ratios are taken over its PDFs with a text layer, warm, in processor time, each the fastest of some rounds that alternate;
the rate and the memory over all its files through two reading processes, as `worker.py read` does.
"""

from __future__ import annotations

import argparse
import io
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pdfplumber

sys.path.insert(0, str(Path(__file__).parent.parent))

from extractors.isolation import Post, Readers
from extractors.options import ReadOptions
from extractors.reading import read_post, warm_up
from postroom.contact import Disposition

WITH = ReadOptions()
WITHOUT = replace(WITH, narrative=False)
MAIL_ENDINGS = {".eml", ".msg", ".pdf", ".docx", ".txt", ".html", ".zip", ".jpg", ".png", ".tif"}


def list_characters(data: bytes) -> int:
    """What every reader on pdfplumber must at least do."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        return sum(len(page.chars) for page in document.pages)


def seconds(work: Callable[[], object]) -> float:
    """Processor time of all threads: what else the machine does at the moment is not counted."""
    began = time.process_time()
    work()
    return time.process_time() - began


def ratios(files: list[Path], rounds: int) -> None:
    """One line a file and the sums."""
    warm_up(WITH)
    sums = [0.0, 0.0, 0.0]
    print(f"{'file':<34}{'chars ms':>9}{'read ms':>9}{'+narr ms':>9}{'read':>7}{'+narr':>7}")
    for path in files:
        data = path.read_bytes()
        ways: list[Callable[[], object]] = [
            partial(list_characters, data),
            partial(read_post, data, path.name, WITHOUT),
            partial(read_post, data, path.name, WITH),
        ]
        for way in ways:
            way()
        taken = [min(times) for times in zip(*([seconds(way) for way in ways] for _ in range(rounds)), strict=True)]
        sums = [total + one for total, one in zip(sums, taken, strict=True)]
        print(_row(path.name, taken))
    print(_row(f"all {len(files)}", sums))


def _row(name: str, taken: list[float]) -> str:
    listed, read, narrated = taken
    return f"{name:<34}{listed * 1000:>9.1f}{read * 1000:>9.1f}{narrated * 1000:>9.1f}{read / listed:>7.2f}{narrated / listed:>7.2f}"


def has_text_layer(path: Path) -> bool:
    """PDFs that can be read as they are: no scans, no garbage, not held."""
    data = path.read_bytes()
    if path.suffix.lower() != ".pdf" or list_characters(data) == 0:
        return False
    reading = read_post(data, path.name, WITHOUT)
    return reading.disposition is Disposition.CONTACT and not any(document.ocr for document in reading.documents)


def rate(files: list[Path]) -> None:
    """Documents a minute and the most resident memory of any reading process, without and with pages that need OCR."""
    posts = [Post(path.read_bytes(), path.name) for path in files]
    with Readers(WITH, processes=2) as readers:
        scans: list[Post] = []
        plain: list[Post] = []
        began = time.perf_counter()
        for post, reading in zip(posts, readers.read_each(posts), strict=True):
            (scans if any(document.ocr for document in reading.documents) else plain).append(post)
        _show("all", len(posts), time.perf_counter() - began, readers)
    for name, chosen in (("no OCR", plain), ("OCR only", scans)):
        with Readers(WITH, processes=2) as readers:
            began = time.perf_counter()
            held = sum(1 for reading in readers.read_each(chosen) if reading.reason == "too_large")
            _show(name, len(chosen), time.perf_counter() - began, readers)
            print(f"{'':<10}{held} held as too large")


def _show(name: str, count: int, taken: float, readers: Readers) -> None:
    peak = max((peak_mib(process) for process in readers.process_ids), default=0)
    print(
        f"{name:<10}{count} documents in {taken:.1f} s: {60 * count / max(taken, 1e-9):.0f} a minute, at most {peak:.0f} MiB a process"
    )


def peak_mib(process: int) -> float:
    """The most memory that was ever resident, by the kernel's own count."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", choices=("ratios", "rate"))
    asked = parser.parse_args()
    files = sorted(path for path in asked.folder.iterdir() if path.suffix.lower() in MAIL_ENDINGS)
    if asked.only != "rate":
        ratios([path for path in files if has_text_layer(path)], asked.rounds)
    if asked.only != "ratios":
        rate(files)


if __name__ == "__main__":
    main()
