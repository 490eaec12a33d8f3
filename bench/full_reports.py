"""Every report over a full store, as its page and over a month and a year: p95 in milliseconds, and questions to the database.

    python -m bench.full_reports [--state FOLDER] [--database postgresql://...] [--contacts 97000] [--links 1000000] [--rounds 20]

The store of bench.full_store, made where it is not there; with its figures put in bulk.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.full_store import make, p95, settle, somebody


def measure(rounds: int) -> dict[str, dict[str, float]]:
    """By report and period."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from records.reports import REPORTS

    client, told = somebody(), dict[str, dict[str, float]]()
    today = dt.datetime.now(dt.UTC).date()
    for name in REPORTS:
        for stretch, days in (("month", 30), ("year", 364)):
            address = f"/reports/{name}/?from={today - dt.timedelta(days=days)}&to={today}"
            with CaptureQueriesContext(connection) as asked:
                status = client.get(address).status_code
            said = {"status": status, "queries": len(asked), "p95_ms": p95(lambda at=address: client.get(at), rounds)}  # type: ignore[misc]
            said["cpu_ms"] = _cpu(lambda at=address: client.get(at))  # type: ignore[misc]
            told[f"{name}, {stretch}"] = said
            print(f"{name}, {stretch}", said, file=sys.stderr, flush=True)
    return told


def _cpu(act: Callable[[], Any]) -> float:
    """Milliseconds of this process, which on a busy machine say more than the clock; with SQLite they are all of it."""
    began = time.process_time()
    act()
    return round(1000 * (time.process_time() - began), 1)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contacts", type=int, default=97_000)
    parser.add_argument("--links", type=int, default=1_000_000)
    parser.add_argument("--database", default=os.environ.get("POSTROOM_CHAOS_DATABASE_URL", ""))
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=20)
    chosen = parser.parse_args()
    settle(chosen.state, chosen.database)
    make(chosen.contacts, chosen.links)
    from bench import figures_maker

    figures_maker.fill()
    print(json.dumps(measure(chosen.rounds), indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
