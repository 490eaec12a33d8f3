"""`worker.py register`: brings an export into a register, whole or as the rows that changed, and says what it found."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from matching.mapping import CONTRACT, load_mapping
from matching.progress import bar
from matching.register import import_delta, import_register
from postroom.errors import PostroomError


def main(argv: Sequence[str] | None = None) -> int:
    """0 when the register was swapped in; 2 when it stays as it was, with the reason in words."""
    options = arguments().parse_args(argv)
    export, index = Path(options.export), Path(options.index)
    try:
        mapped = load_mapping(Path(options.mapping)) if options.mapping else CONTRACT
        with bar("Reading the register") as advance:
            if options.delta:
                report = import_delta(export, mapped, index, advance)
            else:
                shrink = None if options.accept_shrunk else options.shrink / 100
                report = import_register(export, mapped, index, advance, shrink=shrink)
    except PostroomError as error:
        sys.stderr.write(f"{error.reason}\n")
        return 2
    sys.stdout.write(json.dumps(asdict(report)) + "\n")
    return 0


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="worker.py register", description="Bring an export into the register.")
    parser.add_argument("export", help="CSV or .xlsx")
    parser.add_argument("--index", required=True, help="the register's directory (POSTROOM_MATCH_INDEX)")
    parser.add_argument("--mapping", help="how the export's columns are named: one of templates/registers/*.yaml")
    parser.add_argument(
        "--shrink",
        type=float,
        default=5.0,
        metavar="PERCENT",
        help="how many children may have gone since the last export (5)",
    )
    parser.add_argument(
        "--accept-shrunk", action="store_true", help="this export is right although many children have gone"
    )
    parser.add_argument("--delta", action="store_true", help="only the rows that changed; all others stay")
    return parser


if __name__ == "__main__":
    sys.exit(main())
