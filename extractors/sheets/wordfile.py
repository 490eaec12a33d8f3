"""Opens what Word opens: strict files, templates, files with macros (which never run), files that point at parts which are not there."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from typing import Any
from xml.etree.ElementTree import Element, tostring

import docx
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from extractors.sheets.limits import Limits
from postroom.errors import UnreadableDocument

OLE_FILE = b"\xd0\xcf\x11\xe0"
DOCUMENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MAIN_KINDS = re.compile(
    rb"application/vnd\.(?:ms-word\.(?:document|template)\.macroEnabled(?:Template)?"
    rb"|openxmlformats-officedocument\.wordprocessingml\.template)\.main\+xml",
    re.IGNORECASE,
)
STRICT = b"http://purl.oclc.org/ooxml/"
STRICT_NAMES = (  # ISO/IEC 29500-1 and -4: the same vocabulary under two names
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships/metadata/core-properties",
        b"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
)
Parts = dict[str, bytes]


def opened(data: bytes, limits: Limits) -> Any:
    """The file as python-docx opens it. Raises UnreadableDocument with what is wrong."""
    if data.startswith(OLE_FILE):
        raise UnreadableDocument("The Word file asks for a password.", "password_protected")
    try:
        return docx.Document(io.BytesIO(_mended(data, limits)))
    except UnreadableDocument:
        raise
    except DefusedXmlException as problem:
        raise UnreadableDocument("The Word file declares entities, which no form needs.") from problem
    except Exception as problem:  # python-docx raises anything on a broken file; a person gets it
        raise UnreadableDocument("The Word file is broken and cannot be opened.") from problem


def _mended(data: bytes, limits: Limits) -> bytes:
    """The file under the names that python-docx knows, without what it cannot find; the same bytes where nothing is to mend."""
    parts = _parts(data, limits)
    mended = {name: _renamed(name, part) for name, part in parts.items()}
    names = {name.lower() for name in mended}
    for name in [each for each in mended if each.endswith(".rels")]:
        mended[name] = _without_broken(name, mended[name], names)
    return data if mended == parts else _zipped(mended)


def _parts(data: bytes, limits: Limits) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(part.file_size for part in archive.infolist()) > limits.unpacked:
            raise UnreadableDocument("The Word file unpacks to more than any form holds.", "too_large")
        parts = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    for name, part in parts.items():
        if name.lower().endswith((".xml", ".rels")):
            fromstring(part, forbid_dtd=True)
    return parts


def _renamed(name: str, part: bytes) -> bytes:
    if name == "[Content_Types].xml":
        return MAIN_KINDS.sub(DOCUMENT, part)
    if STRICT in part and name.endswith((".xml", ".rels")):
        for strict, usual in STRICT_NAMES:
            part = part.replace(strict, usual)
    return part


def _without_broken(name: str, part: bytes, names: set[str]) -> bytes:
    """The relations of a part without those to parts of the file that are not in it."""
    relations = fromstring(part, forbid_dtd=True)
    base = posixpath.dirname(posixpath.dirname(name))
    broken = [each for each in relations if _is_broken(each, base, names)]
    for each in broken:
        relations.remove(each)
    return tostring(relations) if broken else part


def _is_broken(relation: Element, base: str, names: set[str]) -> bool:
    target = relation.get("Target", "").partition("#")[0]
    if relation.get("TargetMode") == "External" or not target:
        return relation.get("TargetMode") != "External"
    path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(base, target))
    return path.lower() not in names


def _zipped(parts: Parts) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return target.getvalue()
