"""Two hosts on one PostgreSQL and one Redis: two whole lines, each with folders of its own, share the post.

    scripts/with-postgres python -m bench.hosts [--mails 12]

Tells what each host did, whether anything was done twice, and whether a word of any document lies in a host's own folders.
"""

import argparse
import json
import os
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import psutil
import psycopg

from bench.chaos import Standing, drafts
from bench.chaos_post import reports
from bench.databases import own_database
from sandbox.demo.house import House
from sandbox.demo.post import as_sent

LIMIT_S = 120.0  # for each mail
HOSTS = ("line", "other line")
OUTSIDE = {"redis", "case-system.sqlite3"}  # not the hosts': the queue, and the pretend case system's own store


def run(mails: int, state: Path, database: str) -> dict[str, Any]:
    """Both hosts start, the mails come, and everything is done by somebody."""
    house = House(state / "house")
    house.environment["POSTROOM_DATABASE_URL"] = database
    elsewhere = state / "elsewhere"
    (elsewhere / "tmp").mkdir(parents=True)
    own = {
        "POSTROOM_STATE": str(elsewhere),
        "POSTROOM_MATCH_INDEX": str(elsewhere / "register"),
        "POSTROOM_CASE_LOGIN": "robot2",
        "TMPDIR": str(elsewhere / "tmp"),
    }
    post = [(as_sent(str(number), raw), children) for number, (raw, children) in enumerate(reports(mails, seed=4))]
    try:
        house.prepare()
        house.start_outside(robots=("robot", "robot2"))
        house.await_port(house.ports.redis)
        house.await_port(house.ports.case_system)
        house.start("line", [sys.executable, "worker.py", "work"])
        house.start("other line", [sys.executable, "worker.py", "work"], **own)
        standing = Standing()
        house.running.append(("watch", standing.follow(house)))
        for mail, _ in post:
            house.mail.deliver(mail.raw)
        pids, stuck = await_quiet(house, standing, mails)
        house.manage("verify_audit")
        return {
            "mails": mails,
            "stuck": len(stuck),
            "stuck_at": [(each["state"], each["contacts"]) for each in stuck],
            "mails_lost": len({mail.digest for mail, _ in post} - {each["digest"] for each in standing.now}),
            "children": sum(children for _, children in post),
            **told(database, pids),
            **drafts_told(house),
            "files_with_a_document": with_a_document(house.state) + with_a_document(elsewhere),
        }
    finally:
        house.stop()


def await_quiet(house: House, standing: Standing, mails: int) -> tuple[dict[int, str], list[dict[str, Any]]]:
    """Until all is done, or the time is over. Which process was whose, and what was not done then."""
    pids: dict[int, str] = {}
    until = time.monotonic() + LIMIT_S * mails
    while not standing.is_quiet(mails) and time.monotonic() < until:
        for name, process in house.running:
            if name in HOSTS:
                pids |= {each.pid: name for each in psutil.Process(process.pid).children(recursive=True)}
        time.sleep(0.5)
    return pids, [each for each in standing.now if each["moves"]]


def told(database: str, pids: dict[int, str]) -> dict[str, Any]:
    with psycopg.connect(database) as store:
        done = store.execute("select step, subject, worker from records_attempt where outcome = 'done'").fetchall()
    by_host = {name: Counter(step for step, _, worker in done if host_of(worker, pids) == name) for name in HOSTS}
    return {
        "steps": {name: dict(counts) for name, counts in by_host.items()},
        "done_twice": sum(count - 1 for count in Counter((step, subject) for step, subject, _ in done).values()),
    }


def host_of(worker: str, pids: dict[int, str]) -> str:
    return pids.get(int(worker.rsplit("-", 1)[1]), "unknown")


def drafts_told(house: House) -> dict[str, int]:
    marks = Counter(answers["external_ref"] for answers in drafts(house))
    return {"drafts_saved": len(marks), "drafts_doubled": sum(count - 1 for count in marks.values())}


def with_a_document(folder: Path) -> list[str]:
    """Files in a host's folder that hold a document or a raw mail in plain bytes."""
    found = (each for each in folder.rglob("*") if each.is_file() and not OUTSIDE & set(each.relative_to(folder).parts))
    return [each.name for each in found if any(mark in each.read_bytes() for mark in (b"%PDF", b"Message-ID:"))]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=12)
    parser.add_argument("--database", default=os.environ.get("POSTROOM_CHAOS_DATABASE_URL", ""))
    chosen = parser.parse_args()
    if not chosen.database.startswith("postgresql"):
        parser.error("two hosts need one PostgreSQL: run me by scripts/with-postgres, or give --database")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="postroom-hosts-") as folder, own_database(chosen.database) as database:
        result = run(chosen.mails, Path(folder), database)
    print(json.dumps(result, indent=1))
    return int(any(result[each] for each in ("stuck", "mails_lost", "done_twice", "drafts_doubled")))


if __name__ == "__main__":
    sys.exit(main())
