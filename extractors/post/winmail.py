"""Opens winmail.dat (TNEF), in which Outlook sends words and files to those who do not use it."""

from __future__ import annotations

import struct

from tnefparse import TNEF  # type: ignore[import-untyped]

from extractors.post.bodies import Body, alternatives, html_body
from extractors.post.charset import text_of
from extractors.post.enclosure import Enclosure
from extractors.post.richtext import rtf_text
from postroom.errors import UnreadableDocument

HEAD = 6  # bytes: signature and key
# The code page of a file that states none; without one tnefparse drops what is coded in bytes. A statement further on counts.
WESTERN = struct.pack("<BIIIIH", 1, 0x00069007, 8, 1252, 0, 0)
BROKEN = (OSError, ValueError, LookupError, AttributeError, TypeError, struct.error, AssertionError, RecursionError)


def open_winmail(data: bytes) -> tuple[str, tuple[Enclosure, ...]]:
    """The text and the attachments. Raises UnreadableDocument where it, or the rich form that its only words are in, is damaged."""
    try:
        tnef = TNEF(data[:HEAD] + WESTERN + data[HEAD:], do_checksum=False)
        enclosures = tuple(_enclosure(each) for each in tnef.attachments)
        body, html, rich = tnef.body, tnef.htmlbody, tnef._rtfbody  # its own way out prints and guesses
    except BROKEN as error:
        raise UnreadableDocument("The winmail.dat attachment is damaged.") from error
    forms = [[Body(plain)]] if (plain := _plain(body).strip()) else []
    forms += [[html_body(markup)]] if (markup := _plain(html)) else []
    if rich and not forms:
        forms.append([Body(rtf_text(bytes(rich)))])
    bodies = alternatives(forms)[0] if forms else []
    return "\n\n".join(each.text for each in bodies), enclosures


def _enclosure(attached: object) -> Enclosure:
    name = _plain(attached.long_filename()) or _plain(attached.name)  # type: ignore[attr-defined]
    return Enclosure(name, bytes(attached.data))  # type: ignore[attr-defined]


def _plain(value: object) -> str:
    """Text out of what tnefparse gives: text, bytes, or a list of one of them."""
    if isinstance(value, list | tuple):
        return _plain(value[0]) if value else ""
    if isinstance(value, bytes):
        return text_of(value, None).replace("\x00", "")
    return str(value or "").replace("\x00", "")
