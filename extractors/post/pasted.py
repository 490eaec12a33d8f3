"""Files that stand in a mail's words as letters: uuencode, yEnc, BinHex, base64. What can be opened is; the rest is told."""

from __future__ import annotations

import base64
import binascii
import re

from extractors.post.enclosure import Enclosure, Problem
from extractors.post.kinds import HTML, TEXT, UNKNOWN, media_type_of

CUT_SHORT = Problem("The end of this file, which stands coded in the mail's words, is missing.", "unreadable")
_UUENCODED = re.compile(
    r"^begin [0-7]{3,4} (?P<name>[^\n]{1,200})\n(?P<lines>(?:[!-`][ -`]{0,90}\n)*)(?:[` ]?\n)?(?P<end>end[ \t]*(?:\n|\Z))?",
    re.M,
)
_BASE64_FILE = re.compile(
    r"^begin-base64 [0-7]{3,4} (?P<name>[^\n]{1,200})\n(?P<lines>(?:[A-Za-z0-9+/]+={0,2}\n)*)(?P<end>={4}[ \t]*(?:\n|\Z))?",
    re.M,
)
_BASE64_BLOCK = re.compile(
    r"(?:^[ \t>]*[A-Za-z0-9+/]{56,}[ \t]*\n){3,}(?:^[ \t>]*[A-Za-z0-9+/]+={0,2}[ \t]*(?:\n|\Z))?", re.M
)
_UNOPENED = {
    "yEnc": re.compile(r"^=ybegin [^\n]{0,400}\n.*?(?:^=yend[^\n]*(?:\n|\Z)|\Z)", re.M | re.S),
    "BinHex": re.compile(r"^\(This file must be converted with BinHex[^\n]*\n\s*:[^:]*(?::|\Z)", re.M | re.I),
}


def taken_out(text: str) -> tuple[str, list[Enclosure]]:
    """The words without the files that stand among them, and these files."""
    text = text.replace("\r\n", "\n")
    found: list[Enclosure] = []

    def keep(match: re.Match[str]) -> str:
        enclosure = _opened(match)
        found.extend([enclosure] if enclosure else [])
        return "" if enclosure else match[0]

    for form in (_UUENCODED, _BASE64_FILE, _BASE64_BLOCK):
        text = form.sub(keep, text)
    for name, form in _UNOPENED.items():
        text, count = form.subn("", text)
        found.extend(_told(name) for _ in range(count))
    return text, found


def _opened(match: re.Match[str]) -> Enclosure | None:
    """None where it only looks like a file: somebody's line that begins with "begin 100 ..."."""
    stated = match.groupdict()
    if "name" not in stated:
        return _of_block(match[0])
    coded = stated["lines"].splitlines()
    if not coded:
        return None
    is_base64 = match[0].startswith("begin-base64")
    data = _plain_base64("".join(coded)) if is_base64 else b"".join(_uu_line(line) for line in coded)
    return Enclosure(stated["name"].strip(), data, problem=None if stated["end"] else CUT_SHORT)


def _of_block(block: str) -> Enclosure | None:
    """Base64 that nothing names is a file only where its content says which kind."""
    data = _plain_base64(re.sub(r"[\s>]", "", block))
    return Enclosure("", data) if media_type_of(data) not in (TEXT, HTML, UNKNOWN) else None


def _plain_base64(coded: str) -> bytes:
    letters = coded.rstrip("=")
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]
    try:
        return base64.b64decode(letters + "=" * (-len(letters) % 4))
    except (binascii.Error, ValueError):
        return b""


def _uu_line(line: str) -> bytes:
    """One line; blanks at its end, which mail programs cut off, are put back."""
    length = (ord(line[0]) - 32) & 63
    coded = line[1:].ljust((length + 2) // 3 * 4)[: (length + 2) // 3 * 4]
    try:
        return binascii.a2b_uu((line[0] + coded).encode("latin-1"))
    except (binascii.Error, UnicodeEncodeError):
        return b""


def _told(coding: str) -> Enclosure:
    why = Problem(f"A file stands in the mail's words, coded as {coding}, which cannot be opened here.", "unsupported")
    return Enclosure(f"file in {coding}", b"", problem=why)
