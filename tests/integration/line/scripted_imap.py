"""A small IMAP server on loopback that misbehaves as it is told: what Dovecot will not do, other servers do.

A `Manner` looks at each command before the server's own good manners do. It may answer instead, hold still, or hang up.
"""

from __future__ import annotations

import re
import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from sandbox.mailbox.certificate import make_certificate

CAPABILITIES = "IMAP4rev1 IDLE"


class HangUp(Exception):
    """The server ends the connection."""


@dataclass(slots=True)
class Letter:
    uid: int
    raw: bytes
    date: str = '"21-Nov-2026 09:30:00 +0000"'
    flags: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Asked:
    """One command: `UID FETCH` is the verb FETCH; `uids` are those that it names."""

    tag: str
    verb: str
    words: str
    folder: str
    uids: list[int]


Manner = Callable[["Talk", Asked], bool]


class Scripted:
    """Listens until it is closed. `sign_ins` counts how often somebody came in."""

    def __init__(self, room: Path, folders: dict[str, list[Letter]], manner: Manner | None = None) -> None:
        make_certificate(room)
        self.ca_file, self.folders, self.manner = room / "ca.pem", folders, manner
        self.uidvalidity, self.sign_ins, self.capabilities = 7, 0, CAPABILITIES
        self.memory: dict[str, int] = {}  # of the manner
        self.closing = threading.Event()
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(room / "server.pem", room / "server.key")
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        threading.Thread(target=self._let_in, daemon=True).start()

    def _let_in(self) -> None:
        while not self.closing.is_set():
            try:
                plain, _ = self._door.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(plain,), daemon=True).start()

    def _serve(self, plain: socket.socket) -> None:
        with suppress(HangUp, OSError, ValueError), self._context.wrap_socket(plain, server_side=True) as link:
            link.settimeout(60)
            Talk(self, link).run()

    def close(self) -> None:
        self.closing.set()
        self._door.close()


class Talk:
    """One connection."""

    def __init__(self, server: Scripted, link: ssl.SSLSocket) -> None:
        self.server, self.link, self.lines = server, link, link.makefile("rb")
        self.folder = ""

    # --- what manners use ------------------------------------------------------------------------------------------

    def say(self, *lines: str | bytes) -> None:
        for line in lines:
            self.link.sendall((line if isinstance(line, bytes) else line.encode()) + b"\r\n")

    def send(self, raw: bytes) -> None:
        self.link.sendall(raw)

    def hold_still(self) -> bool:
        """Says nothing more until the other side has gone or the test is over."""
        self.link.settimeout(0.2)
        while not self.server.closing.is_set():
            try:
                if not self.link.recv(1):
                    break
            except TimeoutError:
                continue
        raise HangUp

    def drip(self, raw: bytes, pause_s: float) -> None:
        for byte in raw:
            if self.server.closing.wait(pause_s):
                raise HangUp
            self.send(bytes([byte]))

    def letter(self, uid: int) -> Letter | None:
        return next((each for each in self.letters if each.uid == uid), None)

    @property
    def letters(self) -> list[Letter]:
        return self.server.folders.get(self.folder, [])

    # --- good manners ----------------------------------------------------------------------------------------------

    def run(self) -> None:
        self.say("* OK ready")
        while line := self.lines.readline():
            tag, _, rest = line.decode("latin-1").strip().partition(" ")
            asked = self._read(tag, rest)
            if self.server.manner and self.server.manner(self, asked):
                continue
            getattr(self, f"_{asked.verb.lower()}", self._bad)(asked)

    def _read(self, tag: str, rest: str) -> Asked:
        verb, _, words = rest.removeprefix("UID ").partition(" ")
        uids: list[int] = []
        if rest.startswith("UID ") and (numbers := re.match(r"(?:UID )?([\d:,*]+)", words)):
            uids = [each.uid for each in self.letters if _is_among(each.uid, numbers[1])]
        return Asked(tag, verb.upper(), words, self.folder, uids)

    def _bad(self, asked: Asked) -> None:
        self.say(f"{asked.tag} BAD what?")

    def _capability(self, asked: Asked) -> None:
        self.say(f"* CAPABILITY {self.server.capabilities}", f"{asked.tag} OK done")

    def _noop(self, asked: Asked) -> None:
        self.say(f"{asked.tag} OK done")

    def _login(self, asked: Asked) -> None:
        self.server.sign_ins += 1
        self.say(f"{asked.tag} OK come in")

    def _logout(self, asked: Asked) -> None:
        self.say("* BYE", f"{asked.tag} OK done")
        raise HangUp

    def _select(self, asked: Asked) -> None:
        self.folder = asked.words.strip('"')
        next_uid = max((each.uid for each in self.letters), default=0) + 1
        self.say(
            f"* {len(self.letters)} EXISTS", "* 0 RECENT", r"* FLAGS (\Seen Postroom)",
            f"* OK [UIDVALIDITY {self.server.uidvalidity}] it", f"* OK [UIDNEXT {next_uid}] next", f"{asked.tag} OK [READ-WRITE] open",
        )  # fmt: skip

    def _search(self, asked: Asked) -> None:
        self.say(f"* SEARCH {' '.join(map(str, asked.uids))}".rstrip(), f"{asked.tag} OK done")

    def _fetch(self, asked: Asked) -> None:
        for uid in asked.uids:
            self.answer(uid, asked.words)
        self.say(f"{asked.tag} OK done")

    def answer(self, uid: int, words: str, *, date: str | None = None, head: bytes | None = None) -> None:
        """One message's line, whole or as it is listed."""
        each = self.letter(uid)
        if each is None:
            return
        number = self.letters.index(each) + 1
        if "BODY.PEEK[]" in words:
            self.say(f"* {number} FETCH (UID {uid} BODY[] {{{len(each.raw)}}}".encode() + b"\r\n" + each.raw + b")")
            return
        shown = head if head is not None else each.raw.partition(b"\r\n")[0] + b"\r\n\r\n"
        dated = "" if "INTERNALDATE" not in words else date if date is not None else f"INTERNALDATE {each.date} "
        self.say(
            f"* {number} FETCH (UID {uid} {dated}RFC822.SIZE {len(each.raw)} BODY[HEADER.FIELDS (MESSAGE-ID)] {{{len(shown)}}}".encode()
            + b"\r\n" + shown + b")"
        )  # fmt: skip

    def _store(self, asked: Asked) -> None:
        for uid in asked.uids:
            if each := self.letter(uid):
                each.flags.add("Postroom")
        self.say(f"{asked.tag} OK done")

    def _idle(self, asked: Asked) -> None:
        self.say("+ idling")
        self.lines.readline()
        self.say(f"{asked.tag} OK done")


def _is_among(uid: int, numbers: str) -> bool:
    for part in numbers.split(","):
        first, _, last = part.partition(":")
        if uid >= int(first) and ((not last and uid == int(first)) or last == "*" or (last and uid <= int(last))):
            return True
    return False


def until(true: Callable[[], bool], seconds: float) -> bool:
    """Whether it came true in that time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.1)
    return true()
