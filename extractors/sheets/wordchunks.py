"""Files inside a Word file (w:altChunk): Word shows their words where they are called in, so here they are taken in too."""

from __future__ import annotations

import email
from collections.abc import Callable
from typing import Any

from docx.oxml.ns import qn

from extractors.page import UNSURE
from extractors.post.charset import text_of
from extractors.post.kinds import HTML, MAIL, RICH_TEXT, TEXT, WORD, media_type_of
from extractors.sheets import html, rtf, wordwriter
from extractors.sheets.limits import Limits
from extractors.sheets.wordfile import opened
from extractors.sheets.wordxml import Piece
from postroom.errors import UnreadableDocument

DEEPEST = 3
LEFT_OUT = f"{UNSURE} A file inside this one could not be read."


def take_in_chunks(part: Any, body: Any, limits: Limits, depth: int) -> None:
    """Puts the paragraphs and tables of each file inside in the place where it is called in; a sentence where it cannot be read."""
    for chunk in list(body.iter(qn("w:altChunk"))):
        try:
            blocks = _blocks(part.rels[chunk.get(qn("r:id"))].target_part.blob, limits, depth)
        except (UnreadableDocument, KeyError, ValueError, AttributeError):
            blocks = [wordwriter.paragraph([Piece(LEFT_OUT)])]
        for block in blocks:
            chunk.addprevious(block)
        chunk.getparent().remove(chunk)


def _blocks(data: bytes, limits: Limits, depth: int) -> list[Any]:
    """Its kind is told by its content, as that of every file. Raises UnreadableDocument for one that is not read."""
    kind = media_type_of(data)
    readers: dict[str, Callable[[], list[Any]]] = {
        HTML: lambda: list(html.body_of(text_of(data, None))),
        RICH_TEXT: lambda: list(rtf.body_of(data)),
        TEXT: lambda: _text(data),
        MAIL: lambda: _web_archive(data),
        WORD: lambda: _word(data, limits, depth),
    }
    if kind not in readers or depth >= DEEPEST or len(data) > limits.unpacked:
        raise UnreadableDocument("A file inside the Word file could not be read.", "unsupported")
    return readers[kind]()


def _text(data: bytes) -> list[Any]:
    """A page without its first tag is told from text by having any."""
    text = text_of(data, None)
    return list(html.body_of(text)) if "</" in text else wordwriter.plain(text)


def _web_archive(data: bytes) -> list[Any]:
    """A page saved with its pictures (MHTML)."""
    pages = [part for part in email.message_from_bytes(data).walk() if part.get_content_type() == "text/html"]
    payload = pages[0].get_payload(decode=True) if pages else b""
    text = text_of(payload if isinstance(payload, bytes) else b"", pages[0].get_content_charset() if pages else None)
    return list(html.body_of(text))


def _word(data: bytes, limits: Limits, depth: int) -> list[Any]:
    from extractors.sheets.word import shown_body  # it takes in chunks of its own

    return [block for block in shown_body(opened(data, limits), limits, depth + 1) if block.tag != qn("w:sectPr")]
