"""Mails flow while everything that can be killed is killed at random moments; then the books must close.

    python -m bench.chaos [--mails 150] [--kills 150] [--seed 1]

Counts mails lost, drafts doubled or missing, records stuck without a person's task, and how long the line took from each kind of kill to
the next piece of post that it finished.
"""

import argparse
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

import psutil

from bench.chaos_post import reports
from bench.chaos_times import recovery
from bench.databases import own_database
from sandbox.demo.house import House
from sandbox.demo.post import SampleMail, as_sent
from sandbox.mailbox.server import leaving_with_us

LONGEST_WAIT_S = 20.0  # for a move of the line, before the next kill
LONGEST_PAUSE_S = 9.0  # after that move: a robot types for as long, and is to be hit while it types
QUIET_S = 60.0  # for each mail, after the last kill
MUST_BE_ZERO = ("mails_lost", "mails_doubled", "stuck", "drafts_doubled", "children_without_draft_or_person")
FAULTS = (
    "worker",
    "worker",
    "worker",
    "helper",
    "supervisor",
    "redis",
    "redis_wiped",
    "mail_server",
    "case_system",
    "database",
)


@dataclass
class Chaos:
    """One run."""

    house: House
    mails: list[tuple[SampleMail, int]]
    chance: random.Random
    kills: list[tuple[str, float]] = field(default_factory=list)  # what, and when it fell

    def strike(self) -> None:
        fault = self.chance.choice(FAULTS)
        self.kills.append((fault, time.monotonic()))
        getattr(self, f"kill_{fault}")()

    def kill_worker(self) -> None:
        """The listener, or the worker for post, for reading, or for the robot."""
        self.kill_one_of(self.line().children())

    def kill_helper(self) -> None:
        """A process that a worker has started: a reading process, a part of a browser."""
        workers = self.line().children()
        self.kill_one_of([each for each in self.line().children(recursive=True) if each not in workers])

    def line(self) -> psutil.Process:
        return psutil.Process(self.process("line").pid)

    def kill_one_of(self, processes: list[psutil.Process]) -> None:
        alive = [each for each in processes if each.status() != psutil.STATUS_ZOMBIE]
        if alive:
            with_luck(self.chance.choice(alive).kill)

    def kill_supervisor(self) -> None:
        self.restart("line")

    def kill_redis(self) -> None:
        self.restart("redis")

    def kill_redis_wiped(self) -> None:
        self.restart("redis", between=self.wipe_redis)

    def wipe_redis(self) -> None:
        for file in (self.house.state / "redis").rglob("*"):
            if file.is_file():
                file.unlink()

    def kill_mail_server(self) -> None:
        self.house.mail.kill()
        time.sleep(self.chance.uniform(0, 1))
        self.house.mail.start()

    def kill_case_system(self) -> None:
        self.restart("case system")

    def kill_database(self) -> None:
        """Nobody can write for a while; on PostgreSQL every connection is cut."""
        url = self.house.environment["POSTROOM_DATABASE_URL"]
        if url.startswith("postgresql"):
            cut = "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
            subprocess.run(["psql", url, "-qc", cut], stdout=subprocess.DEVNULL, check=False)
            return
        with sqlite3.connect(self.house.state / "postroom.sqlite3", timeout=30, isolation_level=None) as lock:
            lock.execute("begin immediate")
            time.sleep(self.chance.uniform(0.2, 2))
            lock.execute("rollback")

    def process(self, name: str) -> subprocess.Popen[bytes]:
        return next(process for known, process in self.house.running if known == name)

    def restart(self, name: str, between=None) -> None:
        """Killed as by a power cut, and started again with the same words."""
        place = next(i for i, (known, _) in enumerate(self.house.running) if known == name)
        process = self.house.running[place][1]
        process.kill()
        process.wait()
        if between:
            between()
        time.sleep(self.chance.uniform(0, 1))
        self.house.start(name, self.house.commands[name])
        self.house.running[place] = self.house.running.pop()


def with_luck(act) -> None:
    try:
        act()
    except (psutil.NoSuchProcess, ProcessLookupError):
        return


@dataclass
class Standing:
    """What `manage.py watch_line` tells."""

    now: list[dict[str, Any]] = field(default_factory=list)
    finished_at: list[float] = field(
        default_factory=list
    )  # the moments when another piece of post needed the line no more

    def follow(self, house: House, every: str = "1") -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [*leaving_with_us(), sys.executable, "manage.py", "watch_line", "--every", every],
            env=house.environment, stdout=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
        Thread(target=self._read, args=(process,), daemon=True).start()
        return process

    def _read(self, process: subprocess.Popen[bytes]) -> None:
        for line in process.stdout or ():
            before, self.now = self.now, json.loads(line)
            if count_finished(self.now) > count_finished(before):
                self.finished_at.append(time.monotonic())

    def is_quiet(self, expected: int) -> bool:
        return len(self.now) >= expected and not any(each["moves"] for each in self.now)


