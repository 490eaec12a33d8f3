"""python -m bench.forge --documents N --seed S --out FOLDER [--no-scans]"""

from __future__ import annotations

import argparse
from pathlib import Path

from bench.forge.documents import forged
from bench.forge.form import plan

SPREAD = 100_003  # seeds of documents, so that neighbouring calls share none


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.forge", description=__doc__)
    parser.add_argument("--documents", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--no-scans", action="store_true", help="no pictures: each takes seconds to read")
    asked = parser.parse_args()
    first = asked.seed * SPREAD
    forged([plan(first + n, scans=not asked.no_scans) for n in range(asked.documents)], asked.out)
    print(f"{asked.documents} documents in {asked.out}, with their truth in {asked.out / 'truth'}")


if __name__ == "__main__":
    main()
