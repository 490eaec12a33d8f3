"""Content controls that are bound to a store of data inside the Word file, and date controls: what Word shows of them.

When it opens a file Word puts the store's value into the control, whatever words the document part still holds (ECMA-376, 17.5.2.6).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
PREFIX = re.compile(r"xmlns:(?P<prefix>[\w.-]+)=(?P<quote>['\"])(?P<uri>.*?)(?P=quote)")
ISO_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
LONGEST_PATH = 1000
PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


def show_stored(part: Any, body: Any) -> None:
    """Puts into every bound control what its store says, and day and month of date controls in the order of this country."""
    stores = list(_stores(part)) if next(body.iter(qn("w:dataBinding")), None) is not None else []
    for control in body.iter(qn("w:sdt")):
        properties, content = control.find(qn("w:sdtPr")), control.find(qn("w:sdtContent"))
        if properties is None or content is None or next(content.iter(qn("w:sdt")), None) is not None:
            continue
        stored = _stored(properties.find(qn("w:dataBinding")), stores)
        if stored is not None:
            _show(properties, content, stored)
        _show_date(properties, content)


def _stores(part: Any) -> Iterator[tuple[str, Any]]:
    """(id, root) of every XML store: custom ones by their properties, and the file's own properties."""
    for each in part.package.iter_parts():
        kind = each.content_type
        if not str(each.partname).lower().endswith(".xml") or "/customxml/itemprops" in str(each.partname).lower():
            continue
        if str(each.partname).lower().startswith(("/customxml/", "/docprops/")) or "core-properties" in kind:
            root = _parsed(each.blob)
            if root is not None:
                yield _store_id(each), root


def _parsed(blob: bytes) -> Any:
    try:
        return etree.fromstring(blob, PARSER)
    except etree.XMLSyntaxError:
        return None


def _store_id(part: Any) -> str:
    for relation in getattr(part, "rels", {}).values():
        if not relation.is_external and relation.reltype.endswith("/customXmlProps"):
            root = _parsed(relation.target_part.blob)
            return (
                next((value for name, value in root.items() if name.endswith("itemID")), "") if root is not None else ""
            )
    return ""


def _stored(binding: Any, stores: list[tuple[str, Any]]) -> str | None:
    """The bound value; None where nothing is bound or the store has no such place."""
    if binding is None:
        return None
    path, wanted = binding.get(qn("w:xpath"), ""), binding.get(qn("w:storeItemID"), "").upper()
    names = {found["prefix"]: found["uri"] for found in PREFIX.finditer(binding.get(qn("w:prefixMappings"), ""))}
    ordered = sorted(stores, key=lambda store: store[0].upper() != wanted)
    for _, root in ordered:
        text = _at(root, path[:LONGEST_PATH], names)
        if text is not None:
            return text
    return None


def _at(root: Any, path: str, names: dict[str, str]) -> str | None:
    try:
        found = root.getroottree().xpath(path, namespaces=names or None)
    except (etree.XPathError, TypeError, ValueError):
        return None
    if isinstance(found, str):
        return str(found)
    first = found[0] if isinstance(found, list) and found else None
    return first if first is None or isinstance(first, str) else "".join(first.itertext())


def _show(properties: Any, content: Any, stored: str) -> None:
    box = properties.find(f"{W14}checkbox")
    if box is not None:
        _tick(box, content, stored.strip().lower() in ("1", "true", "on"))
    elif "<pkg:" not in stored and "<w:" not in stored:  # rich text is kept as a whole document
        text = _displayed(properties, stored)
        if _same(text, _shown(content)):
            return
        for placeholder in properties.findall(qn("w:showingPlcHdr")):
            properties.remove(placeholder)
        _write(content, text)


def _tick(box: Any, content: Any, ticked: bool) -> None:
    checked = box.find(f"{W14}checked")
    if checked is None:
        checked = etree.SubElement(box, f"{W14}checked")
    checked.set(f"{W14}val", "1" if ticked else "0")
    _write(content, "☒" if ticked else "☐")


def _displayed(properties: Any, stored: str) -> str:
    """A list stores one word and shows another; a date is stored as the standard writes it."""
    for item in properties.iter(qn("w:listItem")):
        if stored and item.get(qn("w:value")) == stored:
            return str(item.get(qn("w:displayText")) or stored)
    found = ISO_DATE.match(stored) if properties.find(qn("w:date")) is not None else None
    return f"{found[3]}/{found[2]}/{found[1]}" if found else stored


def _shown(content: Any) -> str:
    return "".join(text.text or "" for text in content.iter(qn("w:t")))


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()) == " ".join(other.split()) or (
        _numbers(one) == _numbers(other) and ISO_DATE.search(one) is not None
    )


def _show_date(properties: Any, content: Any) -> None:
    """A date in figures, whatever order the control's own format has, as day, month, year; if it is the day that is kept."""
    control = properties.find(qn("w:date"))
    found = ISO_DATE.match(control.get(qn("w:fullDate"), "")) if control is not None else None
    shown = _shown(content)
    if found is None or re.search(r"[^\d\s./-]", shown) or properties.find(qn("w:showingPlcHdr")) is not None:
        return
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return
    years = ([day.year, day.month, day.day], [day.year % 100, day.month, day.day])
    if _numbers(shown) in [sorted(each) for each in years]:
        _write(content, f"{day:%d/%m/%Y}")


def _numbers(text: str) -> list[int]:
    return sorted(int(found) for found in re.findall(r"\d{1,9}", text))


def _write(content: Any, text: str) -> None:
    """The text in place of all words, with the looks of the first."""
    runs = list(content.iter(qn("w:r")))
    run = OxmlElement("w:r")
    looks = runs[0].find(qn("w:rPr")) if runs else None
    if looks is not None:
        run.append(deepcopy(looks))
        for style in run.iter(qn("w:rStyle")):
            style.set(qn("w:val"), "")  # the style of a placeholder
    for number, line in enumerate(text.split("\n")):
        if number:
            run.append(OxmlElement("w:br"))
        words = OxmlElement("w:t")
        words.text = re.sub(r"[\x00-\x08\x0b-\x1f]", " ", line)
        run.append(words)
    place = runs[0].getparent() if runs else next(content.iter(qn("w:p")), content)
    place.insert(place.index(runs[0]), run) if runs else place.append(run)
    for old in runs:
        old.getparent().remove(old)
