"""Opens S/MIME messages (RFC 8551): signed content is taken out and read, encrypted content waits for a person with the key."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from email.message import Message

from asn1crypto import cms  # type: ignore[import-untyped]

from extractors.post.coding import decoded_part
from extractors.post.structure import raw_payload
from postroom.errors import UnreadableDocument

BROKEN = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, zlib.error)
ENCRYPTED = ("enveloped_data", "authenticated_enveloped_data", "encrypted_data")


@dataclass(frozen=True, slots=True)
class Opaque:
    """What an envelope holds. Nothing: it is a signature that lies beside what it signs."""

    content: bytes
    is_signed: bool


def opened_envelope(data: bytes, limit: int) -> Opaque:
    """Raises UnreadableDocument: encrypted, too_large, unsupported, or unreadable where the envelope is damaged."""
    try:
        envelope = cms.ContentInfo.load(data)
        kind = envelope["content_type"].native
        if kind == "signed_data":
            return Opaque(_bytes(envelope["content"]["encap_content_info"]["content"]), is_signed=True)
        if kind == "compressed_data":
            return Opaque(
                _unpacked(_bytes(envelope["content"]["encap_content_info"]["content"]), limit), is_signed=False
            )
    except BROKEN as error:
        raise UnreadableDocument("The signed message is damaged.") from error
    if kind in ENCRYPTED:
        raise UnreadableDocument("The message is encrypted. Someone with the key must open it.", "encrypted")
    raise UnreadableDocument("The message is in a kind of secure envelope that cannot be opened here.", "unsupported")


def _bytes(content: cms.EncapsulatedContentInfo) -> bytes:
    if content is None or content.native is None:
        return content.contents or b"" if content is not None and content.contents else b""
    return bytes(content.native)


def _unpacked(data: bytes, limit: int) -> bytes:
    unpacking = zlib.decompressobj()
    unpacked = unpacking.decompress(data, limit + 1)
    if len(unpacked) > limit:
        raise UnreadableDocument("The message unpacks to more than may be read.", "too_large")
    return unpacked


def signed_parts(data: bytes, message: Message) -> list[tuple[tuple[bytes, ...], bytes]]:
    """(what is signed, the signature) of every multipart/signed of a mail: the bytes as they came, then with line ends as sent."""
    return [
        (ways, signature)
        for part in _folders(message)
        if part.get_content_type() == "multipart/signed" and "pkcs7" in str(part.get_param("protocol")).lower()
        for ways, signature in [(_signed_bytes(data, part), _signature(part))]
        if ways
    ]


def _folders(message: Message) -> list[Message]:
    found, stack = [], [message]
    while stack:
        part = stack.pop()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            found.append(part)
            stack.extend(part.get_payload())  # type: ignore[arg-type]  # parts are messages
    return found


def _signed_bytes(data: bytes, part: Message) -> tuple[bytes, ...]:
    mark = re.escape(b"--" + (part.get_boundary() or "").encode("utf-8", "surrogateescape"))
    found = re.search(rb"^" + mark + rb"[ \t]*\r?\n(.*?)\r?\n" + mark + rb"[ \t-]*\r?$", data, re.M | re.S)
    if not found:
        return ()
    as_sent = re.sub(rb"\r?\n", b"\r\n", found[1])
    return found[1], as_sent, as_sent + b"\r\n"


def _signature(part: Message) -> bytes:
    """Empty where there is none."""
    last = list(part.walk())[-1]
    if last is part or "pkcs7-signature" not in last.get_content_type():
        return b""
    return decoded_part(raw_payload(last), str(last.get("Content-Transfer-Encoding", "")), is_text=False).data
