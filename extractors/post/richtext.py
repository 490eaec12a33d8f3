"""Words of Rich Text Format, in which Outlook keeps the body of some messages: compressed (MS-OXRTFCP), or as it is.

Outlook often wraps the HTML of a mail in it (MS-OXRTFEX): then that is what a person sees.
"""

from __future__ import annotations

import compressed_rtf  # type: ignore[import-untyped]

from extractors.post.markup import seen_text
from extractors.post.wrappedpage import wrapped_page
from extractors.sheets.rtf import body_of
from extractors.sheets.wordwriter import as_text
from postroom.errors import UnreadableDocument

PACKED = (b"LZFu", b"MELA")  # at the ninth byte
MOST_UNPACKED = 60 * 1024 * 1024


def rtf_text(data: bytes) -> str:
    """Lines as they are seen, cells of tables parted by tabs. Raises UnreadableDocument where it is damaged."""
    try:
        rtf = _unpacked(data) if data[8:12] in PACKED else data
    except Exception as error:  # compressed_rtf raises anything on broken input
        raise UnreadableDocument("The message's words are in a rich form that is damaged.") from error
    page = wrapped_page(rtf)
    return (seen_text(page) if page.strip() else as_text(body_of(rtf))).strip()


def _unpacked(data: bytes) -> bytes:
    if int.from_bytes(data[4:8], "little") > MOST_UNPACKED:
        raise UnreadableDocument("The message's words unpack to more than may be read.", "too_large")
    return bytes(compressed_rtf.decompress(data))
