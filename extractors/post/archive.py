"""Opens .zip files, within limits: a bomb, a locked archive and a broken one each get their own reason."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from extractors.post.enclosure import Enclosure
from postroom.errors import UnreadableDocument

HIGHEST_RATIO = 300  # unpacked to packed; printed text reaches about 20, a blank scan about 100
RATIO_COUNTS_FROM = 5 * 1024 * 1024
_LOCKED = 0x1


def open_archive(data: bytes, unpacked_limit: int, count_limit: int) -> Iterator[Enclosure]:
    """Each file inside. Raises UnreadableDocument: too_large, password_protected or unreadable.

    Declared sizes are not believed: reading stops at the limit. Nothing is ever written to a disk.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = [info for info in archive.infolist() if not info.is_dir() and not _is_mac_double(info.filename)]
            _refuse(files, unpacked_limit, count_limit)
            for info in files:
                yield Enclosure(info.filename, _unpack(archive, info, unpacked_limit))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        raise UnreadableDocument("The zip file is damaged or packed in an unknown way.") from error


def _is_mac_double(name: str) -> bool:
    return name.startswith("__MACOSX/") or name.rsplit("/", 1)[-1] == ".DS_Store"


def _refuse(files: list[zipfile.ZipInfo], unpacked_limit: int, count_limit: int) -> None:
    if not files:
        raise UnreadableDocument("The zip file is empty.")
    if any(info.flag_bits & _LOCKED for info in files):
        raise UnreadableDocument("The zip file is locked with a password.", "password_protected")
    if len(files) > count_limit or sum(info.file_size for info in files) > unpacked_limit:
        raise UnreadableDocument("The zip file unpacks to more than may be read.", "too_large")
    if any(info.file_size > max(RATIO_COUNTS_FROM, HIGHEST_RATIO * info.compress_size) for info in files):
        raise UnreadableDocument("The zip file unpacks to far more than it should.", "too_large")


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes:
    with archive.open(info) as packed:
        data = packed.read(limit + 1)
    if len(data) > limit:
        raise UnreadableDocument("The zip file unpacks to more than may be read.", "too_large")
    return data
