"""`python -m sandbox.demo [--once]`: everything on loopback, the sample mails through it, and who may sign in where."""

from __future__ import annotations

import argparse
import contextlib
import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from threading import Thread
from types import FrameType
from typing import Any

from rich.console import Console

from sandbox.demo.display import Display
from sandbox.demo.house import ROOT, CannotStart, House
from sandbox.demo.post import SampleMail, sample_mails
from sandbox.mailbox.server import NoMailServer, leaving_with_us

PEOPLE = (
    ("triage", "reviews contacts"),
    ("ops", "watches the line"),
    ("admin", "templates and accounts"),
    ("auditor", "reads who did what"),
)
ONCE_S = 600.0


class Watch:
    """Reads what `manage.py watch_line` tells, in a thread."""

    def __init__(self, house: House) -> None:
        self.now: dict[str, Any] = {}
        self.process = subprocess.Popen(  # noqa: S603
            [*leaving_with_us(), sys.executable, "manage.py", "watch_line"],
            cwd=ROOT,
            env=house.environment,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self.now = {one["digest"]: one for one in json.loads(line)}

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()


WIDE = 160  # columns of a table that goes to a file


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="make demo", description=__doc__)
    parser.add_argument(
        "--once", action="store_true", help="end when every mail has arrived; exit 0 if each is accounted for"
    )
    once = parser.parse_args(arguments).once
    for each in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, _interrupted)
    console = Console(width=None if sys.stdout.isatty() else WIDE)
    try:
        return run(console, once=once)
    except KeyboardInterrupt:
        console.print("Stopped; no process is left behind.")
        return 130
    except (CannotStart, NoMailServer) as error:
        console.print(str(error), style="red")
        return 1


def _interrupted(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def run(console: Console, *, once: bool) -> int:
    began = time.monotonic()
    with started(console) as (house, watch):
        mails = sample_mails()
        console.print(f"Everything runs after {time.monotonic() - began:.1f} s.")
        show_ways_in(console, house)
        delivered = time.monotonic()
        for mail in mails:
            house.mail.deliver(mail.raw)
        display = Display(console, mails)
        with display.live or contextlib.nullcontext():
            arrived = follow(house, watch, display, mails, once=once)
        if arrived:
            console.print(display.table(watch.now, title="What became of each mail"))
            console.print(f"{len(mails)} mails in {time.monotonic() - delivered:.1f} s, every one accounted for.")
            return 0
        missing = [mail.name for mail in mails if not is_settled(watch.now.get(mail.digest))]
        console.print(f"Not accounted for: {', '.join(missing)}. The logs are in {house.state}.", style="red")
        return 1


@contextlib.contextmanager
def started(console: Console) -> Iterator[tuple[House, Watch]]:
    house = House(ROOT / "var" / "demo")
    with contextlib.ExitStack() as leaving:
        leaving.callback(house.stop)
        house.prepare()
        house.start_outside()
        house.await_port(house.ports.redis)
        house.await_port(house.ports.case_system)
        house.start_line()
        house.manage("create_account", *(f"{role}:{role}" for role, _ in PEOPLE), POSTROOM_NEW_PASSWORD=house.secret)
        house.await_pages()
        watch = Watch(house)
        leaving.callback(watch.stop)
        yield house, watch


def show_ways_in(console: Console, house: House) -> None:
    console.print(f"Pages: [bold]{house.web_address}[/bold]   case system: http://127.0.0.1:{house.ports.case_system}")
    for role, what in PEOPLE:
        console.print(f"  sign in as [bold]{role:<8}[/bold] password [bold]{house.secret}[/bold]   {what}")


def follow(house: House, watch: Watch, display: Display, mails: tuple[SampleMail, ...], *, once: bool) -> bool:
    """Shows the line until every mail has arrived (`once`), or for good. Whether all have."""
    deadline = time.monotonic() + ONCE_S
    while True:
        house.check()
        display.show(watch.now)
        if once and all(is_settled(watch.now.get(mail.digest)) for mail in mails):
            return True
        if once and time.monotonic() > deadline:
            return False
        time.sleep(0.25)


def is_settled(one: Any) -> bool:
    """Whether the line has done all that it can: the rest is a person's."""
    return one is not None and not one["moves"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
