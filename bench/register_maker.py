"""Makes registers of invented children of many naming traditions, with the faults that exports have.

    python bench/register_maker.py DIRECTORY --children 60000 --queries 4000 --seed 1 [--world other] [--more KIND=WEIGHT ...]

writes children.csv, queries.jsonl and truth.jsonl in the forms of the matching contract.
"""

from __future__ import annotations

import argparse
import csv
import json
from pathlib import Path

from register_families import use_names
from register_other import OtherMaker, OtherQuestions
from register_questions import Questions, ask
from register_records import Maker, fill_register


def write(
    directory: Path, rows: list[dict[str, str]], queries: list[dict[str, object]], truths: list[dict[str, object]]
) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / "children.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    for name, lines in (("queries", queries), ("truth", truths)):
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        (directory / f"{name}.jsonl").write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--children", type=int, default=60_000)
    parser.add_argument("--queries", type=int, default=4_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--world", choices=("first", "other"), default="first")
    parser.add_argument(
        "--more", nargs="*", default=[], metavar="KIND=WEIGHT", help="ask of this kind more or less often"
    )
    options = parser.parse_args()
    use_names(options.world)
    maker, questions = {"first": (Maker, Questions), "other": (OtherMaker, OtherQuestions)}[options.world]
    maker = maker(options.seed)
    families = maker.families(options.children)
    hidden = [maker.family() for _ in range(options.queries)]
    rows = fill_register(maker, families)
    asked = questions(maker, families, hidden)
    asked.weigh({kind: float(weight) for kind, _, weight in (each.partition("=") for each in options.more)})
    queries, truths, unborn = ask(asked, options.queries)
    write(options.directory, rows + unborn, queries, truths)


if __name__ == "__main__":
    main()
