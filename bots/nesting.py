"""Whether a scanner of files follows a message into its last layer: mails in mails, archives in archives, and what it cannot open."""

from __future__ import annotations

import email
import email.policy
import zipfile
from collections.abc import Iterator
from email.message import Message
from io import BytesIO

DEEPEST = 8
"""Layers of files in files. clamd's own limit (MaxRecursion) is 17 by default and counts what is none here, such as encodings."""
LARGEST = 32 * 1024 * 1024  # bytes of a member of an archive that is opened here to look for further layers
MOST = 2_000  # members
LOCKABLE = (b"%PDF", b"\xd0\xcf\x11\xe0")
LOCKS = (b"/Encrypt", "EncryptedPackage".encode("utf-16-le"))
"""What is locked is scanned once a person has opened it; until then nothing of it was seen."""
NOT_OPENED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted"})
"""Signed or encrypted as a whole: a scanner sees one block and calls it clean."""


def is_followed(raw: bytes) -> bool:
    """False where a layer lies deeper than a scanner goes, or is of a kind that it does not open."""
    try:
        return _is_followed(email.message_from_bytes(raw, policy=email.policy.compat32), 1)
    except (ValueError, LookupError, zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        return False


def _is_followed(message: Message, depth: int) -> bool:
    if depth > DEEPEST:
        return False
    for part in _parts(message):
        kind = part.get_content_type()
        if kind in NOT_OPENED:
            return False
        if kind == "message/rfc822":
            if not all(_is_followed(each, depth + 1) for each in _inner(part)):
                return False
        elif not _archive_is_followed(_content(part), depth):
            return False
    return True


def _inner(part: Message) -> list[Message]:
    found = part.get_payload()
    return [each for each in found if isinstance(each, Message)] if isinstance(found, list) else []


def _parts(message: Message) -> Iterator[Message]:
    """The parts of this mail, and not of a mail in it."""
    yield message
    if message.is_multipart() and message.get_content_type() != "message/rfc822":
        for part in _inner(message):
            yield from _parts(part)


def _content(part: Message) -> bytes:
    found = None if part.is_multipart() else part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _archive_is_followed(content: bytes, depth: int) -> bool:
    if content.startswith(LOCKABLE) and any(mark in content for mark in LOCKS):
        return False
    if not content.startswith(b"PK\x03\x04"):
        return True
    if depth >= DEEPEST:
        return False
    with zipfile.ZipFile(BytesIO(content)) as archive:
        members = archive.infolist()
        if len(members) > MOST:
            return False
        return all(_member_is_followed(archive, each, depth) for each in members)


def _member_is_followed(archive: zipfile.ZipFile, member: zipfile.ZipInfo, depth: int) -> bool:
    if member.flag_bits & 1:  # locked
        return False
    if not member.filename.lower().endswith((".zip", ".eml", ".docx", ".xlsx")):
        return True
    if member.file_size > LARGEST:
        return False
    content = archive.read(member)
    if member.filename.lower().endswith(".eml"):
        return _is_followed(email.message_from_bytes(content, policy=email.policy.compat32), depth + 1)
    return _archive_is_followed(content, depth + 1)
