"""Files enclosed in a PDF: a portfolio holds its documents so, and its one page only says which program opens it."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pypdf

from extractors.post.enclosure import Enclosure, Problem

TELLING = (
    b"/EmbeddedFile",
    b"/FileAttachment",
    b"/ObjStm",
)  # named in the open, or perhaps packed away among the PDF's own objects
DAMAGED = Problem("A file enclosed in the PDF cannot be taken out of it.", "unreadable")


def enclosed_files(data: bytes, limit: int) -> Iterator[Enclosure]:
    """What a PDF encloses, at most `limit` files of them. One that cannot be taken out comes with its problem.

    A PDF that cannot be opened encloses nothing that anybody could see: why it cannot is told where its pages are read.
    """
    if not any(word in data for word in TELLING):
        return
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        files = [*reader.attachment_list, *_pinned(reader)][:limit]
    except Exception:  # noqa: BLE001  # pypdf raises anything on a broken file
        return
    for file in files:
        yield _enclosure(file)


def _pinned(reader: pypdf.PdfReader) -> Iterator[pypdf.generic.EmbeddedFile]:
    """Files that are pinned to a page, as with a paper clip."""
    for page in reader.pages:
        for annotation in page.annotations or ():
            pin = annotation.get_object()
            file = pin.get("/FS") if pin.get("/Subtype") == "/FileAttachment" else None
            if file is not None and "/EF" in file:
                named = str(file.get("/UF") or file.get("/F") or "enclosed file")
                yield pypdf.generic.EmbeddedFile(named, file.get_object())


def _enclosure(file: pypdf.generic.EmbeddedFile) -> Enclosure:
    try:
        return Enclosure(file.name, file.content)
    except Exception:  # noqa: BLE001  # as above, and a stream that unpacks to more than may be is among them
        return Enclosure("enclosed file", b"", problem=DAMAGED)
