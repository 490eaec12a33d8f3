"""Words of Rich Text Format, in which Outlook keeps the body of some messages: compressed (MS-OXRTFCP), or as it is.

Outlook often wraps the HTML of a mail in it (MS-OXRTFEX): then that is what a person sees.
"""

from __future__ import annotations

import logging

import compressed_rtf  # type: ignore[import-untyped]
from RTFDE.deencapsulate import DeEncapsulator

from extractors.post.markup import seen_text
from extractors.sheets.rtf import body_of
from extractors.sheets.wordwriter import as_text
from postroom.errors import UnreadableDocument

PACKED = (b"LZFu", b"MELA")  # at the ninth byte
MOST_UNPACKED = 60 * 1024 * 1024
SILENT = logging.getLogger("RTFDE")


def rtf_text(data: bytes) -> str:
    """Lines as they are seen, cells of tables parted by tabs. Raises UnreadableDocument where it is damaged."""
    try:
        rtf = _unpacked(data) if data[8:12] in PACKED else data
    except Exception as error:  # compressed_rtf raises anything on broken input
        raise UnreadableDocument("The message's words are in a rich form that is damaged.") from error
    page = _wrapped_page(rtf) if b"\\fromhtml" in rtf[:2000] else None
    return (seen_text(page) if page else as_text(body_of(rtf))).strip()


def _unpacked(data: bytes) -> bytes:
    if int.from_bytes(data[4:8], "little") > MOST_UNPACKED:
        raise UnreadableDocument("The message's words unpack to more than may be read.", "too_large")
    return bytes(compressed_rtf.decompress(data))


def _wrapped_page(rtf: bytes) -> str | None:
    SILENT.setLevel(logging.CRITICAL)  # its messages hold words of the mail
    try:
        wrapped = DeEncapsulator(rtf)
        wrapped.deencapsulate()
    except Exception:  # noqa: BLE001  # its parser raises anything on rich text that it does not expect
        return None
    page = getattr(wrapped, "html", None)
    return page.decode("utf-8", "replace") if isinstance(page, bytes) else page
