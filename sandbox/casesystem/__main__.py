"""`python -m sandbox.casesystem --port N --people CHILDREN.csv [--db PATH] [--manners letters,popup,idle=60]`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from waitress.server import create_server  # type: ignore[import-untyped]  # it ships no types

from sandbox.casesystem.manners import from_text
from sandbox.casesystem.serve import THREADS, build
from sandbox.casesystem.signin import Account

ACCOUNT_VARIABLES = (
    "POSTROOM_CASE_LOGIN",
    "POSTROOM_CASE_PASSWORD",
    "POSTROOM_CASE_SECRET_ANSWER",
    "POSTROOM_CASE_MEMORABLE_WORD",
    "POSTROOM_CASE_TOTP",
)


def accounts(given: list[str]) -> list[Account]:
    """The accounts of the command line; without any, the one that the environment describes."""
    if given:
        return [Account.from_text(text) for text in given]
    values = [os.environ.get(name, "") for name in ACCOUNT_VARIABLES]
    if not all(values[:4]):
        raise ValueError(f"give --account, or set {', '.join(ACCOUNT_VARIABLES[:4])}")
    return [Account(*values)]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m sandbox.casesystem", description=__doc__)
    parser.add_argument("--port", type=int, default=8701)
    parser.add_argument("--people", type=Path, required=True, help="the export whose people it knows")
    parser.add_argument("--db", type=Path, help="where drafts are kept; without it they go when it stops")
    parser.add_argument("--manners", default="", help="letters,popup,idle=60,... (manners.py names them all)")
    parser.add_argument("--account", action="append", default=[], help="login:password:answer:word[:totp secret]")
    chosen = parser.parse_args(arguments)
    try:
        site = build(chosen.people, accounts(chosen.account), from_text(chosen.manners), chosen.db)
        server = create_server(site, host="127.0.0.1", port=chosen.port, threads=THREADS)
    except (ValueError, OSError) as error:
        sys.stderr.write(f"The case system does not start: {error}\n")
        return 2
    sys.stderr.write(
        f"Pretend case system with {len(site.register)} people: http://127.0.0.1:{server.effective_port}\n"
    )
    try:
        server.run()
    except KeyboardInterrupt:
        server.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
