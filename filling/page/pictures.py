"""Pictures of screens for whoever must find out why a robot stopped: covered where they could be about a person, and encrypted."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cryptography.fernet import Fernet
from playwright.sync_api import Page


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


def picture_of(page: Page, *, boxes: bool = True) -> bytes:
    """A picture of the screen in which everything that could be about a person is covered; without `boxes` not what stands in boxes."""
    in_boxes = "input:not([type=submit]):not([type=button]),textarea,select,[contenteditable=true],[role=combobox],"
    about_people = f"{in_boxes}td,dd,li" if boxes else "td:not(:has(input,select,textarea)),dd"
    return page.screenshot(mask=[page.locator(about_people)], mask_color="#888888", timeout=5000)
