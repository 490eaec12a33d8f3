"""Opens the password-protected documents of a message (PDF, Word, Excel, zip) with the password that a person gave for this one reading.

Opening a stranger's file is as dangerous as reading it, so it is done in a process of its own, with limits of time and memory.
"""

from __future__ import annotations

import email
import io
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from email import policy
from email.message import EmailMessage

import msoffcrypto
import pyzipper
from pypdf import PdfReader, PdfWriter

LIMIT_S = 60
MEMORY = 2 * 1024**3  # bytes of address space
UNPACKED = 200 * 1024**2  # bytes of all files of one zip together; the reader has its own, smaller limits
OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the wrapper of a protected Word or Excel file, and the old formats
LOCKED = 0x1  # flag of a file in a zip


def unlocked(raw: bytes, password: str) -> bytes:
    """The message with every document that the password opens opened; everything else as it was. The stored original stays."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "bots.unlocking"],
            input=password.encode().hex().encode() + b"\n" + raw,
            capture_output=True,
            timeout=LIMIT_S,
            check=True,
        )
    except (subprocess.SubprocessError, OSError):
        return raw
    return done.stdout or raw


def main() -> int:
    """In the process of its own: password and message come in by standard input, the message goes out if anything was opened."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT_S, LIMIT_S))
    password = bytes.fromhex(sys.stdin.buffer.readline().decode()).decode()
    message = email.message_from_bytes(sys.stdin.buffer.read(), policy=policy.SMTP)
    changed = [_unlock(part, password) for part in message.walk() if not part.is_multipart()]
    if any(changed):
        sys.stdout.buffer.write(message.as_bytes())
    return 0


def _unlock(part: EmailMessage, password: str) -> bool:
    content = part.get_payload(decode=True)
    opened = opened_document(content, password) if isinstance(content, bytes) else None
    if opened is None:
        return False
    name, kind = part.get_filename() or "document", (part.get_content_maintype(), part.get_content_subtype())
    del part["Content-Transfer-Encoding"]
    del part["Content-Disposition"]
    part.set_content(opened, *kind, filename=name)
    return True


def opened_document(content: bytes, password: str) -> bytes | None:
    """The document without its lock. None when it was not locked, is none of these kinds, or the password is wrong."""
    openers: dict[bytes, Callable[[bytes, str], bytes | None]] = {b"%PDF": _pdf, OFFICE: _office, b"PK": _zip}
    for beginning, opener in openers.items():
        if content.startswith(beginning):
            try:
                return opener(content, password)
            except Exception:  # noqa: BLE001  # the libraries raise anything on a wrong password or a hostile file
                return None
    return None


def _pdf(content: bytes, password: str) -> bytes | None:
    reader = PdfReader(io.BytesIO(content))
    if not reader.is_encrypted or not reader.decrypt(password):
        return None
    target = io.BytesIO()
    PdfWriter(clone_from=reader).write(target)
    return target.getvalue()


def _office(content: bytes, password: str) -> bytes:
    file = msoffcrypto.OfficeFile(io.BytesIO(content))
    file.load_key(password=password, verify_password=True)
    target = io.BytesIO()
    file.decrypt(target)
    return target.getvalue()


def _zip(content: bytes, password: str) -> bytes | None:
    """The same files in a zip without a lock; a locked document inside is opened by the same password."""
    target, left = io.BytesIO(), UNPACKED
    with pyzipper.AESZipFile(io.BytesIO(content)) as locked, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as free:
        files = [info for info in locked.infolist() if not info.is_dir()]
        if not any(info.flag_bits & LOCKED for info in files):
            return None
        for info in files:
            with locked.open(info, pwd=password.encode()) as packed:
                inside = packed.read(left + 1)
            left -= len(inside)
            if left < 0:
                return None
            free.writestr(info.filename, opened_document(inside, password) or inside)
    return target.getvalue()


if __name__ == "__main__":
    sys.exit(main())
