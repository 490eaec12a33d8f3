"""Starting and stopping the pretend mail server, and putting post into its mailbox."""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from imapclient import IMAPClient

from sandbox.mailbox.certificate import make_certificate

CONFIGURATION = Path(__file__).parent / "dovecot.conf"
USER = "hub"
START_S = 10.0


class NoMailServer(Exception):
    """Dovecot is not installed, or does not start. The message says what to do."""


def room_for_mail() -> Path:
    """A folder that Dovecot's own accounts can walk down to, wherever this project lies (below /root they cannot)."""
    folder = Path(tempfile.mkdtemp(prefix="postroom-mail-"))
    folder.chmod(0o755)
    return folder


@dataclass(slots=True)
class MailServer:
    """A Dovecot that can be started, stopped and started again over the same mail."""

    folder: Path
    port: int
    password: str
    process: subprocess.Popen[bytes] | None = None

    @property
    def ca_file(self) -> Path:
        return self.folder / "ca.pem"

    def start(self) -> None:
        """Returns when the server answers. Mail that was there before is there again."""
        program = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
        if program is None:
            raise NoMailServer("Dovecot is not installed: apt-get install dovecot-imapd")
        self._prepare()
        self.process = subprocess.Popen(  # noqa: S603
            [*leaving_with_us(), program, "-F", "-c", str(self.folder / "dovecot.conf")],
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        deadline = time.monotonic() + START_S
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise NoMailServer(f"Dovecot does not start; {self.folder / 'dovecot.log'} says why.")
            time.sleep(0.05)

    def stop(self) -> None:
        """Ends the server and all its processes."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.kill()
        self.process = None

    def kill(self) -> None:
        """As a power cut would: the server and every session at once."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    @contextmanager
    def signed_in(self, user: str = USER) -> Iterator[IMAPClient]:
        """Any user name with the one password: each test has a mailbox of its own."""
        context = ssl.create_default_context(cafile=str(self.ca_file))
        with IMAPClient("127.0.0.1", self.port, ssl=True, ssl_context=context, timeout=30) as client:
            client.login(user, self.password)
            yield client

    def deliver(self, raw: bytes, *, received: datetime | None = None, folder: str = "INBOX") -> None:
        """Puts one message into the mailbox, as if it had just come or at a given time."""
        with self.signed_in() as client:
            client.append(folder, raw, msg_time=received or datetime.now(UTC))

    def _prepare(self) -> None:
        for name in ("run", "state", "mail"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        if not self.ca_file.exists():
            make_certificate(self.folder)
        people = _people()
        if os.geteuid() == 0:
            os.chown(self.folder / "mail", int(people["mail_uid"]), int(people["mail_gid"]))
        text = CONFIGURATION.read_text().format(folder=self.folder, port=self.port, password=self.password, **people)
        (self.folder / "dovecot.conf").write_text(text)

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), 0.5):
                return True
        except OSError:
            return False


def _people() -> dict[str, int | str]:
    """As root the accounts of the package; otherwise everything runs as whoever started it."""
    if os.geteuid() == 0:
        owner = pwd.getpwnam("dovecot")
        return {
            "internal": "dovecot",
            "group": "dovecot",
            "login": "dovenull",
            "mail_uid": owner.pw_uid,
            "mail_gid": owner.pw_gid,
        }
    me = pwd.getpwuid(os.geteuid())
    group = grp.getgrgid(me.pw_gid).gr_name
    return {"internal": me.pw_name, "group": group, "login": me.pw_name, "mail_uid": me.pw_uid, "mail_gid": me.pw_gid}


def leaving_with_us() -> list[str]:
    """What to put before a command so that Linux ends it when this process ends, also when that is killed."""
    setpriv = shutil.which("setpriv")  # of util-linux; elsewhere the command simply stands alone
    return [setpriv, "--pdeathsig", "TERM", "--"] if setpriv else []


def free_port(wanted: int) -> int:
    """`wanted` if nobody has it, else any that is free."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError("There is no free port on loopback.")
