"""Drafts an hour of two robot workers with two accounts beside one, in one run: 1.8 times is wanted.

    python bench/fill_workers.py --people CHILDREN.csv [--drafts 12] [--answer-s 0.2]

Each worker is a process with its own browser and sign-in. The system takes `--answer-s` for each answer, as real ones do.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bench.fill_records import ACCOUNT, SECOND_ACCOUNT, contact_record  # noqa: E402
from filling.map import screenmap  # noqa: E402
from filling.robot import Robot  # noqa: E402
from sandbox.casesystem.manners import Manners  # noqa: E402
from sandbox.casesystem.serve import build, running  # noqa: E402
from sandbox.casesystem.signin import Account  # noqa: E402

NAMES = ("POSTROOM_CASE_LOGIN", "POSTROOM_CASE_PASSWORD", "POSTROOM_CASE_SECRET_ANSWER", "POSTROOM_CASE_MEMORABLE_WORD")
CONTEXT = multiprocessing.get_context("spawn")


def work(url, account, series, drafts, ready):
    screen = screenmap.load(ROOT / "templates" / "screens" / "sandbox-contact.yaml", url)
    with Robot(dict(zip(NAMES, account.split(":"), strict=True))) as robot:
        robot.fill(contact_record(f"{series}w", 0), screen)
        ready.wait()
        for number in range(drafts):
            result = robot.fill(contact_record(series, number), screen)
            assert result.verified, result.stopped_at


def seconds(url, accounts, drafts, name):
    """How long the accounts' workers take together for this many drafts, once all are signed in."""
    ready = CONTEXT.Barrier(len(accounts) + 1)
    workers = [
        CONTEXT.Process(target=work, args=(url, account, f"{name}{at}", drafts // len(accounts), ready))
        for at, account in enumerate(accounts)
    ]
    for one in workers:
        one.start()
    ready.wait()
    began = time.perf_counter()
    for one in workers:
        one.join()
        assert one.exitcode == 0
    return time.perf_counter() - began


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=Path, required=True)
    parser.add_argument("--drafts", type=int, default=12)
    parser.add_argument("--answer-s", type=float, default=0.2)
    chosen = parser.parse_args()
    accounts = [Account.from_text(ACCOUNT), Account.from_text(SECOND_ACCOUNT)]
    with running(build(chosen.people, accounts, Manners(slow=chosen.answer_s))) as up:
        one = seconds(up.url + "/", [ACCOUNT], chosen.drafts, "one")
        two = seconds(up.url + "/", [ACCOUNT, SECOND_ACCOUNT], chosen.drafts, "two")
    hourly = [3600 * chosen.drafts / taken for taken in (one, two)]
    print(f"one worker {hourly[0]:.0f} drafts an hour, two workers {hourly[1]:.0f}: {hourly[1] / hourly[0]:.2f} times")


if __name__ == "__main__":
    main()
