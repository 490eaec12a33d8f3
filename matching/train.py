"""`worker.py train`: learns the model from an export and saves it with its charts."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from matching.building import unusable
from matching.command import read_queries
from matching.export import Checked, read_export
from matching.mapping import CONTRACT, load_mapping
from matching.standard import from_query, from_row
from postroom.errors import PostroomError


def main(argv: Sequence[str] | None = None) -> int:
    """0 when a model was saved, 2 for a wrong call."""
    parser = argparse.ArgumentParser(
        prog="worker.py train", description="Learn the matching model from a register, without labels."
    )
    parser.add_argument("export", help="the case system's export, CSV or .xlsx")
    parser.add_argument("--out", required=True, help="directory for model.json and the charts")
    parser.add_argument("--mapping", help="one of templates/registers/*.yaml")
    parser.add_argument(
        "--reports", help="JSON Lines of past reports, as for worker.py match: shows what reports get wrong"
    )
    parser.add_argument("--today", default="", help="the day on which the reports' ages hold, YYYY-MM-DD")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    try:
        mapped = load_mapping(Path(options.mapping)) if options.mapping else CONTRACT
        rows = read_export(Path(options.export), mapped, Checked())
        children = [from_row(row) for row in rows if not unusable(row)]
        day = options.today or datetime.now(UTC).date().isoformat()
        reports = [from_query(query, day) for query in read_queries(Path(options.reports))] if options.reports else []
    except PostroomError as error:
        sys.stderr.write(f"{error.reason}\n")
        return 2
    from matching.training import save, train

    trained = train(children, reports, mapped.name, options.seed)
    save(trained, Path(options.out))
    sys.stderr.write(
        f"Model {trained.model['version']} learnt from {len(children):,} records, saved with its charts.\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
