"""Drafts with a fault each at a random moment: exactly one draft for each child, every one verified or reported, none wrong.

    python bench/fill_faults.py --people CHILDREN.csv [--drafts 200] [--first 0] [--seed 1]

The robot runs in a process of its own, so that it can be killed outright. What the line does with TryAgainLater is done here too:
the record is given to a robot again until it comes to an end. `--first` lets a long run be split: each part says its own sum.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import sys
import threading
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bench.fill_records import ACCOUNT, contact_record  # noqa: E402
from filling.map import screenmap  # noqa: E402
from filling.robot import Robot  # noqa: E402
from postroom.filling import StopKind  # noqa: E402
from sandbox.casesystem.manners import Manners  # noqa: E402
from sandbox.casesystem.serve import build, running  # noqa: E402
from sandbox.casesystem.signin import Account  # noqa: E402

NAMES = ("POSTROOM_CASE_LOGIN", "POSTROOM_CASE_PASSWORD", "POSTROOM_CASE_SECRET_ANSWER", "POSTROOM_CASE_MEMORABLE_WORD")
SECRETS = dict(zip(NAMES, ACCOUNT.split(":"), strict=True))
SERVER = {
    "error_after_save": 1,
    "error_before_save": 1,
    "lose_session": 1,
    "lose_session_at_save": 1,
    "locked": 2,
    "unavailable": 1,
    "slow_save": 6.0,
    "mangle": 1,
}
FAULTS = ("kill_robot", "kill_browser", *SERVER)
MOST_TRIES = 8
LONGEST_S = 90


def work(url, pipe):
    screen = replace(
        screenmap.load(ROOT / "templates" / "screens" / "sandbox-contact.yaml", url),
        wait_s=4,
        unsure_wait_s=3,
        lock_wait_s=8,
    )
    with Robot(SECRETS) as robot:
        while (record := pipe.recv()) is not None:
            pipe.send(robot.fill(record, screen))


class Worker:
    """A robot in a process of its own, started again when it was killed."""

    def __init__(self, url):
        self.url = url
        self.process: Any = None

    def start(self):
        context = multiprocessing.get_context("spawn")
        self.pipe, other = context.Pipe()
        self.process = context.Process(target=work, args=(self.url, other), daemon=True)
        self.process.start()
        other.close()

    def fill(self, record):
        if self.process is None or not self.process.is_alive():
            self.start()
        try:
            self.pipe.send(record)
            return self.pipe.recv() if self.pipe.poll(LONGEST_S) else self.kill()
        except (EOFError, OSError):
            return self.kill()

    def kill(self):
        self.process.kill()
        self.process.join()
        self.process = None

    def kill_browser(self):
        if self.process and self.process.is_alive():
            for one in psutil.Process(self.process.pid).children(recursive=True):
                if "chrom" in one.name():
                    one.kill()


def inject(fault, worker, site, dice):
    """Let the fault happen at a random moment of the journey."""

    def strike():
        time.sleep(dice.uniform(0, 3.5))
        if fault == "kill_robot" and worker.process:
            worker.process.kill()
        elif fault == "kill_browser":
            worker.kill_browser()
        elif fault in {"lose_session", "locked", "unavailable"}:
            site.switches.switch(**{fault: SERVER[fault]})

    if fault in SERVER and fault not in {"lose_session", "locked", "unavailable"}:
        site.switches.switch(**{fault: SERVER[fault]})
        return None
    thread = threading.Thread(target=strike, daemon=True)
    thread.start()
    return thread


def bring_about(worker, site, record, fault, dice):
    """One record, as often as the line would try it. Returns the last result and the number of tries."""
    thread = inject(fault, worker, site, dice)
    for attempt in range(1, MOST_TRIES + 1):
        result = worker.fill(record)
        tries = attempt
        if fault == "slow_save":
            site.switches.switch(slow_save=0)
        if result is not None and (result.stopped_at is None or result.stopped_at.kind is StopKind.BUSINESS):
            break
    if thread:
        thread.join()
    site.switches._manners = Manners()
    return result, tries


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=Path, required=True)
    parser.add_argument("--drafts", type=int, default=200)
    parser.add_argument("--first", type=int, default=0, help="the number of the first draft")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    dice = random.Random(chosen.seed + chosen.first)
    numbers = range(chosen.first, chosen.first + chosen.drafts)
    site = build(chosen.people, [Account.from_text(ACCOUNT)], Manners())
    tries: list[int] = []
    reported: Counter[str] = Counter()
    taken = dict.fromkeys(FAULTS, 0.0)
    began = time.monotonic()
    with running(site) as up:
        worker = Worker(up.url + "/")
        for number in numbers:
            fault = FAULTS[number % len(FAULTS)]
            record, started = contact_record("f", number), time.monotonic()
            result, attempt = bring_about(worker, site, record, fault, dice)
            tries.append(attempt)
            taken[fault] += time.monotonic() - started
            state = "verified" if result and result.verified else "reported"
            reported[f"{fault}: {state}"] += 1
            if state == "reported" and fault != "mangle":
                print(number, fault, result and (result.outcome, result.stopped_at, result.differing), flush=True)
            if len(tries) % 20 == 0:
                print(f"{len(tries)} drafts after {time.monotonic() - began:.0f} s", flush=True)
        worker.kill()
        print("seconds a draft:", {fault: round(taken[fault] / (len(tries) / len(FAULTS)), 1) for fault in FAULTS})
        check(site, numbers, reported, tries, time.monotonic() - began)


def check(site, numbers, reported, tries, seconds):
    held = site.drafts.all()
    marks = Counter(one.answers["external_ref"] for one in held)
    mangled = sum(one.answers["surname"] != "Inventedf" for one in held)
    wrong = sum(one.answers["forename"] != f"Child{one.answers['external_ref'].rpartition('-')[2]}" for one in held)
    wanted = {f"PR-f-{number}" for number in numbers}
    twice = [mark for mark, count in marks.items() if count > 1]
    told = sum(count for name, count in reported.items() if name.startswith("mangle: reported"))
    print(json.dumps(reported, indent=1, sort_keys=True))
    print(
        f"{len(numbers)} drafts wanted, {len(held)} held; missing {len(wanted - set(marks))}, twice {len(twice)}, wrong and not reported {wrong + mangled - told}"
    )
    print(
        f"tries: {sum(tries) / len(tries):.2f} on average, {max(tries)} at most; {seconds / len(numbers):.1f} s a draft with its fault"
    )
    assert set(marks) == wanted
    assert not twice
    assert wrong + mangled == told


if __name__ == "__main__":
    main()
