"""Pictures of screens for whoever must find out why a robot stopped: covered where they could be about a person, and encrypted."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cryptography.fernet import Fernet


class PictureStore(Protocol):
    """Where pictures go. Returns the name under which the picture is found again; the name says nothing about anyone."""

    def keep(self, picture: bytes) -> str: ...


@dataclass(frozen=True, slots=True)
class SealedFolder:
    """Pictures as encrypted files in a folder. `key` is a Fernet key; whoever has it can open them with `open`."""

    folder: Path
    key: str

    def keep(self, picture: bytes) -> str:
        self.folder.mkdir(parents=True, exist_ok=True)
        name = f"{uuid.uuid4().hex}.png.sealed"
        (self.folder / name).write_bytes(Fernet(self.key).encrypt(picture))
        return name

    def open(self, name: str) -> bytes:
        return Fernet(self.key).decrypt((self.folder / name).read_bytes())
