"""Bytes to text, although mails lie about their character set."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

# Declared as the left one, meant as the right one (WHATWG Encoding Standard): curly quotes exist only in the right one.
MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}


def text_of(data: bytes, declared: str | None) -> str:
    """Never fails. Text that is sound UTF-8 is UTF-8, whatever was declared: by accident that hardly happens."""
    marked = _by_mark(data)
    if marked is not None:
        return marked
    named = _known(declared)
    if b"\0" in data and (wide := _wide(data, named)):
        return data.decode(wide, "replace")
    if named and named.startswith(("iso2022", "hz", "utf-7")) and (shifted := _decoded(data, named)) is not None:
        return shifted
    for charset in ("utf-8", MEANT.get(named or "", named)):
        try:
            return data.decode(charset or "cp1252")
        except UnicodeDecodeError:
            continue
    best = from_bytes(data[:65536]).best()
    return data.decode(best.encoding if best else "cp1252", "replace")


def _by_mark(data: bytes) -> str | None:
    """Decoded by the byte order mark at its start, where it has one."""
    for mark, charset in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(charset, "replace")
    return None


def _wide(data: bytes, named: str | None) -> str | None:
    """UTF-16 or UTF-32, by the statement or by where the zero bytes of Latin letters stand."""
    if named and named.startswith(("utf-16", "utf-32")):
        return named
    low, high = data[1::2].count(0), data[::2].count(0)
    if max(low, high) < len(data) * 0.3:
        return None
    return "utf-16-le" if low > high else "utf-16-be"


def _decoded(data: bytes, charset: str) -> str | None:
    try:
        return data.decode(charset)
    except UnicodeDecodeError:
        return None


def _known(declared: str | None) -> str | None:
    """Python's own name of the charset, None where it is unknown or no text encoding."""
    try:
        found = codecs.lookup((declared or "").strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    return found.name if found._is_text_encoding else None
