"""Sealing itself: AES-256-GCM of the `cryptography` library, each value bound to the place that it stands in.

It knows no settings and no store: keys and places are handed in. See docs/adr/011-sealed-to-its-place.md.
"""

from __future__ import annotations

import os
from base64 import urlsafe_b64decode
from dataclasses import dataclass
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from postroom.errors import Misconfigured

VERSION = b"\x02"  # the first byte; 1 was never written, and Fernet's tokens begin with a "g"
NAME = 4  # bytes that say which key, so that a lost one can be told from a changed value
NONCE = 12
KEY = 32


class CannotOpen(Misconfigured):
    """One sealed value does not open: its key is lost, or it was changed, moved or copied from another place."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """Keys by their names, newest first: the first seals, all open."""

    ciphers: dict[bytes, AESGCM]

    @property
    def newest(self) -> bytes:
        return next(iter(self.ciphers))

    def seal(self, content: bytes, place: bytes) -> bytes:
        """Opens again only with the same place."""
        nonce = os.urandom(NONCE)
        return VERSION + self.newest + nonce + self.ciphers[self.newest].encrypt(nonce, content, place)

    def open(self, sealed: bytes, place: bytes) -> bytes:
        """Raises CannotOpen."""
        name, nonce, rest = sealed[1 : 1 + NAME], sealed[1 + NAME : 1 + NAME + NONCE], sealed[1 + NAME + NONCE :]
        if sealed[:1] != VERSION or name not in self.ciphers:
            raise CannotOpen("A sealed value cannot be opened: its key is not among those in POSTROOM_KEYS.")
        try:
            return self.ciphers[name].decrypt(nonce, rest, place)
        except (InvalidTag, ValueError) as error:
            raise CannotOpen(
                "A sealed value cannot be opened: it was changed, or put where it does not belong."
            ) from error

    def is_newest(self, sealed: bytes) -> bool:
        """Whether the newest key sealed it: then the others may be destroyed as far as this goes."""
        return sealed.startswith(VERSION + self.newest)


@cache
def keyring(keys: tuple[str, ...]) -> Keyring:
    """From POSTROOM_KEYS. Raises Misconfigured where one is no key."""
    if not keys:
        raise Misconfigured("POSTROOM_KEYS holds no key.")
    found = [_secret(key) for key in keys]
    return Keyring({derived(each, b"name")[:NAME]: AESGCM(derived(each, b"seal")) for each in found})


def derived(secret: bytes, what_for: bytes) -> bytes:
    """A key for one use alone, so that no secret serves two ends (HKDF, RFC 5869)."""
    return HKDF(SHA256(), KEY, salt=None, info=b"postroom " + what_for).derive(secret)


def _secret(key: str) -> bytes:
    try:
        secret = urlsafe_b64decode(key)
    except ValueError:
        secret = b""
    if len(secret) != KEY:
        raise Misconfigured("A key in POSTROOM_KEYS is not 32 bytes in url-safe base64.")
    return secret
