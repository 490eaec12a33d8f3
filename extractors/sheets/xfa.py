"""Forms that only Adobe's own reader draws (dynamic XFA). To everybody else such a PDF shows one page: "Please wait..."

What was typed is in the file all the same: its fields are named by a template, their values stand in a data set under the same names.
They are read as "caption: value", a line each. Nobody else's screen shows them so: nothing of them is certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from pdfminer.pdftypes import PDFStream, resolve1

from extractors.page import Sheet
from extractors.sheets.pdfvalues import dictionary
from extractors.sheets.text import sheets_of_text
from postroom import doubts
from postroom.errors import UnreadableDocument

GROUPS = {"subform", "subformSet", "area", "exclGroup"}
MOST = 2_000_000  # characters of one part


def is_drawn_elsewhere(catalog: dict[str, Any]) -> bool:
    """Whether the PDF says that its pages are made only when an XFA reader opens it."""
    return resolve1(catalog.get("NeedsRendering")) is True and bool(_packets(catalog))


def sheets_of_data(catalog: dict[str, Any]) -> tuple[Sheet, ...]:
    """What was filled in, as one sheet without pages. Raises UnreadableDocument where nothing can be taken from it."""
    parts = _parts(catalog)
    template, data = parts.get("template"), parts.get("datasets")
    lines = list(_lines(template, _data(data))) if template is not None and data is not None else []
    if not lines:
        raise UnreadableDocument(
            "This form can only be opened with Adobe's own reader. Open it there, or ask for it as an ordinary PDF.",
            "unsupported",
        )
    return tuple(_in_doubt(sheet) for sheet in sheets_of_text("\n".join(lines)))


def _in_doubt(sheet: Sheet) -> Sheet:
    lines = (
        replace(line, words=tuple(replace(word, doubt=doubts.DRAWN_ELSEWHERE) for word in line.words))
        for line in sheet.lines
    )
    return replace(sheet, lines=tuple(lines))


def _packets(catalog: dict[str, Any]) -> list[PDFStream]:
    found = resolve1(dictionary(catalog.get("AcroForm")).get("XFA"))
    each = [resolve1(part) for part in found] if isinstance(found, list) else [found]
    return [part for part in each if isinstance(part, PDFStream)]


def _parts(catalog: dict[str, Any]) -> dict[str, Element]:
    """The parts of the form by their names. The file may hold them as one stream or as several that make one text."""
    whole = b"".join(packet.get_data() for packet in _packets(catalog))
    if len(whole) > MOST:
        raise UnreadableDocument("The form's data are too long.", "too_large")
    try:
        root = fromstring(whole)
    except Exception as problem:  # the parser and its guard raise several kinds
        raise UnreadableDocument("The form's data are broken.") from problem
    return {_local(child): child for child in root}


def _data(datasets: Element | None) -> Element:
    """The element that holds what was typed, under the name of the form's outermost group."""
    data = next((child for child in datasets if _local(child) == "data"), None) if datasets is not None else None
    return data if data is not None else Element("data")


def _lines(group: Element, data: Element) -> Iterator[str]:
    """A line for every field with a caption or a value, and for printed text. Groups that come several times do so in the data."""
    used: dict[str, int] = {}
    for part in group:
        kind, name = _local(part), part.get("name", "")
        if kind in GROUPS:
            own = [child for child in data if name and _local(child) == name]
            for inner in own or [data]:
                yield from _lines(part, inner)
        elif kind == "field":
            at = used[name] = used.get(name, -1) + 1
            values = [child for child in data if name and _local(child) == name]
            yield from _field(part, values[at] if at < len(values) else None)
        elif kind == "draw":
            yield from filter(None, [_text(part)])


def _field(field: Element, value: Element | None) -> Iterator[str]:
    caption = _text(next((part for part in field if _local(part) == "caption"), None)).rstrip(" :")
    typed = _shown(field, " ".join("".join(value.itertext()).split()) if value is not None else "")
    if caption or typed:
        yield f"{caption}: {typed}".strip()


def _shown(field: Element, stored: str) -> str:
    """The words of a choice, whose data hold a code."""
    lists = [part for part in field if _local(part) == "items"]
    if len(lists) < 2:
        return stored
    codes = next((each for each in lists if each.get("save") == "1"), lists[-1])
    shown = next((each for each in lists if each is not codes), lists[0])
    pairs = zip(codes, shown, strict=False)
    return next((_text(word) for code, word in pairs if _text(code) == stored), stored)


def _text(part: Element | None) -> str:
    return " ".join("".join(part.itertext()).split()) if part is not None else ""


def _local(part: Element) -> str:
    return re.sub(r"^\{[^}]*\}", "", str(part.tag))
