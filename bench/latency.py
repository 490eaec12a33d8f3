"""From arrival in the mailbox to the saved draft, with the line idle: seconds for each of a few reports, one at a time.

python -m bench.latency [--mails 5]
"""

import argparse
import json
import signal
import statistics
import sys
import tempfile
import time
from pathlib import Path

from bench.chaos import Standing
from bench.chaos_post import reports
from sandbox.demo.house import House
from sandbox.demo.post import as_sent

LIMIT_S = 300.0


def one(house: House, standing: Standing, raw: bytes) -> float:
    """Seconds until every child of this report has its draft."""
    mail = as_sent("", raw)
    began = time.monotonic()
    house.mail.deliver(mail.raw)
    while time.monotonic() - began < LIMIT_S:
        found = [each for each in standing.now if each["digest"] == mail.digest]
        if found and found[0]["contacts"] == ["drafted"]:
            return time.monotonic() - began
        time.sleep(0.05)
    raise SystemExit(f"No draft after {LIMIT_S:.0f} s.")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=5)
    count = parser.parse_args().mails
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # leaves no process behind
    with tempfile.TemporaryDirectory(prefix="postroom-latency-") as folder:
        house = House(Path(folder) / "house")
        try:
            house.prepare()
            house.start_outside()
            house.await_port(house.ports.redis)
            house.await_port(house.ports.case_system)
            house.start("line", [sys.executable, "worker.py", "work"])
            standing = Standing()
            house.running.append(("watch", standing.follow(house, every="0.1")))
            single = [raw for raw, children in reports(3 * count + 3, seed=3) if children == 1]
            one(house, standing, single.pop())  # everything warm
            seconds = [one(house, standing, raw) for raw in single[:count]]
        finally:
            house.stop()
    print(json.dumps({"seconds": [round(each, 1) for each in seconds], "median": round(statistics.median(seconds), 1)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
