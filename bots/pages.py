"""Pictures and texts of a message's documents for the review page, made in a process of their own that can be killed.

A hostile file can crash the drawing library; then the contact has values and no pictures, and the line goes on.
"""

from __future__ import annotations

import io
import logging
import multiprocessing
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection

import numpy as np
from PIL import Image

from extractors.options import ReadOptions
from extractors.post.enclosure import Document
from extractors.post.unwrapping import Unwrapping
from extractors.sheets import open_document
from extractors.sheets.render import picture_of_page
from postroom.errors import UnreadableDocument
from records import store
from records.models import MailMessage, SealedFile

log = logging.getLogger(__name__)
PAGES = 60  # of one document; what lies behind is opened from the stored original
DOTS_AN_INCH = 110
LIMIT_S = 60.0
JPEG_QUALITY = 72

_forking = multiprocessing.get_context("fork")


@dataclass(frozen=True, slots=True)
class Kept:
    """Something to keep beside a message. `page` counts from 1; 0 is the whole document."""

    kind: SealedFile.Kind
    document: int
    page: int
    content: bytes
    media_type: str


def keep_pages(mail: MailMessage, raw: bytes, name: str, options: ReadOptions) -> None:
    """Keeps every document of the message sealed, with its pictures or its text."""
    for each in _drawn_apart(raw, name, options):
        store.keep_file(
            mail, each.kind, each.content, document=each.document, page=each.page, media_type=each.media_type
        )


def _drawn_apart(raw: bytes, name: str, options: ReadOptions) -> Iterator[Kept]:
    ours, theirs = _forking.Pipe(duplex=False)
    process = _forking.Process(target=_draw, args=(theirs, raw, name, options), daemon=True)
    process.start()
    theirs.close()
    try:
        while ours.poll(LIMIT_S):
            yield ours.recv()
        log.warning("pictures of a message took too long")
    except EOFError:
        pass  # it said all that it could
    finally:
        process.kill()
        process.join()
        ours.close()


def _draw(connection: Connection, raw: bytes, name: str, options: ReadOptions) -> None:
    logging.disable(logging.CRITICAL)
    for position, document in enumerate(Unwrapping(options).open(raw, name)):
        for kept in _kept(position, document, options):
            connection.send(kept)
    connection.close()


def _kept(position: int, document: Document, options: ReadOptions) -> Iterator[Kept]:
    if document.mail is not None:
        yield Kept(SealedFile.Kind.TEXT, position, 0, document.mail.text.whole.encode(), "text/plain")
    if document.ignored or document.is_message:
        return
    yield Kept(SealedFile.Kind.DOCUMENT, position, 0, document.data, document.media_type)
    if document.media_type == "application/pdf":
        yield from _pdf_pages(position, document.data)
    elif document.media_type.startswith("image/"):
        yield from _picture(position, document.data)
    elif document.mail is None:
        yield from _text(position, document, options)


def _pdf_pages(position: int, data: bytes) -> Iterator[Kept]:
    for page in range(1, PAGES + 1):
        try:
            pixels, points = picture_of_page(data, page, DOTS_AN_INCH)
        except (IndexError, ValueError, RuntimeError):  # behind the last page, or no PDF after all
            return
        picture = jpeg(Image.fromarray(np.asarray(pixels)), dots=72 / points)
        yield Kept(SealedFile.Kind.PICTURE, position, page, picture, "image/jpeg")


def _picture(position: int, data: bytes) -> Iterator[Kept]:
    try:
        with Image.open(io.BytesIO(data)) as picture:
            for page in range(min(getattr(picture, "n_frames", 1), PAGES)):
                picture.seek(page)
                copy = picture.convert("RGB")
                copy.thumbnail((1400, 1800))
                yield Kept(SealedFile.Kind.PICTURE, position, page + 1, jpeg(copy), "image/jpeg")
    except (OSError, ValueError, Image.DecompressionBombError):
        return


def _text(position: int, document: Document, options: ReadOptions) -> Iterator[Kept]:
    try:
        sheets = open_document(document.data, document.media_type, options.sheets)
    except UnreadableDocument:
        return
    lines = (line.text for sheet in sheets for line in sheet.lines)
    yield Kept(SealedFile.Kind.TEXT, position, 0, "\n".join(lines).encode(), "text/plain")


def jpeg(picture: Image.Image, dots: float | None = None) -> bytes:
    """`dots` an inch are written into the file: the review page needs the size in points to lay boxes over it."""
    target = io.BytesIO()
    size = {"dpi": (round(dots), round(dots))} if dots else {}
    picture.save(target, "JPEG", quality=JPEG_QUALITY, optimize=True, **size)
    return target.getvalue()