def count_finished(standing: list[dict[str, Any]]) -> int:
    return sum(not each["moves"] for each in standing)


def run(mails: int, kills: int, seed: int, state: Path, database: str = "") -> dict[str, Any]:
    """Deliver, kill, wait until everything is quiet, and close the books."""
    house = House(state)
    if database:
        house.environment["POSTROOM_DATABASE_URL"] = database
    chaos = Chaos(
        house, [(as_sent(str(i), raw), n) for i, (raw, n) in enumerate(reports(mails, seed))], random.Random(seed)
    )
    try:
        house.prepare()
        house.start_outside()
        house.await_port(house.ports.redis)
        house.await_port(house.ports.case_system)
        house.start("line", [sys.executable, "worker.py", "work"])
        standing = Standing()
        watching = standing.follow(house, every="0.2")
        house.running.append(("watch", watching))
        began = time.monotonic()
        storm(chaos, standing, kills)
        calm = time.monotonic()
        while not standing.is_quiet(mails) and time.monotonic() - calm < QUIET_S * mails:
            time.sleep(1)
        told = {
            "mails": mails,
            "kills": len(chaos.kills),
            "seconds_to_recover": recovery(chaos.kills, standing.finished_at),
        }
        return (
            told
            | {"seconds": round(time.monotonic() - began), "seconds_after_last_kill": round(time.monotonic() - calm)}
            | books(chaos, standing)
        )
    finally:
        house.stop()


def storm(chaos: Chaos, standing: Standing, kills: int) -> None:
    """Mails and kills mixed. Between two kills the line moves something, so that kills fall into the middle of work."""
    waiting = list(chaos.mails)
    each_time = max(1, len(waiting) // max(kills, 1))
    while waiting or len(chaos.kills) < kills:
        for _ in range(min(each_time, len(waiting))):
            deliver_somehow(chaos.house, waiting.pop()[0])
        if len(chaos.kills) < kills:
            before, until = standing.now, time.monotonic() + LONGEST_WAIT_S
            while standing.now == before and time.monotonic() < until:
                time.sleep(0.05)
            time.sleep(chaos.chance.uniform(0, LONGEST_PAUSE_S))
            chaos.strike()


def deliver_somehow(house: House, mail: SampleMail) -> None:
    """A sending server tries again when ours is away."""
    for _ in range(20):
        try:
            house.mail.deliver(mail.raw)
        except OSError:
            time.sleep(0.3)
        else:
            return
    raise RuntimeError("the mail server stayed away")


def books(chaos: Chaos, standing: Standing) -> dict[str, Any]:
    """What must be zero is zero."""
    expected = {mail.digest: children for mail, children in chaos.mails}
    found = Counter(each["digest"] for each in standing.now)
    marks = Counter(answers["external_ref"] for answers in drafts(chaos.house))
    drafted = sum(len(each["drafts"]) for each in standing.now)
    without = [each for each in standing.now if not is_given_to_a_person(each)]
    chaos.house.manage("verify_audit")
    closed = chaos.house.manage("ledger", time.strftime("%Y-%m-%d"), "--days", "2")
    return {
        "mails_lost": len(set(expected) - set(found)),
        "mails_doubled": sum(count - 1 for count in found.values()),
        "stuck": sum(each["moves"] for each in standing.now),
        "given_to_a_person": len(standing.now) - len(without),
        "children_without_draft_or_person": sum(expected[each["digest"]] - len(each["drafts"]) for each in without),
        "children": sum(expected.values()),
        "drafts_saved": len(marks),
        "drafts_doubled": sum(count - 1 for count in marks.values()),
        "drafts_known": drafted,
        "ledger": closed.strip().splitlines(),
    }


def is_given_to_a_person(mail: dict[str, Any]) -> bool:
    """Held, or standing still with at least one open question."""
    still = any(state in ("stopped", "to_settle") for state in mail["contacts"])
    return mail["state"] == "held" or (still and bool(mail["asks"]))


def drafts(house: House) -> list[dict[str, Any]]:
    with sqlite3.connect(house.state / "case-system.sqlite3") as store:
        return [json.loads(answers) for (answers,) in store.execute("select answers from contact")]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=150)
    parser.add_argument("--kills", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", default=os.environ.get("POSTROOM_CHAOS_DATABASE_URL", ""))
    chosen = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="postroom-chaos-") as folder, own_database(chosen.database) as database:
        told = run(chosen.mails, chosen.kills, chosen.seed, Path(folder) / "house", database)
    print(json.dumps(told, indent=1))
    return int(any(told[each] for each in MUST_BE_ZERO))


if __name__ == "__main__":
    sys.exit(main())
