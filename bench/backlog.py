"""A backlog in the mailbox: thousands of mails in several folders, one of 50 MB, while people move and delete some of them.

    python -m bench.backlog [--mails 5000]

Only collecting is measured: the listener and one worker for post. Counts what was delivered against what is kept, and tells the memory
of both processes over time and the longest silence between two heartbeats.
"""

import argparse
import json
import random
import signal
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from itertools import pairwise
from pathlib import Path
from typing import Any

import psutil

from sandbox.demo.house import House

FOLDERS = ("INBOX", "Police", "Schools")
ELSEWHERE = "Dealt with"
LIMIT_S = 3600.0
AT_ONCE = 100
BIG = 50 * 1024**2
QUESTIONS = {
    "claimed": "select count(*) from records_mailmessage",
    "kept": "select count(*) from records_mailmessage where state = 'stored'",
    "different": "select count(distinct sha256) from records_mailmessage where state = 'stored'",
    "told_to_a_person": "select count(*) from records_mailmessage where state = 'held' and not present",
    "waiting": "select count(*) from records_mailmessage where state = 'claimed'",
}


def letters(count: int) -> list[bytes]:
    """Of 2 to 40 KB, no two alike."""
    chance = random.Random(5)
    return [_letter(number, chance.randint(2, 40)) for number in range(count)]


def _letter(number: int, kilobytes: int) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "desk@met.police.uk", "hub@hillingdon.example", f"Concern {number}"
    mail["Message-ID"] = f"<backlog-{number}@met.police.uk>"
    mail.set_content(f"Letter {number}.\n" + ("A line of a long letter about nobody at all.\n" * (kilobytes * 22)))
    return mail.as_bytes().replace(b"\n", b"\r\n")


@dataclass
class Backlog:
    """One run."""

    house: House
    memory: dict[str, list[int]] = field(default_factory=lambda: {"listener": [], "post": []})  # MiB, every second
    beats: set[str] = field(default_factory=set)
    now: dict[str, int] = field(default_factory=dict)

    def fill(self, mails: list[bytes]) -> None:
        with self.house.mail.signed_in() as client:
            for folder in (*FOLDERS[1:], ELSEWHERE):
                client.create_folder(folder)
            for start in range(0, len(mails), AT_ONCE):
                client.multiappend(FOLDERS[start // AT_ONCE % len(FOLDERS)], mails[start : start + AT_ONCE])

    def people_tidy_up(self) -> tuple[int, int]:
        """In the middle of it all they move some mails away and delete some. (moved, deleted)."""
        with self.house.mail.signed_in() as client:
            client.select_folder("INBOX")
            newest = sorted(client.search())[-40:]
            client.move(newest[:20], "Police")
            client.delete_messages(newest[20:])
            client.expunge()
        return 20, 20

    def look(self) -> None:
        for name, sizes in self.memory.items():
            process = next(each for known, each in self.house.running if known == name)
            sizes.append(psutil.Process(process.pid).memory_info().rss // 1024**2)
        with closing(sqlite3.connect(self.house.state / "postroom.sqlite3", timeout=30)) as store:
            self.now = {name: store.execute(question).fetchone()[0] for name, question in QUESTIONS.items()}
            self.beats |= {
                at for (at,) in store.execute("select beat_at from records_heartbeat where kind = 'mailbox'")
            }

    def longest_silence(self) -> float:
        """Seconds between two beats of the listener, as far as looking every second can tell."""
        moments = sorted(datetime.fromisoformat(each) for each in self.beats)
        return max(((b - a).total_seconds() for a, b in pairwise(moments)), default=0.0)


def run(count: int, state: Path) -> dict[str, Any]:
    house = House(state)
    house.environment |= {"POSTROOM_MAIL_FOLDERS": ",".join(FOLDERS), "POSTROOM_MAIL_MAX_BYTES": str(BIG * 2)}
    backlog = Backlog(house)
    mails = [*letters(count), _letter(count, 2) + b"y" * BIG]
    try:
        house.prepare()
        house.start_outside()
        house.await_port(house.ports.redis)
        backlog.fill(mails)
        began = time.monotonic()
        house.start("post", [sys.executable, "worker.py", "work", "post"])
        house.start("listener", [sys.executable, "worker.py", "collect"])
        tidied = collect_all(backlog, len(mails))
        return told(backlog, len(mails), tidied, time.monotonic() - began)
    finally:
        house.stop()


def collect_all(backlog: Backlog, count: int) -> tuple[int, int]:
    """Until nothing waits and everything that was delivered is known."""
    tidied, until = (0, 0), time.monotonic() + LIMIT_S
    while time.monotonic() < until:
        time.sleep(1)
        backlog.look()
        if not tidied[0] and backlog.now["kept"] > count // 4:
            tidied = backlog.people_tidy_up()
        if tidied[0] and not backlog.now["waiting"] and backlog.now["claimed"] >= count - tidied[1]:
            break
    backlog.look()
    return tidied


def told(backlog: Backlog, count: int, tidied: tuple[int, int], seconds: float) -> dict[str, Any]:
    backlog.house.manage("verify_audit")
    quarter = max(1, len(backlog.memory["post"]) // 4)
    return {
        "mails": count,
        "moved_by_people": tidied[0],
        "deleted_by_people": tidied[1],
        **backlog.now,
        "lost": count - tidied[1] - backlog.now["different"],
        "seconds": round(seconds),
        "mails_a_minute": round(60 * backlog.now["kept"] / seconds),
        "longest_silence_s": round(backlog.longest_silence(), 1),
        "memory_mib": {
            name: {"after_a_quarter": sizes[quarter], "at_the_end": sizes[-1], "most": max(sizes)}
            for name, sizes in backlog.memory.items()
        },
        "ledger": backlog.house.manage("ledger", time.strftime("%Y-%m-%d"), "--days", "2").strip().splitlines(),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=5000)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="postroom-backlog-") as folder:
        result = run(chosen.mails, Path(folder) / "house")
    print(json.dumps(result, indent=1))
    return int(result["lost"] > 0 or result["waiting"] > 0)


if __name__ == "__main__":
    sys.exit(main())
