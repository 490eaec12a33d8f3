"""What comes out of an envelope, and the documents that are left when every envelope is open."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.post.facts import MailFacts

if TYPE_CHECKING:
    from extractors.post.mail import OpenedMail

LONGEST_NAME = 180


@dataclass(frozen=True, slots=True)
class Enclosure:
    """Something inside a mail or an archive, not yet looked at. `shown` says that the mail shows it among its text.

    `opened`: a message that has no bytes of its own, because it lies open inside another one.
    """

    name: str
    data: bytes
    declared: str = ""
    shown: bool = False
    problem: Problem | None = None
    opened: OpenedMail | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something could not be opened: a sentence for people and the contract's word for it."""

    sentence: str
    code: str


@dataclass(frozen=True, slots=True)
class Document:
    """One thing to read. `mail` holds the text of a mail or a text file, parted; `is_message` tells the two apart.

    `carrier` is the mail that it came in. `note` tells a person something of it that is no reason to hold it.
    """

    name: str
    data: bytes
    media_type: str
    lineage: tuple[str, ...] = ()
    ignored: bool = False
    problem: Problem | None = None
    mail: MailFacts | None = None
    is_message: bool = False
    carrier: MailFacts | None = None
    note: str | None = None
    page: bytes = b""  # the HTML that `data` is the text of


def clean_name(name: str, otherwise: str) -> str:
    """A file's name without folders, control characters and marks that turn the writing direction; `otherwise` if none is left."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(char for char in last if unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Zl", "Zp"})
    return kept.strip()[:LONGEST_NAME] if kept.strip(". ") else otherwise
