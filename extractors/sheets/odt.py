"""OpenDocument text (.odt, .ott, .fodt) as a sheet: its paragraphs and tables laid out as Word's are."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from extractors.page import Sheet
from extractors.sheets.limits import Limits
from extractors.sheets.odtlooks import looks_of
from extractors.sheets.odtwords import OFFICE, STYLE, TABLE, TEXT, Words
from extractors.sheets.wordlayout import laid_out
from extractors.sheets.wordwriter import Cells, body, paragraph, spanned, table
from postroom.errors import UnreadableDocument

BROKEN = (ParseError, DefusedXmlException, zipfile.BadZipFile, RuntimeError, ValueError, OSError, KeyError)
MOST_REPEATED = 50  # equal rows or cells in a row: more are the empty end of a table
THROUGH = {
    f"{TEXT}{name}" for name in ("list", "list-item", "list-header", "section", "numbered-paragraph", "index-body")
} | {f"{TEXT}table-of-content"}


def sheets(data: bytes, limits: Limits) -> tuple[Sheet, ...]:
    """The whole document as one sheet. Raises UnreadableDocument where it is locked or broken."""
    roots = _roots(data, limits)
    text = next((found for root in roots if (found := root.find(f".//{OFFICE}body/{OFFICE}text")) is not None), None)
    if text is None:
        raise UnreadableDocument("The OpenDocument file has no text.", "unsupported")
    words = Words(looks_of(roots), text)
    shown = body(_blocks(text, words))
    margins = [
        body(_blocks(each, words))
        for root in roots
        for kind in ("header", "footer", "header-first", "footer-first")
        for each in root.iter(f"{STYLE}{kind}")
    ]
    return laid_out(shown, limits, margins, words.notes)


def _roots(data: bytes, limits: Limits) -> list[Any]:
    """The parts with words and styles; a flat file is one part."""
    try:
        return [fromstring(part, forbid_dtd=True) for part in _parts(data, limits)]
    except BROKEN as problem:
        raise UnreadableDocument("The OpenDocument file is broken and cannot be opened.") from problem


def _parts(data: bytes, limits: Limits) -> list[bytes]:
    if not data.startswith(b"PK"):
        return [data]
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        if sum(part.file_size for part in parts.infolist()) > limits.unpacked:
            raise UnreadableDocument("The file unpacks to more than any form holds.", "too_large")
        names = parts.namelist()
        if "META-INF/manifest.xml" in names and b"encryption-data" in parts.read("META-INF/manifest.xml"):
            raise UnreadableDocument("The document is locked with a password.", "password_protected")
        return [parts.read(name) for name in ("content.xml", "styles.xml") if name in names]


def _blocks(parent: Any, words: Words) -> Iterator[Any]:
    for child in parent:
        if child.tag in (f"{TEXT}p", f"{TEXT}h"):
            pieces, boxes = words.of(child)
            for box in boxes:
                yield from _blocks(box, words)
            yield paragraph(pieces, heading=child.tag == f"{TEXT}h")
        elif child.tag == f"{TABLE}table":
            rows = spanned(_rows(child, words))
            yield from [table(rows)] if rows else []
        elif child.tag in THROUGH and child.get(f"{TEXT}display") != "none":
            yield from _blocks(child, words)


def _rows(parent: Any, words: Words) -> Iterator[Cells]:
    for child in parent:
        if child.tag == f"{TABLE}table-row" and child.get(f"{TABLE}visibility") != "collapse":
            for _ in range(_count(child, "number-rows-repeated")):
                yield list(_cells(child, words))
        elif child.tag in (f"{TABLE}table-header-rows", f"{TABLE}table-rows", f"{TABLE}table-row-group"):
            yield from _rows(child, words)


def _cells(row: Any, words: Words) -> Iterator[tuple[list[Any], int, int]]:
    """Cells that another one covers are left out: its spans say where they are."""
    for cell in row:
        if cell.tag == f"{TABLE}table-cell":
            for _ in range(_count(cell, "number-columns-repeated")):
                yield (
                    list(_blocks(cell, words)),
                    _count(cell, "number-columns-spanned"),
                    _count(cell, "number-rows-spanned"),
                )


def _count(element: Any, name: str) -> int:
    told = element.get(f"{TABLE}{name}", "1")
    return min(max(int(told), 1), MOST_REPEATED) if told.isascii() and told.isdigit() and len(told) < 8 else 1
