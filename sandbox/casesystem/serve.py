"""Starting and stopping the pretend case system, from the command line or inside a test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from waitress.server import create_server  # type: ignore[import-untyped]  # it ships no types

from sandbox.casesystem.drafts import Drafts
from sandbox.casesystem.manners import Manners, Switchboard
from sandbox.casesystem.people import Register
from sandbox.casesystem.signin import Account, Door
from sandbox.casesystem.site import Site

THREADS = 8


@dataclass(frozen=True, slots=True)
class Running:
    """A pretend case system that is up: where it is, and its insides for tests."""

    url: str
    site: Site


def build(people: Path, accounts: list[Account], manners: Manners, database: Path | None = None) -> Site:
    return Site(Register.load(people), Door(accounts), Drafts(database), Switchboard(manners))


@contextmanager
def running(site: Site, port: int = 0) -> Iterator[Running]:
    """Serve on loopback in a thread; port 0 takes a free one."""
    server = create_server(site, host="127.0.0.1", port=port, threads=THREADS)

    def serve() -> None:
        with suppress(OSError, ValueError):  # its sockets are closed under it when it is stopped
            server.run()

    thread = Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield Running(f"http://127.0.0.1:{server.effective_port}", site)
    finally:
        site.switches.switch(slow=0, slow_save=0)
        server.task_dispatcher.shutdown()
        server.close()
        thread.join(timeout=5)
