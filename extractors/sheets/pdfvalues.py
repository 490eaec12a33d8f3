"""Plain values out of the objects of a PDF, whose parts may stand elsewhere in the file, be of another kind, or be missing."""

from __future__ import annotations

from typing import Any

from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import decode_text

LONGEST = 100_000  # bytes of one text


def name(value: Any) -> str:
    """A name such as /Off; nothing for what is none."""
    found = resolve1(value)
    return found.name if isinstance(found, PSLiteral) and isinstance(found.name, str) else ""


def dictionary(value: Any) -> dict[str, Any]:
    """A dictionary, empty for what is none."""
    found = resolve1(value)
    return found if isinstance(found, dict) else {}


def listed(value: Any) -> list[Any]:
    """A list with its members as they are; empty for what is none."""
    found = resolve1(value)
    return found if isinstance(found, list) else []


def numbers(value: Any) -> list[float]:
    """A list of numbers; empty where any is none."""
    each = [resolve1(part) for part in listed(value)]
    return [float(part) for part in each] if all(isinstance(part, int | float) for part in each) else []


def text(value: Any) -> str:
    """A text, which a long one may be as a stream (12.7.4.3); several of a list are joined with commas."""
    found = resolve1(value)
    match found:
        case PDFStream():
            return _decoded(found.get_data()[:LONGEST])
        case bytes():
            return _decoded(found)
        case str():
            return found
        case list():
            return ", ".join(text(each) for each in found)
        case _:
            return ""


def _decoded(data: bytes) -> str:
    """In UTF-16 or UTF-8 where it says so by its first bytes, else in the PDF's own encoding (7.9.2.2)."""
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode("utf-8", "replace")
    if data.startswith(b"\xff\xfe"):
        return data[2:].decode("utf-16-le", "replace")
    return str(decode_text(data))
