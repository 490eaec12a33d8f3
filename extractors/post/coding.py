"""Bytes out of a mail's transfer encodings (RFC 2045), also where the encoding is not the one that the mail states."""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from dataclasses import dataclass

from extractors.post.kinds import HTML, TEXT, UNKNOWN, media_type_of

FEW = 0.02
MOSTLY = 0.9  # of a line's characters, or of a part's
SHORTEST_UNSTATED = 48  # characters: a shorter run of letters and digits may be anything
SHORTEST_TOKEN = 20  # of base64 that somebody parted with blanks; words are shorter
_ALPHABET = re.compile(rb"[A-Za-z0-9+/_-]")
_CODED_LINE = re.compile(rb"[A-Za-z0-9+/]+={0,2}")
_SOFT_BREAK = re.compile(rb"=[ \t]*\r?\n")
_ESCAPE = re.compile(rb"=(?:20|3D|0A|0D|09|A0|A3|C2|C3|E2|9[1-7]|85)")


@dataclass(frozen=True, slots=True)
class Decoded:
    """`damaged`: what was coded has lost characters on its way, so that some of it is missing or wrong."""

    data: bytes
    damaged: bool = False


def decoded_part(raw: bytes, stated: str, *, is_text: bool) -> Decoded:
    """`stated`: what Content-Transfer-Encoding says. `is_text`: whether words are expected. Never fails."""
    said = stated.lower()
    if "base64" in said or "base-64" in said:
        return _stated_base64(raw, is_text)
    unstated = _unstated_base64(raw, is_text)
    if unstated is not None:
        return Decoded(unstated)
    if "quoted" in said or (is_text and _is_quoted_printable(raw)):
        return Decoded(quopri.decodestring(raw))
    return Decoded(raw)


def _stated_base64(raw: bytes, is_text: bool) -> Decoded:
    """Lines that are no base64 are a gateway's footer, or show that the statement is wrong."""
    lines = [line.strip() for line in raw.splitlines() if line.strip()]
    coded = [line for line in lines if _is_coded(line)]
    others = [line for line in lines if not _is_coded(line)]
    if sum(map(len, coded)) <= sum(map(len, others)):
        return Decoded(raw)
    found = _chunks(b"".join(coded))
    if is_text and _are_words(b"".join(coded), found.data):
        return Decoded(raw)
    if is_text and _is_garbage(found.data):
        return Decoded(found.data, damaged=True)
    return Decoded(b"\n\n".join([found.data, b"\n".join(others)]), found.damaged) if is_text and others else found


def _are_words(coded: bytes, decoded: bytes) -> bool:
    """A few letters that could be base64, and make no sense as such."""
    if len(coded) >= SHORTEST_UNSTATED or coded.endswith(b"="):
        return False
    try:
        return _is_garbage(decoded) or not decoded.decode()
    except UnicodeDecodeError:
        return True


def _is_garbage(data: bytes) -> bool:
    """Control characters in plenty: no text in any character set has them. Zero bytes are UTF-16's."""
    strange = sum(1 for byte in data if 0 < byte < 9 or 13 < byte < 27 or 27 < byte < 32 or byte == 127)
    return strange > len(data) * FEW


def _is_coded(line: bytes) -> bool:
    tokens = line.split()
    if len(tokens) > 1 and len(line) < SHORTEST_TOKEN * len(tokens):
        return False
    return len(_ALPHABET.findall(line)) >= MOSTLY * len(line.rstrip(b"="))


def _chunks(coded: bytes) -> Decoded:
    """Pieces that each end in their own padding are decoded each; stray characters between are passed over (RFC 2045, 6.8)."""
    clean = b"".join(re.findall(rb"[A-Za-z0-9+/=]", coded.translate(bytes.maketrans(b"-_", b"+/"))))
    noisy = len(clean) < len(b"".join(coded.split()))
    pieces, damaged = [], False
    for chunk, padding in re.findall(rb"([A-Za-z0-9+/]+)(=*)", clean):
        missing = -len(chunk) % 4
        damaged = damaged or missing == 3 or (noisy and missing != len(padding))
        whole = chunk[:-1] if missing == 3 else chunk
        pieces.append(base64.b64decode(whole + b"=" * (-len(whole) % 4)))
    return Decoded(b"".join(pieces), damaged)


def _unstated_base64(raw: bytes, is_text: bool) -> bytes | None:
    """What base64 holds that nobody declared; None where it is no base64, or would be no better for it."""
    lines = [line.strip() for line in raw.splitlines() if line.strip()]
    coded = b"".join(lines)
    if len(coded) < SHORTEST_UNSTATED or not all(_CODED_LINE.fullmatch(line) for line in lines):
        return None
    try:
        found = _chunks(coded).data
    except binascii.Error:
        return None
    kind = media_type_of(found)
    if kind in (TEXT, HTML):
        return found if is_text and re.search(rb"\w \w", found) else None
    return found if kind != UNKNOWN else None


def _is_quoted_printable(raw: bytes) -> bool:
    return len(_SOFT_BREAK.findall(raw)) + len(_ESCAPE.findall(raw)) >= 3
