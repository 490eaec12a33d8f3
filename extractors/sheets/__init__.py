"""From the bytes of a document to sheets: words, lines, grids, ticks and form values with their places."""

from __future__ import annotations

import importlib
from collections.abc import Callable

from extractors.page import Sheet
from extractors.sheets.limits import Limits
from extractors.sheets.text import sheets_of_text
from postroom.errors import UnreadableDocument

__all__ = ["Limits", "open_document", "sheets_of_text"]

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
OPENERS = {
    "application/pdf": "pdf",
    f"{WORD}.document": "word",
    f"{WORD}.template": "word",
    "application/vnd.ms-word.document.macroenabled.12": "word",
    "image/jpeg": "picture",
    "image/png": "picture",
    "image/tiff": "picture",
    "image/bmp": "picture",
    "image/gif": "picture",
    "image/webp": "picture",
    "text/plain": "text",
    "text/html": "html",
    "application/rtf": "rtf",
    "application/vnd.oasis.opendocument.text": "odt",
}
LIMITS = Limits()


def open_document(data: bytes, media_type: str, limits: Limits = LIMITS) -> tuple[Sheet, ...]:
    """The document's pages. `media_type` is what the content is, whatever its name says.

    Raises UnreadableDocument with the contract's reason as its code: unsupported, password_protected, unreadable, empty, too_large.
    """
    kind = OPENERS.get(media_type.lower())
    if media_type == "application/msword":
        raise UnreadableDocument("This is a file of an old Word: open it in Word and save it as .docx.", "unsupported")
    if kind is None:
        raise UnreadableDocument("This kind of file is not one that can be read.", "unsupported")
    opener: Callable[[bytes, Limits], tuple[Sheet, ...]] = importlib.import_module(f"extractors.sheets.{kind}").sheets
    sheets = opener(data, limits)
    if not any(sheet.lines or sheet.form or sheet.unread for sheet in sheets):
        raise UnreadableDocument("There is nothing on any page.", "empty")
    return sheets
