"""The council's mailbox over verified TLS. Reads, and adds one label; never moves, never deletes, never marks as read.

A mail server may say anything at any time. What it does is told in three words of ours: MailServerDown (the connection is
gone), MailServerRefuses (no to one thing; the connection holds) and FolderRenumbered.
"""

from __future__ import annotations

import imaplib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import LoginError

from bots.listing import WANTED, WITHOUT_DATE, Seen, read_listing
from bots.mail_sign_in import access_token
from bots.patience import bounded
from postroom.errors import MailServerDown, MailServerRefuses, MessageWithheld, Misconfigured
from postroom.mailbox import Mailbox

KEYWORD = "Postroom"
SILENCE = SocketTimeout(connect=10, read=20)
SIGN_IN_S = 28.0  # from the first packet to the answer that we are in, the issuer of a token included
ANSWER_S = 60.0  # for one answer as a whole, however slowly it drips
BODY_S = 22.0  # for the body of a message, and a second more for each of BYTES_A_SECOND
BYTES_A_SECOND = 256 * 1024
GOODBYE_S = 3.0
LARGEST_NUMBER = 2**63 - 1  # that the store can keep


@dataclass(frozen=True, slots=True)
class Opened:
    """A folder as the server opened it. Every message in it has a UID below `next_uid` (0: the server does not say)."""

    uidvalidity: int
    next_uid: int


class FolderRenumbered(Exception):
    """The server has numbered the folder anew: the numbers that were claimed name nothing any more."""


@contextmanager
def connected(mailbox: Mailbox) -> Iterator[OpenMailbox]:
    """Signs in, and signs out however it ends. Raises MailServerDown with a plain reason, Misconfigured without a mailbox."""
    opened = open_mailbox(mailbox)
    try:
        yield opened
    finally:
        opened.close()


def open_mailbox(mailbox: Mailbox) -> OpenMailbox:
    """The certificate is checked against the system's authorities or the given file; nothing switches the check off."""
    if not mailbox.host:
        raise Misconfigured("No mailbox is named: set POSTROOM_MAIL_HOST and what belongs to it.")
    try:
        return bounded(lambda: _signed_in(mailbox), SIGN_IN_S)
    except ssl.SSLCertVerificationError as error:
        raise MailServerDown(f"The mail server's certificate is not valid: {error.verify_message}.") from error
    except LoginError as error:
        raise MailServerDown(
            "The mail server refused the sign-in. Check the account and its password or consent."
        ) from error
    except (MailServerDown, Misconfigured):
        raise
    except Exception as error:
        raise MailServerDown(f"The mail server cannot be reached ({type(error).__name__}).") from error


def _signed_in(mailbox: Mailbox) -> OpenMailbox:
    context = ssl.create_default_context(cafile=mailbox.ca_file)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    client = IMAPClient(mailbox.host, mailbox.port, ssl=True, ssl_context=context, timeout=SILENCE)
    client.normalise_times = False
    _refuse_literals_above(client, 2 * mailbox.max_bytes)
    if mailbox.sign_in == "password":
        client.login(mailbox.user, mailbox.password)
    else:
        client.oauth2_login(mailbox.user, access_token(mailbox))
    return OpenMailbox(client, mailbox)


def _refuse_literals_above(client: IMAPClient, limit: int) -> None:
    """A server that announces more than any message may have would fill the memory: it is not listened to."""
    plain = client._imap.read

    def read(size: int) -> bytes:
        if size > limit:
            raise imaplib.IMAP4.abort("a literal is larger than any message may be")
        return bytes(plain(size))

    client._imap.read = read


