"""Seals and opens what is stored: Fernet (AES and HMAC) of the `cryptography` library, with keys that can rotate."""

from __future__ import annotations

import hashlib
import hmac
import json
from functools import cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from postroom.errors import Misconfigured


@cache
def _vault(keys: tuple[str, ...]) -> MultiFernet:
    try:
        return MultiFernet([Fernet(key) for key in keys])
    except ValueError as error:
        raise Misconfigured("A key in POSTROOM_KEYS is not a Fernet key (32 bytes, url-safe base64).") from error


def _keys() -> MultiFernet:
    return _vault(settings.ENVIRONMENT.keys)


def seal(content: bytes) -> bytes:
    """Encrypts with the newest key."""
    return _keys().encrypt(content)


def unseal(sealed: bytes | memoryview) -> bytes:
    """Opens with any of the keys; empty stays empty. Raises Misconfigured when none fits."""
    if not sealed:
        return b""
    try:
        return _keys().decrypt(bytes(sealed))
    except InvalidToken as error:
        raise Misconfigured("A sealed record cannot be opened with the keys in POSTROOM_KEYS.") from error


def reseal(sealed: bytes | memoryview) -> bytes:
    """The same content under the newest key: what the rotation command does to every sealed column."""
    return _keys().rotate(bytes(sealed)) if sealed else b""


def is_under_newest_key(sealed: bytes | memoryview) -> bool:
    """Whether the newest key alone opens it: then the others may be destroyed as far as this goes."""
    try:
        Fernet(settings.ENVIRONMENT.keys[0]).decrypt(bytes(sealed))
    except InvalidToken:
        return False
    return True


def seal_json(value: Any) -> bytes:
    """Any JSON value, sealed."""
    return seal(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def unseal_json(sealed: bytes | memoryview) -> Any:
    """None where nothing was sealed."""
    return json.loads(unseal(sealed)) if sealed else None


def keyed_hash(text: str) -> str:
    """Finds the same text again without storing it. Keyed, so that nobody can try out names against it."""
    return hmac.new(settings.ENVIRONMENT.audit_key.encode(), text.encode(), hashlib.sha256).hexdigest()
