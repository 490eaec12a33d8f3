"""The processes of the demo: started in order, stopped in the other, none left behind."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sandbox.mailbox.server import USER, MailServer, free_port, leaving_with_us, room_for_mail

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLES = ROOT / "sandbox" / "samples"
START_S = 30.0
STOP_S = 35.0  # a worker may finish the job at hand


class CannotStart(Exception):
    """A part does not start. The message says which, and what to do."""


@dataclass(frozen=True, slots=True)
class Ports:
    redis: int
    mail: int
    case_system: int
    web: int


@dataclass
class House:
    """Everything of one demo under one folder. Use as a context manager."""

    state: Path
    ports: Ports = field(default_factory=lambda: Ports(*(free_port(each) for each in (6390, 9931, 8701, 8700))))
    running: list[tuple[str, subprocess.Popen[bytes]]] = field(default_factory=list)
    commands: dict[str, list[str]] = field(default_factory=dict)
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    def __post_init__(self) -> None:
        self.mail = MailServer(room_for_mail(), self.ports.mail, self.secret)
        self.environment = os.environ | self._settings()

    def _export_of_today(self) -> Path:
        """A register is as old as its export's file; the sample's is as old as the checkout."""
        self.state.parent.mkdir(parents=True, exist_ok=True)
        return Path(shutil.copyfile(SAMPLES / "children.csv", self.state.parent / "demo-children.csv"))

    def _settings(self) -> dict[str, str]:
        key = urlsafe_b64encode(secrets.token_bytes(32)).decode()
        return {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "POSTROOM_SECRET_KEY": secrets.token_urlsafe(48),
            "POSTROOM_KEYS": key,
            "POSTROOM_AUDIT_KEY": secrets.token_urlsafe(32),
            "POSTROOM_STATE": str(self.state),
            "POSTROOM_DATABASE_URL": f"sqlite:///{self.state / 'postroom.sqlite3'}",
            "POSTROOM_REDIS_URL": f"redis://127.0.0.1:{self.ports.redis}/0",
            "POSTROOM_MATCH_INDEX": str(self.state.parent / "demo-register"),
            "POSTROOM_REGISTER": str(self._export_of_today()),
            "POSTROOM_MAIL_HOST": "127.0.0.1",
            "POSTROOM_MAIL_PORT": str(self.ports.mail),
            "POSTROOM_MAIL_USER": USER,
            "POSTROOM_MAIL_PASSWORD": self.secret,
            "POSTROOM_MAIL_CA_FILE": str(self.mail.ca_file),
            "POSTROOM_CASE_URL": f"http://127.0.0.1:{self.ports.case_system}",
            "POSTROOM_CASE_LOGIN": "robot",
            "POSTROOM_CASE_PASSWORD": self.secret,
            "POSTROOM_CASE_SECRET_ANSWER": "lighthouse",
            "POSTROOM_CASE_MEMORABLE_WORD": "pebblestone",
            "POSTROOM_CASE_TOTP": "",
        }

    def prepare(self) -> None:
        """An empty folder, and the tables in a new database. Every demo begins anew; only the register's index is kept."""
        shutil.rmtree(self.state, ignore_errors=True)
        (self.state / "redis").mkdir(parents=True)
        self._write_settings()
        self.manage("migrate", "--verbosity", "0")

    def _write_settings(self) -> None:
        """For whoever wants to look around: `set -a; . var/demo/env; python manage.py shell`."""
        file = self.state / "env"
        file.touch(mode=0o600)
        mine = {name: value for name, value in self.environment.items() if name.startswith(("POSTROOM_", "DJANGO_"))}
        file.write_text("".join(f"{name}='{value}'\n" for name, value in sorted(mine.items())))

    def manage(self, *words: str, **more: str) -> str:
        """Runs a management command to its end."""
        done = subprocess.run(  # noqa: S603
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment | more,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise CannotStart(f"manage.py {words[0]} failed:\n{done.stderr.strip()}")
        return done.stdout

    def start_outside(self, robots: tuple[str, ...] = ("robot",)) -> None:
        """What is not ours: Redis, the mail server, the case system with an account for each robot."""
        redis = shutil.which("redis-server", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/bin")
        if redis is None:
            raise CannotStart("Redis is not installed: apt-get install redis-server")
        conf = [str(ROOT / "queue" / "redis.conf"), "--port", str(self.ports.redis), "--dir", str(self.state / "redis")]
        self.start("redis", [redis, *conf])
        self.mail.start()
        accounts = [f"--account={login}:{self.secret}:lighthouse:pebblestone" for login in robots]
        people = ["--people", str(SAMPLES / "children.csv"), "--db", str(self.state / "case-system.sqlite3")]
        self.start(
            "case system",
            [sys.executable, "-m", "sandbox.casesystem", "--port", str(self.ports.case_system), *people, *accounts],
        )

    def start_line(self) -> None:
        """What is ours: the workers with the listener, and the pages."""
        self.start("line", [sys.executable, "worker.py", "work"])
        listen = f"--listen=127.0.0.1:{self.ports.web}"
        self.start(
            "pages",
            [
                sys.executable,
                "-m",
                "waitress",
                "--threads=8",
                "--connection-limit=1000",
                "--channel-timeout=30",
                listen,
                "config.wsgi:application",
            ],
        )

    def start(self, name: str, command: list[str], **more: str) -> None:
        """`more` are settings of this process alone."""
        with (self.state / f"{name.replace(' ', '-')}.log").open("ab") as log:
            process = subprocess.Popen(  # noqa: S603
                [*leaving_with_us(), *command],
                cwd=ROOT,
                env=self.environment | more,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.running.append((name, process))
        self.commands[name] = command

    def await_pages(self) -> None:
        """Returns when the pages answer."""
        deadline = time.monotonic() + START_S
        while time.monotonic() < deadline:
            self.check()
            try:
                with urllib.request.urlopen(f"{self.web_address}/healthy", timeout=2):  # noqa: S310  # our own address
                    return
            except OSError:
                time.sleep(0.1)
        raise CannotStart(f"The pages do not answer; {self.state / 'pages.log'} says why.")

    def await_port(self, port: int) -> None:
        deadline = time.monotonic() + START_S
        while time.monotonic() < deadline:
            self.check()
            with socket.socket() as probe:
                probe.settimeout(0.5)
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.05)
        raise CannotStart(f"Nothing answers on port {port}.")

    @property
    def web_address(self) -> str:
        return f"http://127.0.0.1:{self.ports.web}"

    def check(self) -> None:
        """Raises when a part has died."""
        for name, process in self.running:
            if process.poll() is not None:
                log = self.state / f"{name.replace(' ', '-')}.log"
                raise CannotStart(f"The {name} ended with status {process.returncode}; {log} says why.")

    def stop(self) -> None:
        """In the other order: the line first, so that nothing is cut off in the middle. A second Ctrl-C changes nothing."""
        with deaf():
            for _, process in reversed(self.running):
                self._end(process)
            self.running.clear()
            self.mail.stop()
            shutil.rmtree(self.mail.folder, ignore_errors=True)

    @staticmethod
    def _end(process: subprocess.Popen[bytes]) -> None:
        if process.poll() is None:
            process.terminate()
        try:
            process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@contextmanager
def deaf() -> Iterator[None]:
    """No signal that asks us to leave interrupts the block. Afterwards each means again what it meant before: whoever goes on in this
    process (a test, a bench) starts children, and an ignored signal would be ignored by them too."""
    before = {each: signal.signal(each, signal.SIG_IGN) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for each, meaning in before.items():
            signal.signal(each, meaning)
