"""The properties of an Outlook message file (MS-OXMSG): streams and a table in each storage of an OLE container."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import olefile  # type: ignore[import-untyped]

from extractors.post.charset import text_of

PROPERTIES = "__properties_version1.0"
ENTRY = struct.Struct("<HHI8s")  # type, number, flags, value
NUMBER, TIME, CODED_TEXT, TEXT, BYTES, STORAGE = 0x0003, 0x0040, 0x001E, 0x001F, 0x0102, 0x000D
MESSAGE_CODEPAGE = (0x3FFD, 0x3FDE)
EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Storage:
    """One storage: a message, or something in it. `head` is how many bytes stand before its table."""

    container: olefile.OleFileIO
    path: tuple[str, ...] = ()
    head: int = 32

    def text(self, *numbers: int) -> str:
        """The first of these properties that holds words."""
        for number in numbers:
            wide, coded = self._stream(number, TEXT), self._stream(number, CODED_TEXT)
            said = wide.decode("utf-16-le", "replace") if wide else text_of(coded, self._charset()) if coded else ""
            if said.strip("\x00 \r\n"):
                return said.replace("\x00", "")
        return ""

    def data(self, number: int) -> bytes:
        return self._stream(number, BYTES)

    def number(self, number: int) -> int:
        """0 where the property is not there."""
        return int.from_bytes(self._table().get((number, NUMBER), b"\0")[:4], "little")

    def time(self, *numbers: int) -> datetime | None:
        for number in numbers:
            ticks = int.from_bytes(self._table().get((number, TIME), b"\0"), "little")
            if 0 < ticks < 2_650_467_744_000_000_000:  # until the year 9999
                return EPOCH + timedelta(microseconds=ticks // 10)
        return None

    def storages(self, begins: str) -> Iterator[Storage]:
        """Storages directly inside whose name begins so, in order: attachments, recipients."""
        depth = len(self.path)
        listed = {tuple(each[: depth + 1]) for each in self.container.listdir() if tuple(each[:depth]) == self.path}
        for path in sorted(each for each in listed if len(each) > depth and each[depth].startswith(begins)):
            yield Storage(self.container, path, head=8)

    def message_inside(self, number: int) -> Storage | None:
        path = (*self.path, f"__substg1.0_{number:04X}{STORAGE:04X}")
        return Storage(self.container, path, head=24) if self.container.exists([*path, PROPERTIES]) else None

    def has_storage(self, number: int) -> bool:
        return bool(self.container.exists([*self.path, f"__substg1.0_{number:04X}{STORAGE:04X}"]))

    def _stream(self, number: int, kind: int) -> bytes:
        return self._bytes(f"__substg1.0_{number:04X}{kind:04X}")

    def _bytes(self, name: str) -> bytes:
        path = [*self.path, name]
        return bytes(self.container.openstream(path).read()) if self.container.exists(path) else b""

    def _table(self) -> dict[tuple[int, int], bytes]:
        rows = self._bytes(PROPERTIES)[self.head :]
        return {
            (number, kind): value
            for kind, number, _, value in ENTRY.iter_unpack(rows[: len(rows) // ENTRY.size * ENTRY.size])
        }

    def _charset(self) -> str | None:
        top = Storage(self.container)
        return next((f"cp{page}" for each in MESSAGE_CODEPAGE if (page := top.number(each))), None)
