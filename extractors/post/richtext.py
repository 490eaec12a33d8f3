"""Words of Rich Text Format, in which Outlook keeps the body of some messages: compressed (MS-OXRTFCP), or as it is."""

from __future__ import annotations

import re

import compressed_rtf  # type: ignore[import-untyped]
from striprtf.striprtf import rtf_to_text

from postroom.errors import UnreadableDocument

PACKED = (b"LZFu", b"MELA")  # at the ninth byte
MOST_UNPACKED = 60 * 1024 * 1024
_CODEPAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_CELL = re.compile(r"\|(?=[^\n]*\|[ \t]*$)|\|[ \t]*$", re.M)  # how striprtf writes the end of a table's cell


def rtf_text(data: bytes) -> str:
    """Lines as they are seen, cells of tables parted by tabs. Raises UnreadableDocument where it is damaged."""
    try:
        return _words(_unpacked(data) if data[8:12] in PACKED else data)
    except Exception as error:  # compressed_rtf and striprtf raise anything on broken input
        raise UnreadableDocument("The message's words are in a rich form that is damaged.") from error


def _unpacked(data: bytes) -> bytes:
    if int.from_bytes(data[4:8], "little") > MOST_UNPACKED:
        raise UnreadableDocument("The message's words unpack to more than may be read.", "too_large")
    return bytes(compressed_rtf.decompress(data))


def _words(rtf: bytes) -> str:
    stated = _CODEPAGE.search(rtf[:2000])
    charset = f"cp{stated[1].decode()}" if stated else "cp1252"
    text: str = rtf_to_text(rtf.decode("latin-1"), encoding=charset, errors="replace")  # type: ignore[no-untyped-call]
    return _CELL.sub("\t", text).replace("\x00", "").strip()
