"""The documents of a contact as files to attach, without a byte of them on any disk.

Each lies in memory (memfd) and is reached by a link whose name is an id. A worker that is killed leaves a dead link behind.
"""

from __future__ import annotations

import mimetypes
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from postroom.contact import Role
from records import store
from records.models import Contact, Document, SealedFile


@contextmanager
def on_hand(contact: Contact) -> Iterator[tuple[str, ...]]:
    """Paths of the primary documents, under the same names at every try, so that none is attached twice."""
    opened: list[int] = []
    with tempfile.TemporaryDirectory(prefix="postroom-") as folder:
        try:
            yield tuple(_lay_out(contact, document, Path(folder), opened) for document in _primary(contact))
        finally:
            for each in opened:
                os.close(each)


def _primary(contact: Contact) -> list[Document]:
    kept = set(contact.mail.files.filter(kind=SealedFile.Kind.DOCUMENT).values_list("document", flat=True))
    return [each for each in contact.mail.documents.filter(role=Role.PRIMARY) if each.position in kept]


def _lay_out(contact: Contact, document: Document, folder: Path, opened: list[int]) -> str:
    kept = store.file_of(contact.mail, SealedFile.Kind.DOCUMENT, document.position)
    content, media_type = kept or (b"", "")
    held = os.memfd_create(document.ulid)
    opened.append(held)
    with os.fdopen(os.dup(held), "wb") as target:
        target.write(content)
    link = folder / f"{contact.mail.ulid}-{document.position}{mimetypes.guess_extension(media_type) or '.bin'}"
    link.symlink_to(f"/proc/{os.getpid()}/fd/{held}")
    return str(link)
