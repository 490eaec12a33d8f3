"""What an invitation says and encloses (iCalendar, RFC 5545): its words may be all that the sender wrote."""

from __future__ import annotations

import base64
import binascii
import re

from extractors.post.charset import text_of
from extractors.post.enclosure import Enclosure

_FOLD = re.compile(r"\r?\n[ \t]")
_LINE = re.compile(
    r"^(?P<name>[A-Z-]+)(?P<parameters>(?:;[^:\"\n]*(?:\"[^\"\n]*\"[^:\"\n]*)*)?):(?P<value>.*)$", re.M | re.I
)
WORDS = ("SUMMARY", "DESCRIPTION", "COMMENT")


def read_appointment(data: bytes) -> tuple[str, tuple[Enclosure, ...]]:
    """Its words, each line once, and the files in it."""
    lines = list(_LINE.finditer(_FOLD.sub("", text_of(data, None))))
    said = dict.fromkeys(_plain(line["value"]) for line in lines if line["name"].upper() in WORDS)
    files = [_enclosure(line) for line in lines if line["name"].upper() == "ATTACH" and _is_inside(line)]
    return "\n\n".join(filter(None, said)), tuple(files)


def _is_inside(line: re.Match[str]) -> bool:
    return "BASE64" in line["parameters"].upper()


def _enclosure(line: re.Match[str]) -> Enclosure:
    name = re.search(r"FILENAME=\"?([^\";:]+)", line["parameters"], re.I)
    try:
        data = base64.b64decode(line["value"].strip())
    except (binascii.Error, ValueError):
        data = b""
    return Enclosure(name[1] if name else "", data)


def _plain(value: str) -> str:
    return re.sub(r"\\([,;\\])", r"\1", re.sub(r"\\[nN]", "\n", value)).strip()