class OpenMailbox:
    """A signed-in session. Folders are selected when they are asked for."""

    def __init__(self, client: IMAPClient, mailbox: Mailbox) -> None:
        self.client = client
        self.account = f"{mailbox.user}@{mailbox.host}"
        self.can_idle = bool(client.has_capability("IDLE"))
        self.idle_was_answered = True
        self._gmail = client.has_capability("X-GM-EXT-1")
        self._selected = ("", 0)

    @property
    def folder(self) -> str:
        """The folder that is selected now."""
        return self._selected[0]

    def select(self, folder: str) -> Opened:
        """Opens a folder. Selecting again also lets the server tell what is new."""
        self._selected = ("", 0)
        with self._asking():
            answer = self.client.select_folder(folder)
            opened = Opened(int(answer[b"UIDVALIDITY"]), int(answer.get(b"UIDNEXT") or 0))
        self._selected = (folder, opened.uidvalidity)
        return opened

    def uids_above(self, uid: int) -> list[int]:
        """UIDs of the selected folder above one, in order. What is no number that can be kept is left out."""
        with self._asking():
            found = self.client.search(["UID", f"{uid + 1}:*"])
        return sorted({each for each in found if uid < each <= LARGEST_NUMBER})

    def still_there(self, uids: list[int]) -> set[int]:
        with self._asking():
            return set(uids) & set(self.client.search(["UID", ",".join(map(str, uids))]))

    def listed(self, uids: list[int], *, dated: bool = True) -> dict[int, Seen]:
        """What the selected folder says of these messages; of some of them it may say nothing."""
        with self._asking():
            answer = self.client.fetch(uids, WANTED if dated else WITHOUT_DATE)
            return {uid: read_listing(uid, answer[uid]) for uid in uids if uid in answer}

    def fetch(self, folder: str, uidvalidity: int, uid: int, size: int) -> bytes | None:
        """The raw message, in the time that its announced size allows; None when it is no longer there.

        Raises FolderRenumbered, and MessageWithheld where it is this message alone that cannot be had.
        """
        self._stand_in(folder, uidvalidity)
        said = self._body(uid, size)
        if said is None:
            # A session sees what came after its last look only when it looks again (RFC 3501, 7.3.1).
            self._selected = ("", 0)
            self._stand_in(folder, uidvalidity)
            said = self._body(uid, size)
        return said

    def _stand_in(self, folder: str, uidvalidity: int) -> None:
        if self._selected != (folder, uidvalidity) and self.select(folder).uidvalidity != uidvalidity:
            raise FolderRenumbered

    def _body(self, uid: int, size: int) -> bytes | None:
        """Raises MessageWithheld: the session works, as it has just selected the folder, so it is this message."""
        try:
            with self._asking(BODY_S + size / BYTES_A_SECOND):
                answer: dict[int, dict[bytes, Any]] = self.client.fetch([uid], ["BODY.PEEK[]"])
        except MailServerDown as error:
            raise MessageWithheld("The mail server hangs or breaks off in the middle of this message.") from error
        except MailServerRefuses as error:
            raise MessageWithheld("The mail server does not hand out this message.") from error
        if uid not in answer:
            return None
        raw = answer[uid].get(b"BODY[]")
        if not isinstance(raw, bytes):
            raise MessageWithheld("The mail server lists this message and gives it no content.")
        return raw

    def label(self, folder: str, uidvalidity: int, uids: list[int]) -> None:
        """Adds the keyword (Google: the label) that tells people and other readers that Postroom has this message."""
        if self._selected != (folder, uidvalidity) and self.select(folder).uidvalidity != uidvalidity:
            return
        with self._asking():
            if self._gmail:
                self.client.add_gmail_labels(uids, [KEYWORD], silent=True)
            else:
                self.client.add_flags(uids, [KEYWORD.encode()], silent=True)

    def wait_for_news(self, seconds: float) -> bool:
        """Up to `seconds` of IDLE on the selected folder. Whether the server said anything about messages."""
        self.idle_was_answered = False
        with self._asking(seconds + ANSWER_S):
            self.client.idle()
            self.idle_was_answered = True
            said = self.client.idle_check(timeout=seconds)
            self.client.idle_done()
        return any(b"EXISTS" in each or b"RECENT" in each for each in said if isinstance(each, tuple))

    def close(self) -> None:
        """A server that does not say goodbye in time is left standing."""
        with suppress(MailServerDown, MailServerRefuses), self._asking(GOODBYE_S, holds=False):
            self.client.logout()
        with suppress(OSError):
            self.client.shutdown()

    @contextmanager
    def _asking(self, seconds: float | None = None, *, holds: bool = True) -> Iterator[None]:
        """One thing asked of the server. Cut off when the whole answer takes longer, and told in our words when it goes wrong.

        After a no, or an answer that the library trips over, the server is asked whether it still talks (`holds`).
        """
        cut = threading.Timer(ANSWER_S if seconds is None else seconds, _cut, (self.client,))
        cut.daemon = True
        cut.start()
        try:
            yield
        except (imaplib.IMAP4.abort, OSError, MemoryError) as error:
            raise MailServerDown(f"The mail server dropped the connection ({type(error).__name__}).") from error
        except MailServerRefuses:
            raise
        except Exception as error:  # the library's own stumbling is the server's answer too
            if holds and self._still_talks():
                raise MailServerRefuses(_words(error)) from error
            raise MailServerDown(f"The mail server's answer makes no sense ({type(error).__name__}).") from error
        finally:
            cut.cancel()

    def _still_talks(self) -> bool:
        try:
            self.client.noop()
        except Exception:  # noqa: BLE001  # any of them says no
            return False
        return True


def _words(error: Exception) -> str:
    said_no = type(error) is imaplib.IMAP4.error
    return (
        "The mail server said no." if said_no else f"The mail server's answer makes no sense ({type(error).__name__})."
    )


def _cut(client: IMAPClient) -> None:
    """Wakes whoever waits for this connection. Python's own object is left as it is: it belongs to the thread that waits."""
    with suppress(OSError):
        socket.socket.shutdown(client.socket(), socket.SHUT_RDWR)
