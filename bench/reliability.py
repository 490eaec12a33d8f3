"""How far a stated confidence can be trusted: shares of right values by confidence, on documents whose truth is known.

    python bench/reliability.py FOLDER FOUND.jsonl

FOLDER holds `truth/` and the scorer `score.py` that compares values; FOUND.jsonl is what `worker.py read FOLDER/*.* --json` printed.
"""

import argparse
import importlib.util
import sys
from collections import defaultdict
from pathlib import Path
from types import ModuleType

EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.0)
RIGHT = {"right_certain", "right_check"}
WRONG = {"wrong_certain", "wrong_check", "invented", "extra_check"}


def scorer(folder: Path) -> ModuleType:
    """The samples' own scorer, so that right and wrong mean the same here as there."""
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judged(module: ModuleType, folder: Path, found: Path) -> list[tuple[str, str, float, bool]]:
    """(method, status, confidence, right) of every value that was proposed."""
    rows: list[tuple[str, str, float, bool]] = []

    class Score(module.Score):
        envelope: dict  # of the leaf that is being judged

        def add(self, file, group, path, what, truth=None, pred=None):
            super().add(file, group, path, what, truth, pred)
            if what in RIGHT | WRONG:
                leaf = self.envelope
                rows.append((leaf["method"], leaf["status"], leaf["confidence"], what in RIGHT))

    class FileScore(module.FileScore):
        def leaf(self, group, full, path, truth, has, pleaf):
            self.s.envelope = pleaf
            super().leaf(group, full, path, truth, has, pleaf)

    predictions, _ = module.load_predictions(found)
    score = Score()
    for name, truth in module.load_truth(folder).items():
        FileScore(score, truth, predictions.get(name, (None,))[0]).run()
    return rows


def table(title: str, groups: dict[str, list[tuple[float, bool]]]) -> None:
    print(f"\n{title:<28}{'values':>8}{'right':>8}{'share':>9}{'stated':>9}{'gap':>8}")
    for name, rows in sorted(groups.items()):
        right = sum(ok for _, ok in rows)
        stated = sum(confidence for confidence, _ in rows) / len(rows)
        share = right / len(rows)
        print(f"{name:<28}{len(rows):>8}{right:>8}{share:>9.1%}{stated:>9.1%}{share - stated:>+8.1%}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("found", type=Path)
    chosen = parser.parse_args()
    rows = judged(scorer(chosen.folder), chosen.folder, chosen.found)
    by_confidence, by_kind = defaultdict(list), defaultdict(list)
    for method, status, confidence, right in rows:
        low = max(edge for edge in EDGES if edge <= confidence)
        by_confidence[f"{low:.2f} and more"].append((confidence, right))
        by_kind[f"{status}, {method}"].append((confidence, right))
    table("by confidence", by_confidence)
    table("by status and method", by_kind)
    error = sum(abs(sum(r for _, r in g) - sum(c for c, _ in g)) for g in by_confidence.values()) / max(len(rows), 1)
    print(f"\nexpected calibration error {error:.2%} over {len(rows)} values")
    return 0


if __name__ == "__main__":
    sys.exit(main())
