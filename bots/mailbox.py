"""The council's mailbox over verified TLS. Reads, and adds one label; never moves, never deletes, never marks as read."""

from __future__ import annotations

import imaplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.parser import BytesHeaderParser
from typing import Any

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientError, LoginError

from bots.mail_sign_in import access_token
from postroom.errors import MailServerDown
from postroom.mailbox import Mailbox

KEYWORD = "Postroom"
TIMEOUT = SocketTimeout(connect=10, read=120)
BATCH = 250
HEADER = b"BODY[HEADER.FIELDS (MESSAGE-ID)]"


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as the folder lists it, before it is fetched."""

    uid: int
    received_at: datetime
    size: int
    message_id: str


class FolderRenumbered(Exception):
    """The server has numbered the folder anew: the numbers that were claimed name nothing any more."""


@contextmanager
def connected(mailbox: Mailbox) -> Iterator[OpenMailbox]:
    """Signs in, and signs out however it ends. Raises MailServerDown with a plain reason."""
    opened = open_mailbox(mailbox)
    try:
        with may_drop():
            yield opened
    finally:
        opened.close()


@contextmanager
def may_drop() -> Iterator[None]:
    """What a mail server does in the middle of a talk, in our words."""
    try:
        yield
    except (IMAPClientError, imaplib.IMAP4.error, OSError) as error:
        raise MailServerDown(f"The mail server dropped the connection ({type(error).__name__}).") from error


def open_mailbox(mailbox: Mailbox) -> OpenMailbox:
    """The certificate is checked against the system's authorities or the given file; nothing switches the check off."""
    try:
        context = ssl.create_default_context(cafile=mailbox.ca_file)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        client = IMAPClient(mailbox.host, mailbox.port, ssl=True, ssl_context=context, timeout=TIMEOUT)
        client.normalise_times = False
        _sign_in(client, mailbox)
    except ssl.SSLCertVerificationError as error:
        raise MailServerDown(f"The mail server's certificate is not valid: {error.verify_message}.") from error
    except LoginError as error:
        raise MailServerDown(
            "The mail server refused the sign-in. Check the account and its password or consent."
        ) from error
    except (IMAPClientError, imaplib.IMAP4.error, OSError) as error:
        raise MailServerDown(f"The mail server cannot be reached ({type(error).__name__}).") from error
    return OpenMailbox(client, mailbox)


def _sign_in(client: IMAPClient, mailbox: Mailbox) -> None:
    if mailbox.sign_in == "password":
        client.login(mailbox.user, mailbox.password)
    else:
        client.oauth2_login(mailbox.user, access_token(mailbox))


class OpenMailbox:
    """A signed-in session. Folders are selected when they are asked for."""

    def __init__(self, client: IMAPClient, mailbox: Mailbox) -> None:
        self.client = client
        self.account = f"{mailbox.user}@{mailbox.host}"
        self._gmail = client.has_capability("X-GM-EXT-1")
        self._selected = ("", 0)

    def select(self, folder: str) -> int:
        """Opens a folder and gives its UIDVALIDITY. Selecting again also lets the server tell what is new."""
        answer = self.client.select_folder(folder)
        self._selected = (folder, int(answer[b"UIDVALIDITY"]))
        return self._selected[1]

    def above(self, uid: int) -> Iterator[Seen]:
        """Messages of the selected folder with a higher UID, oldest first, in batches: a backlog of thousands is listed at once."""
        found = sorted(each for each in self.client.search(["UID", f"{uid + 1}:*"]) if each > uid)
        for start in range(0, len(found), BATCH):
            batch = self.client.fetch(
                found[start : start + BATCH], ["INTERNALDATE", "RFC822.SIZE", "BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]"]
            )
            for each in sorted(batch):
                yield _seen(each, batch[each])

    @may_drop()
    def fetch(self, folder: str, uidvalidity: int, uid: int) -> bytes | None:
        """The raw message; None when it is no longer there. Raises FolderRenumbered."""
        self._stand_in(folder, uidvalidity)
        raw = self._body(uid)
        if raw is None:
            # A session sees what came after its last look only when it looks again (RFC 3501, 7.3.1).
            self._selected = ("", 0)
            self._stand_in(folder, uidvalidity)
            raw = self._body(uid)
        return raw

    def _stand_in(self, folder: str, uidvalidity: int) -> None:
        if self._selected != (folder, uidvalidity) and self.select(folder) != uidvalidity:
            raise FolderRenumbered

    def _body(self, uid: int) -> bytes | None:
        answer: dict[bytes, Any] = self.client.fetch([uid], ["BODY.PEEK[]"]).get(uid, {})
        raw = answer.get(b"BODY[]")
        return bytes(raw) if raw is not None else None

    @may_drop()
    def label(self, folder: str, uidvalidity: int, uids: list[int]) -> None:
        """Adds the keyword (Google: the label) that tells people and other readers that Postroom has this message."""
        if self._selected != (folder, uidvalidity) and self.select(folder) != uidvalidity:
            return
        if self._gmail:
            self.client.add_gmail_labels(uids, [KEYWORD], silent=True)
        else:
            self.client.add_flags(uids, [KEYWORD.encode()], silent=True)

    def wait_for_news(self, seconds: float) -> bool:
        """Up to `seconds` of IDLE on the selected folder. Whether the server said anything about messages."""
        self.client.idle()
        try:
            said = self.client.idle_check(timeout=seconds)
        finally:
            self.client.idle_done()
        return any(b"EXISTS" in each or b"RECENT" in each for each in said if isinstance(each, tuple))

    @property
    def can_idle(self) -> bool:
        return bool(self.client.has_capability("IDLE"))

    def close(self) -> None:
        try:
            self.client.logout()
        except (IMAPClientError, imaplib.IMAP4.error, OSError):
            self.client.shutdown()


def _seen(uid: int, said: dict[bytes, Any]) -> Seen:
    header = next((value for name, value in said.items() if name.startswith(b"BODY[HEADER")), b"") or b""
    return Seen(uid, said[b"INTERNALDATE"], int(said.get(b"RFC822.SIZE", 0)), message_id_of(header))


def message_id_of(header: bytes) -> str:
    """The Message-ID as it stands, without blanks; empty where there is none."""
    stated = BytesHeaderParser().parsebytes(header[:100_000]).get("Message-ID", "")
    return "".join(str(stated).split())[:500]
