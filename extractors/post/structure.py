"""The parts of a mail as its sender meant them, where boundaries are missing, wrong, used twice or never closed (RFC 2046)."""

from __future__ import annotations

import copy
import email
import re
from email.errors import CloseBoundaryNotFoundDefect
from email.message import Message

# A boundary shows itself: a line of its own, and part headers below it.
_BOUNDARY = re.compile(
    rb"^--(?P<mark>[^\r\n]{1,200}?)[ \t]*\r?\n(?=content-(?:type|disposition|transfer-encoding)[ \t]*:)", re.M | re.I
)
_FURNITURE = re.compile(r"\bmime\b|multi-?part", re.I)
LONGEST_FURNITURE = 600
_OF_A_PART = re.compile(
    r"content-|x-|mime-version$|date$|from$|to$|cc$|subject$|message-id$|received$|sender$|reply-to$", re.I
)


class _Guessed(Message):
    """A part that was found by its looks. Its own words are not searched again."""


def raw_payload(part: Message) -> bytes:
    """The bytes of a part as they came, its transfer encoding still on."""
    bare = copy.copy(part)
    for name in ("Content-Transfer-Encoding", "Content-Type"):  # the one decodes, the other's charset may be nonsense
        del bare[name]
    data = bare.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def parts_of(part: Message) -> list[Message] | None:
    """The parts that a part consists of; None where it is a leaf. Stray words around them are parts of their own."""
    is_folder = part.get_content_maintype() == "multipart"
    if is_folder and part.is_multipart():
        children = [child for child in part.get_payload() if isinstance(child, Message)]
        return [*_words_before(part), *children, *_behind(part)]
    if is_folder or (
        part.get_content_type() == "text/plain" and not isinstance(part, _Guessed) and not part.get_filename()
    ):
        return _by_its_looks(part)
    return None


def is_cut_short(message: Message) -> bool:
    """A multipart without its closing boundary: the mail was cut on its way. Mail inside it speaks for itself."""
    stack = [message]
    while stack:
        part = stack.pop()
        if any(isinstance(each, CloseBoundaryNotFoundDefect) for each in part.defects):
            return True
        stack.extend(parts_of(part) or [])
    return False


def strayed_lines(part: Message) -> str:
    """Lines of text that stand where a part's headers should, because the blank line between is missing."""
    return "\n".join(f"{name}: {value}" for name, value in part.raw_items() if not _OF_A_PART.match(name))


def _by_its_looks(part: Message) -> list[Message] | None:
    """Parts found by the boundary that the bytes show, whatever the headers say of it; words alone where they show none."""
    raw = raw_payload(part)
    shown = _BOUNDARY.search(raw)
    folder = _parsed(shown["mark"], raw) if shown else None
    if folder and folder.is_multipart():
        return parts_of(folder)
    return [_words(raw)] if part.get_content_maintype() == "multipart" else None


def _parsed(mark: bytes, raw: bytes) -> Message:
    head = b'Content-Type: multipart/mixed; boundary="' + mark.replace(b'"', b'\\"') + b'"\r\n\r\n'
    return email.message_from_bytes(head + raw, _Guessed)


def _words_before(part: Message) -> list[Message]:
    """`This is a message in MIME format` is furniture; anything else in its place somebody wrote."""
    said = part.preamble or ""
    if not said.strip() or (len(said) < LONGEST_FURNITURE and _FURNITURE.search(said)):
        return []
    return [_words(said.encode("utf-8", "surrogateescape"))]


def _behind(part: Message) -> list[Message]:
    """Below the closing boundary: a gateway's footer, or parts, where two levels use one boundary."""
    said = part.epilogue or ""
    raw = said.encode("utf-8", "surrogateescape")
    mark = (part.get_boundary() or "").encode("utf-8", "surrogateescape")
    if mark and re.search(rb"^--" + re.escape(mark) + rb"[ \t]*\r?$", raw, re.M):
        return parts_of(_parsed(mark, raw)) or []
    return [_words(raw)] if said.strip() else []


def _words(raw: bytes) -> Message:
    words = Message()
    words["Content-Type"] = "text/plain"
    words.set_payload(raw.decode("ascii", "surrogateescape"))
    return words
