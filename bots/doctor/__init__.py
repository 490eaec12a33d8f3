"""`worker.py doctor`: whether everything that Postroom stands on is as it should be, in one screen, and what to do where it is not.

It changes nothing, and says nothing of any child. Each part has a few seconds; one that hangs costs no other its answer.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from bots.doctor.finding import Finding, State
from postroom.errors import PostroomError

LONGEST_S = 20.0


def main(argv: Sequence[str]) -> int:
    """0 when nothing is broken, 1 when something is."""
    form = argparse.ArgumentParser(prog="worker.py doctor", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    form.add_argument("--json", action="store_true", help="one line of JSON for each part")
    asked = form.parse_args(argv)
    findings = list(examine())
    if asked.json:
        for each in findings:
            print(json.dumps(each.as_json(), ensure_ascii=False))  # noqa: T201
    else:
        show(findings)
    return int(any(each.state is State.BROKEN for each in findings))


def examine() -> Iterator[Finding]:
    """A finding for each part, in the order in which post passes them."""
    unset = start()
    if unset:
        yield unset
        return
    from bots.doctor.parts import PARTS  # needs the settings

    with ThreadPoolExecutor(len(PARTS)) as pool:
        asked = [(name, pool.submit(looked_at, name, look)) for name, look in PARTS.items()]
        for _, answer in asked:
            yield answer.result()


def start() -> Finding | None:
    """Django with the settings, or what is wrong with them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        import django  # pays for nothing before it is needed

        django.setup()
    except PostroomError as error:
        return Finding(
            "Settings",
            State.BROKEN,
            error.reason,
            "Write them into .env or the environment; .env.sample explains each.",
        )
    return None


def looked_at(name: str, look: Callable[[], Finding]) -> Finding:
    """The finding, also where the look itself fails or takes too long."""
    from bots.patience import bounded

    try:
        return bounded(lambda: with_its_connection(look), LONGEST_S)
    except PostroomError as error:
        return Finding(name, State.BROKEN, error.reason)
    except TimeoutError:
        return Finding(
            name,
            State.BROKEN,
            f"No answer within {LONGEST_S:.0f} seconds.",
            "Look whether it runs, and whether a firewall stands between.",
        )
    except Exception as error:  # noqa: BLE001  # a part that fails in a new way is told like any other
        return Finding(name, State.BROKEN, f"It could not be looked at ({type(error).__name__}).", "See the log.")


def with_its_connection(look: Callable[[], Finding]) -> Finding:
    """A connection belongs to its thread: it is closed where it was opened."""
    from django.db import connection

    try:
        return look()
    finally:
        connection.close()


def show(findings: Sequence[Finding]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(file=sys.stdout)
    table = Table("Part", "", "What was found", title="Postroom's doctor", title_justify="left")
    for each in findings:
        table.add_row(each.part, f"[{each.state.colour}]{each.state.value}[/]", each.told)
    console.print(table)
    broken = sum(each.state is State.BROKEN for each in findings)
    console.print(f"{broken} of {len(findings)} need mending." if broken else "Nothing is broken.")
