"""The demo's post: sample mails as they would come over the wire."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sandbox.demo.house import SAMPLES


@dataclass(frozen=True, slots=True)
class SampleMail:
    """`digest` is the SHA-256 of the bytes as the mail server gives them back."""

    name: str
    raw: bytes
    digest: str


def sample_mails(folder: Path = SAMPLES / "mail") -> tuple[SampleMail, ...]:
    """Every mail of the folder, in the order of their names."""
    return tuple(as_sent(file.stem, file.read_bytes()) for file in sorted(folder.glob("*.eml")))


def as_sent(name: str, raw: bytes) -> SampleMail:
    """Lines end as mail servers end them."""
    wire = raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    return SampleMail(name, wire, sha256(wire).hexdigest())
