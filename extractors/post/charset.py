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
    if named and named.startswith(("utf-16", "utf-32", "iso2022", "utf-7")):
        return data.decode(named, "replace")
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


def _known(declared: str | None) -> str | None:
    """Python's own name of the charset, None where it is unknown or no text encoding."""
    try:
        found = codecs.lookup((declared or "").strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    return found.name if found._is_text_encoding else None
